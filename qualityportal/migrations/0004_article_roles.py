"""Editors and administrators may read articles into records."""

import importlib

from django.db import migrations

from qualityportal.roles import make_roles


def roles(apps, schema_editor):
    # Django makes permissions only after all migrations; the groups need them now.
    earlier = importlib.import_module("qualityportal.migrations.0002_roles")
    earlier.make_permissions(apps)
    make_roles(apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects)


class Migration(migrations.Migration):
    dependencies = [
        ("qualityportal", "0003_data_version"),
        ("indicators", "0008_article_reading"),
    ]
    operations = [migrations.RunPython(roles, migrations.RunPython.noop)]
