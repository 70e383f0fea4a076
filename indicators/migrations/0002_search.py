import importlib

from django.db import migrations

programs = importlib.import_module("programs.migrations.0003_search")  # a module's name cannot begin with a digit

SEARCHED = ["name", "name_en", "code", "definition", "definition_en"]


def fill(apps, schema_editor):
    programs.fill_model(apps.get_model("indicators", "Indicator"), SEARCHED)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial"), ("programs", "0003_search")]

    operations = [*programs.columns("indicator"), migrations.RunPython(fill, migrations.RunPython.noop)]
