"""The small words of figures in the active language: periods, signs, status, sources.

Msgids are English; numbers are written by `indicators.rules.numbers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from indicators.rules import numbers
from indicators.rules.english import is_one
from indicators.rules.periods import Period, is_whole_months
from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.series import Event, Point, Role, Series, SourceLine, Status, Unit, ValueKind


def period_words(period: Period) -> str:
    """2012 → "2012" or 2012 年; an inferred year says so; an undated period gives its stage."""
    text = _span_words(period)
    return _("%(period)s (inferred)") % {"period": text} if period.inferred else text


def _span_words(period: Period) -> str:
    start, end = period.start, period.end
    if start is None or end is None:
        return period.stage
    if period.years == 1:
        return pgettext("period", "%(year)d") % {"year": start.year}
    if period.years:
        return pgettext("period", "%(first)d–%(last)d") % {"first": start.year, "last": end.year}
    if is_whole_months(start, end) and (start.year, start.month) == (end.year, end.month):
        return pgettext("period", "%(year)d-%(month)02d") % {"year": start.year, "month": start.month}
    return period.label


def event_words(event: Event) -> str:
    """2019–2020 30家企业对标: the years, then what was done."""
    years = str(event.first) if event.first == event.last else f"{event.first}–{event.last}"
    return _("%(years)s %(measure)s") % {"years": years, "measure": event.label}


def written(quantity: Quantity, unit: Unit, language: str) -> str:
    """The figure with its sign and unit: >860 亿元, 98%."""
    return str(numbers.write(quantity, unit, language))


def quantity_words(quantity: Quantity, unit: Unit, language: str) -> str:
    """The figure for a sentence, its sign in words: more than 860 亿元."""
    exact = written(Quantity(quantity.value, Comparator.EQ, quantity.unit_mult), unit, language)
    return str(SIGNED[quantity.comparator]) % {"figure": exact}


def points_words(number: str) -> str:
    """A difference of two percents, its number already written: +2 percentage points, 1 percentage point."""
    form = ngettext("%(number)s percentage point", "%(number)s percentage points", 1 if is_one(number) else 2)
    return form % {"number": number}


def sign_words(comparator: Comparator) -> str:
    """What kind of number it is, for a table: exact, more than, about."""
    return str(KINDS[comparator])


def status_words(point: Point) -> str:
    """Reported, planned, target and so on, for a table."""
    return str(TARGET if point.role is Role.TARGET else STATUSES[point.status])


# Lazy, so that a page with hundreds of figures looks up the one word that it needs of each.
SIGNED = {
    Comparator.EQ: "%(figure)s",
    Comparator.GT: gettext_lazy("more than %(figure)s"),
    Comparator.GE: gettext_lazy("at least %(figure)s"),
    Comparator.LT: gettext_lazy("less than %(figure)s"),
    Comparator.LE: gettext_lazy("at most %(figure)s"),
    Comparator.AP: gettext_lazy("about %(figure)s"),
}
KINDS = {
    Comparator.EQ: pgettext_lazy("kind of number", "exact"),
    Comparator.GT: pgettext_lazy("kind of number", "more than"),
    Comparator.GE: pgettext_lazy("kind of number", "at least"),
    Comparator.LT: pgettext_lazy("kind of number", "less than"),
    Comparator.LE: pgettext_lazy("kind of number", "at most"),
    Comparator.AP: pgettext_lazy("kind of number", "about"),
}
TARGET = pgettext_lazy("status of a figure", "target")
STATUSES = {
    Status.REPORTED: pgettext_lazy("status of a figure", "reported"),
    Status.PLANNED: pgettext_lazy("status of a figure", "planned"),
    Status.PROVISIONAL: pgettext_lazy("status of a figure", "provisional"),
    Status.ESTIMATED: pgettext_lazy("status of a figure", "estimated"),
    Status.WITHDRAWN: pgettext_lazy("status of a figure", "withdrawn"),
}


def is_plain(point: Point) -> bool:
    """A reported result, which needs no word beside its number."""
    return point.status is Status.REPORTED and not point.is_plan


def with_status(text: str, point: Point) -> str:
    """The text, and in brackets what the figure is where it is no reported result."""
    if is_plain(point):
        return text
    return _("%(figure)s (%(status)s)") % {"figure": text, "status": status_words(point)}


def number_label(series: Series, point: Point, language: str) -> str:
    """The digits as stated, in the axis' unit, with their sign: 12.65, >860, 98%, ≥200 (planned).

    A figure stated in another power of ten than the axis is written out (3.5 万家), so that it gains no digits.
    """
    value = series.value_on_axis(point)
    if series.unit.kind is ValueKind.COUNT and point.quantity.unit_mult > series.unit.mult:
        text = written(point.quantity, series.unit, language)
    else:
        number = numbers.plain(value) if language.startswith("zh") else numbers.grouped(value)
        percent = "%" if series.unit.kind is ValueKind.PERCENT else ""
        text = f"{point.quantity.comparator.sign}{number}{percent}"
    return with_status(text, point)


def source_words(sources: Iterable[SourceLine]) -> str:
    """Each document once with its paragraphs: Title, paragraphs 8 and 11; Other, paragraph 2."""
    paragraphs: dict[str, set[int]] = {}
    for source in sources:
        paragraphs.setdefault(source.title, set()).add(source.paragraph)
    return pgettext("between documents", "; ").join(
        _document_words(title, sorted(places)) for title, places in paragraphs.items()
    )


def _document_words(title: str, paragraphs: Sequence[int]) -> str:
    places = pgettext("between numbers in a list", ", ").join(str(place) for place in paragraphs)
    if len(paragraphs) == 1:
        return _("%(title)s, paragraph %(places)s") % {"title": title, "places": places}
    return _("%(title)s, paragraphs %(places)s") % {"title": title, "places": places}


def joined(parts: Sequence[str]) -> str:
    return pgettext("between parts of a sentence", "; ").join(parts)


def listed(parts: Sequence[str]) -> str:
    return pgettext("between items of a list", ", ").join(parts)


def in_one_text(sentences: Sequence[str], language: str) -> str:
    """Chinese sentences follow without a space."""
    return ("" if language.startswith("zh") else " ").join(sentences)
