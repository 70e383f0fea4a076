"""Decisions on the figures of an article: each is kept at once, and only one person decides on one figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.actions.desk.accepting import record_figure
from indicators.actions.desk.wanted import Wanted
from indicators.models import ArticleReading, Indicator, IndicatorAlias, ReadFigure
from indicators.reading.naming import is_learnable, plain
from programs.actions.refused import Refused
from programs.scope import scope_of

Decision = ReadFigure.Decision


@transaction.atomic
def accept(figure: ReadFigure, wanted: Wanted, *, by: Any, at: datetime | None = None) -> None:
    """Make the drafts that are wanted, and learn the name where the editor chose another indicator.

    Decisions made at once share the moment `at`, so that they can be undone at once.
    """
    _decide(figure, Decision.CORRECTED if wanted.is_corrected else Decision.ACCEPTED, by, at)
    record_figure(figure, wanted, by=by)
    if wanted.indicator is not None and wanted.indicator.pk != figure.indicator_id:
        _learn(figure, wanted.indicator, by)


@transaction.atomic
def reject(figure: ReadFigure, *, by: Any) -> None:
    """The figure becomes nothing."""
    _decide(figure, Decision.REJECTED, by)


def accept_all(pairs: Iterable[tuple[ReadFigure, Wanted]], *, by: Any) -> tuple[int, list[str]]:
    """Accept each that can be; gives how many were, and what stood against the others."""
    moment, done, refusals = timezone.now(), 0, []
    for figure, wanted in pairs:
        try:
            accept(figure, wanted, by=by, at=moment)
            done += 1
        except Refused as refused:
            refusals.append(f"¶{figure.paragraph} {figure.phrase}: {refused}")
    return done, refusals


def last_of(reading: ArticleReading, by: Any) -> list[ReadFigure]:
    """What the person decided on last, all of one moment, later figures first."""
    mine = reading.figures.filter(decided_by=by).exclude(decision=Decision.OPEN)
    moment = mine.order_by("-decided_at").values_list("decided_at", flat=True).first()
    return list(mine.filter(decided_at=moment).select_related("reading__program").order_by("-number"))


@transaction.atomic
def close(reading: ArticleReading, *, by: Any) -> None:
    """Finished: figures without a decision stay so."""
    _move(reading, ArticleReading.State.CLOSED, by)


@transaction.atomic
def open_again(reading: ArticleReading, *, by: Any) -> None:
    _move(reading, ArticleReading.State.OPEN, by)


def demand_kept(reading: ArticleReading, by: Any) -> None:
    """Raises Refused where the person may not work on the reading's program."""
    if not scope_of(by).may("change", reading):
        raise Refused(_("This article is read for a program that is not among those you keep."))


def _decide(figure: ReadFigure, decision: str, by: Any, at: datetime | None = None) -> None:
    """The first of two who decide at once is heard; the second is told."""
    demand_kept(figure.reading, by)
    if figure.reading.state != ArticleReading.State.OPEN:
        raise Refused(_("This article is finished. Open it again to decide on its figures."))
    now = at or timezone.now()
    rows = ReadFigure.objects.filter(pk=figure.pk, decision=Decision.OPEN)
    if not rows.update(decision=decision, decided_by=by, decided_at=now):
        figure.refresh_from_db()
        who = figure.decided_by or _("somebody")
        raise Refused(
            _("%(who)s has decided on this figure meanwhile: %(decision)s.")
            % {"who": who, "decision": figure.get_decision_display()}
        )
    figure.decision, figure.decided_by, figure.decided_at = decision, by, now


def _move(reading: ArticleReading, state: str, by: Any) -> None:
    demand_kept(reading, by)
    reading.state = state
    reading.save(update_fields=["state", "updated_at"])


def _learn(figure: ReadFigure, indicator: Indicator, by: Any) -> None:
    """The subject names the indicator from now on, also for the open figures of this article that it names."""
    if not is_learnable(figure.subject):
        return
    name = plain(figure.subject)
    IndicatorAlias.objects.get_or_create(name=name, indicator=indicator, defaults={"figure": figure, "made_by": by})
    same = figure.reading.figures.filter(decision=Decision.OPEN, subject=figure.subject, indicator=None)
    same.update(indicator=indicator)
