"""How a figure is cited, and what to know of it when it is read on a page of the past."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.cards import Card, figure_words
from indicators.later import later_of
from indicators.models import Observation
from indicators.public_values import PublicHistory
from indicators.words import listed, period_words
from programs.citing import Citing, citing
from programs.paths import path_of


def citing_figure(card: Card, past: PublicHistory, site: str) -> Citing:
    """The number stands in the title with its sign and kind, so that none is cited without them."""
    row = card.observation
    name = f"{card.name} ({card.breakdown})" if card.breakdown else card.name
    figure = listed([name, period_words(row.period), figure_words(row)])
    place = card.citations[0] if card.citations else None
    words = {"title": place.document.label, "n": place.paragraph, "phrase": place.phrase} if place else {}
    return citing(
        key=f"observation-{row.pk}",
        title=_("%(program)s: %(figure)s") % {"program": row.program.label, "figure": figure},
        path=path_of("observation", row.pk),
        site=site,
        updated=past.values[0].since if past.values else None,
        stated=_("%(title)s, paragraph %(n)s: “%(phrase)s”") % words if words else "",
    )


def changed_since(observation: Observation) -> str:
    """On a page of the past: what the figure says today, where that is something else; empty where it is withdrawn,
    which the page says by itself.
    """
    later = later_of([observation]).get(observation.pk)
    if later is None or later.withdrawn:
        return ""
    figure = {"figure": figure_words(later.today), "period": period_words(later.today.period)}
    return _("Changed since. Today it says: %(figure)s (%(period)s).") % figure
