"""The past can be read: an index finds the last version at a moment, and records that are older than their history
get a first version, so that every record has one.
"""

from typing import Any

from django.db import migrations, models

from programs.knowledge.beginning import first_versions, start_of

MODELS = [
    *("Region", "FormerRegionCode", "IndustryClass", "IndustryChain", "SourceDocument", "Citation"),
    *("Program", "Measure", "SourceNote"),
]


def begin(apps: Any, schema_editor: Any) -> None:
    start = start_of(apps.get_model("programs", "Program"))
    for name in MODELS:
        first_versions(apps.get_model("programs", name), apps.get_model("programs", f"Historical{name}"), start)


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_import_files")]

    operations = [
        *(
            migrations.AddIndex(
                f"historical{name.lower()}",
                models.Index(fields=["id", "history_date", "history_id"], name=f"{name.lower()}_versions"),
            )
            for name in MODELS
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
