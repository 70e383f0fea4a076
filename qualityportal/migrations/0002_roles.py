from django.contrib.auth.management import create_permissions
from django.db import migrations

from qualityportal.roles import make_roles


def make_permissions(apps):
    """Django makes them only after all migrations; the groups need them now."""
    for name in ("auth", "programs", "indicators", "qualityportal"):
        config = apps.get_app_config(name)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None


def roles(apps, schema_editor):
    make_permissions(apps)
    make_roles(apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects, early=True)


class Migration(migrations.Migration):
    dependencies = [
        ("qualityportal", "0001_audit_log"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("programs", "0004_review_and_history"),
        ("indicators", "0005_corrections"),
    ]
    operations = [migrations.RunPython(roles, migrations.RunPython.noop)]
