"""The audit log, with the triggers that keep it as it was written."""

import django.utils.timezone
from django.db import migrations, models

from qualityportal.audit import guard


def install(apps, schema_editor):
    guard.install(schema_editor.connection)


def remove(apps, schema_editor):
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="time")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed-in", "signed in"),
                            ("signed-out", "signed out"),
                            ("sign-in-failed", "sign-in failed"),
                            ("locked-out", "locked out"),
                            ("lock-lifted", "lock-out lifted"),
                            ("password-changed", "password changed"),
                            ("factor-added", "second factor added"),
                            ("factor-removed", "second factor removed"),
                            ("user-added", "user added"),
                            ("user-changed", "user changed"),
                            ("user-removed", "user removed"),
                            ("rights-changed", "rights changed"),
                            ("log-exported", "audit log exported"),
                            ("log-pruned", "audit log pruned"),
                        ],
                        max_length=20,
                        verbose_name="event",
                    ),
                ),
                ("user_key", models.PositiveBigIntegerField(null=True, verbose_name="user number")),
                ("username", models.CharField(blank=True, max_length=150, verbose_name="user")),
                ("client_address", models.GenericIPAddressField(null=True, verbose_name="address")),
                ("detail", models.TextField(blank=True, verbose_name="details")),
            ],
            options={
                "verbose_name": "audit event",
                "verbose_name_plural": "audit log",
                "ordering": ["-at", "-pk"],
                "permissions": [("export_auditevent", "Can export the audit log")],
                "default_permissions": ["view"],
                "indexes": [models.Index(fields=["username", "-at"], name="audit_by_user")],
            },
        ),
        migrations.RunPython(install, remove),
    ]
