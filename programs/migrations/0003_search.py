from collections.abc import Sequence

from django.db import migrations, models

from programs.models.searchable import search_columns

SEARCHED = {
    "Region": ["name", "name_en"],
    "IndustryChain": ["name", "name_en", "description", "description_en"],
    "Program": [
        *("name", "name_en", "scope", "scope_en", "summary", "summary_en"),
        *("goal", "goal_en", "lead_agency", "lead_agency_en"),
    ],
    "Measure": ["title", "title_en", "document_number", "detail", "detail_en"],
    "SourceDocument": ["title", "title_en", "issuer", "remark", "remark_en"],
}


def fill_model(model: type[models.Model], fields: Sequence[str]) -> None:
    """Rows that are there already; from then on `save` keeps the columns."""
    rows = []
    for row in model._default_manager.only("pk", *fields).iterator(1000):
        row.search_text, row.search_pinyin = search_columns(row, fields)
        rows.append(row)
    model._default_manager.bulk_update(rows, ["search_text", "search_pinyin"], batch_size=200)


def fill(apps, schema_editor):
    for name, fields in SEARCHED.items():
        fill_model(apps.get_model("programs", name), fields)


def columns(model: str) -> list[migrations.AddField]:
    field = models.TextField(default="", editable=False)
    return [migrations.AddField(model, name, field) for name in ("search_text", "search_pinyin")]


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_evidence_checks")]

    operations = [
        *(operation for model in SEARCHED for operation in columns(model.lower())),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
