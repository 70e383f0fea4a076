"""The past can be read: an index finds the last version at a moment, and records that are older than their history
get a first version, so that every record has one.
"""

from typing import Any

from django.db import migrations, models

from programs.knowledge.beginning import first_versions, start_of

MODELS = ["Indicator", "Breakdown", "Observation", "ReportedChange"]


def begin(apps: Any, schema_editor: Any) -> None:
    start = start_of(apps.get_model("programs", "Program"))
    for name in MODELS:
        first_versions(apps.get_model("indicators", name), apps.get_model("indicators", f"Historical{name}"), start)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_corrections"), ("programs", "0006_past")]

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
