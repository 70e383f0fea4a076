from django.conf import settings
from django.db import migrations, models


def drop_triggers_into_the_counts(apps, schema_editor):
    """SQLite makes the table anew, which triggers of other tables name; after the migrations they are put back, and all
    is counted.
    """
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'tally_indicators_reportedindicator_%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0009_figures_by_indicator"),
        ("programs", "0014_walked_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop_triggers_into_the_counts, migrations.RunPython.noop),
        migrations.AddField(
            model_name="reportedindicator",
            name="public",
            field=models.IntegerField(db_default=0, default=0, help_text="1 while the program is published"),
        ),
        migrations.RemoveIndex(
            model_name="reportedindicator",
            name="reported_by_indicator",
        ),
        migrations.AddIndex(
            model_name="reportedindicator",
            index=models.Index(fields=["indicator", "public", "figures", "program"], name="reported_in_public"),
        ),
    ]
