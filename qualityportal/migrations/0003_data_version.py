"""The version of the public data; its triggers are put in place after every migration."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("qualityportal", "0002_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataVersion",
            fields=[
                ("writer", models.BigIntegerField(primary_key=True, serialize=False)),
                ("changed", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
