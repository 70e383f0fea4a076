"""A record as the public page shows it: by the same components, from the same reads."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from indicators.cards import cards_of
from indicators.change_cards import change_card
from indicators.models import Observation, ReportedChange
from programs.models import Measure, Program, SourceDocument, SourceNote


def rendered(record: Any, side: str) -> SafeString:
    """HTML of one record as it stands in the database. `side` tells its marks from those of the same record's other
    state on the same page.
    """
    model = type(record)
    return render_to_string(f"review/{model._meta.model_name}.html", CONTEXTS[model](record.pk) | {"side": side})


def _observation(pk: int) -> dict[str, Any]:
    row = Observation.objects.for_series().get(pk=pk)
    return {"card": cards_of([row])[0]}


def _change(pk: int) -> dict[str, Any]:
    return {"card": change_card(ReportedChange.objects.for_page().get(pk=pk))}


def _plain(model: Any, name: str) -> Any:
    return lambda pk: {name: model._default_manager.get(pk=pk)}


CONTEXTS: dict[Any, Any] = {
    Observation: _observation,
    ReportedChange: _change,
    Measure: _plain(Measure, "measure"),
    SourceNote: _plain(SourceNote, "note"),
    Program: _plain(Program, "program"),
    SourceDocument: _plain(SourceDocument, "source"),
}
