"""How a typed figure was understood, said before it is saved; and what two figures give, at once.

One sentence per thing said, in the reader's language. The form shows them after a failed save, `static/js/figures.js`
while typing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from indicators.cards import change_text, missing_words
from indicators.change_cards import computed_text, reported_text
from indicators.models import Indicator, Observation, ReportedChange
from indicators.reading import meant, typed
from indicators.reading.meant import Assumed, Fault, Meant, Measured
from indicators.reading.typed import Reason, TypedFigure
from indicators.rules import changes
from indicators.rules.english import unit_after
from indicators.rules.numbers import CHINESE_MULT, grouped
from indicators.rules.quantities import Comparator, Quantity, stated_decimals
from indicators.rules.series import ValueKind

EXAMPLES = "860余亿元, 超3000家, 约3.5万家, 96%→98%, 352.6"
HELP = _("As the source prints it, with its decimals: 860余亿元, 超3000家, 约3.5万家, 98%, 148.92.")
UNREAD = {
    Reason.EMPTY: _("Type a figure, for example %(examples)s."),
    Reason.TOO_LONG: _("This is too long for one figure. Type the figure alone, for example %(examples)s."),
    Reason.NOT_READ: _("This could not be read as a figure. Type the figure alone, for example %(examples)s."),
    Reason.NUMERALS: _("Type the number in digits, 800 for 八百. For example %(examples)s."),
    Reason.COMMAS: _("A comma only separates thousands (1,846); decimals follow a point. For example %(examples)s."),
    Reason.RANGE: _(
        "A range is not one figure. Type its lower end as at least (30家以上), or two figures with an arrow "
        "(96%%→98%%). For example %(examples)s."
    ),
    Reason.TWO_SIGNS: _(
        "Two signs say different things (约 and 余). Keep the one that the source means, for example %(examples)s."
    ),
    Reason.TOO_MANY_DIGITS: _(
        "At most eleven digits before the point can be kept. Use 万 or 亿, for example %(examples)s."
    ),
    Reason.TOO_MANY_DECIMALS: _("At most 4 decimals can be kept. For example %(examples)s."),
    Reason.TOO_LARGE: _("This multiplier cannot be kept; the largest is 万亿. For example %(examples)s."),
    Reason.FALL: _("Type a fall with a minus: -3.9%% for 下降3.9%%."),
    Reason.TIMES_MORE: _(
        "增长2倍 is three times as much. Type 3倍 if the source means that, or 2倍 for twice as much."
    ),
}
FAULTS = {
    Fault.OTHER_UNIT: _(
        "%(subject)s is stated in %(unit)s, not in %(typed)s. Type the figure with %(unit)s, or choose what it is of."
    ),
    Fault.MULT_OF_PERCENT: _("%(subject)s has no multiplier such as 万. Type for example %(example)s."),
    Fault.UNIT_NEEDED: _("Type the unit, %(unit)s, after the number, so that its multiplier is clear."),
    Fault.WHICH_MULT: _(
        "A number alone could be in %(scaled)s or in %(unit)s. Type the unit after it: %(example)s or %(single)s."
    ),
    Fault.TOO_FINE: _("At most 4 decimals can be kept. Type the figure with a smaller multiplier."),
}
PAIR_REFUSED = _(
    "This field takes one figure here. Type only one of the two; a further one is added as a figure of its own."
)
GROWTH_REFUSED = _(
    "This is said as a growth. Type the figure itself here, and keep the growth as a reported change of the program."
)
CHECKED = _("This is how the figure was read. Nothing is saved yet: save to keep it.")
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Subject:
    """What a figure is about: an indicator, or a kind of change of it."""

    indicator: Indicator
    kind: changes.Kind | None = None

    @property
    def measured(self) -> Measured:
        names = [self.indicator.unit_name_en]
        kind = ValueKind(self.indicator.value_kind)
        own = meant.measured(self.indicator.unit_name, names, self.indicator.unit, kind, self.indicator.unit_mult)
        return meant.measured_by_change(self.kind, own) if self.kind else own

    @property
    def name(self) -> str:
        if self.kind in (None, changes.Kind.DIFFERENCE):
            return self.indicator.label
        return str(ReportedChange(kind=self.kind).get_kind_display())

    @property
    def unit(self) -> str:
        """The unit as the reader's language has it."""
        if self.kind in (None, changes.Kind.DIFFERENCE):
            return self.indicator.unit_label
        return self.measured.unit


class NotUnderstoodError(ValueError):
    """A figure that is refused; the text is a sentence for the editor."""


@dataclass(frozen=True)
class Understood:
    """A figure as it would be kept, and the earlier one of a pair."""

    subject: Subject
    later: Meant
    earlier: Meant | None = None


def read(text: str) -> TypedFigure:
    """The typed figure; raises NotUnderstoodError with a sentence that gives examples."""
    try:
        return typed.read_figure(text)
    except typed.FigureError as error:
        raise NotUnderstoodError(UNREAD[error.reason] % {"examples": EXAMPLES}) from error


def understood(figure: TypedFigure, subject: Subject, *, pair: bool) -> Understood:
    """What the figure means for its subject; raises NotUnderstoodError. Without `pair` two figures are refused."""
    if figure.earlier and not pair:
        raise NotUnderstoodError(str(PAIR_REFUSED))
    if figure.grown and subject.kind is None:
        raise NotUnderstoodError(str(GROWTH_REFUSED))
    earlier = _meaning(figure.earlier, subject) if figure.earlier else None
    return Understood(subject, _meaning(figure.quantity, subject), earlier)


def _meaning(quantity: typed.TypedQuantity, subject: Subject) -> Meant:
    measured = subject.measured
    try:
        return meant.meaning(quantity, measured)
    except meant.MeaningError as error:
        scaled = f"{CHINESE_MULT.get(measured.mult, '')}{measured.unit}"
        said = {
            "subject": subject.name,
            "unit": subject.unit,
            "scaled": scaled,
            "typed": quantity.unit_text,
            "example": f"{quantity.value:f}{scaled}",
            "single": f"{quantity.value:f}{measured.unit}",
        }
        raise NotUnderstoodError(FAULTS[error.fault] % said) from error


def sentences(result: Understood) -> list[str]:
    """How the figure was read, what was filled in, and what a pair gives."""
    if not result.earlier:
        said = gettext("Read as: %(figure)s.") % {"figure": in_full(result.later.quantity, result.subject)}
        return [said, *_assumed(result.later, result.subject)]
    ends = {
        "earlier": in_full(result.earlier.quantity, result.subject),
        "later": in_full(result.later.quantity, result.subject),
    }
    said = gettext("Read as two figures: %(earlier)s, then %(later)s.") % ends
    assumed = dict.fromkeys([*_assumed(result.earlier, result.subject), *_assumed(result.later, result.subject)])
    return [said, *assumed, _given(result.earlier.quantity, result.later.quantity, result.subject.indicator)]


def in_full(quantity: Quantity, subject: Subject) -> str:
    """Sign in words, value, multiplier and unit, and the amount in single units: more than 860 × 10⁸ CNY (…)."""
    if subject.kind not in (None, changes.Kind.DIFFERENCE):
        exact = Quantity(quantity.value, Comparator.EQ, quantity.unit_mult)
        return _with_sign(quantity.comparator, reported_text(_transient(subject, exact)))
    figure = _figure(quantity, subject.unit)
    if quantity.unit_mult:
        number = {"figure": figure, "number": f"{quantity.base_value:,f}".replace("-", "−"), "unit": subject.unit}
        figure = gettext("%(figure)s (%(number)s %(unit)s)") % number
    return _with_sign(quantity.comparator, figure)


def _with_sign(comparator: Comparator, figure: str) -> str:
    return {
        Comparator.EQ: "%(figure)s",
        Comparator.GT: gettext("more than %(figure)s"),
        Comparator.GE: gettext("at least %(figure)s"),
        Comparator.LT: gettext("less than %(figure)s"),
        Comparator.LE: gettext("at most %(figure)s"),
        Comparator.AP: gettext("about %(figure)s"),
    }[comparator] % {"figure": figure}


def _figure(quantity: Quantity, unit: str) -> str:
    """860 亿元 in Chinese, 860 × 10⁸ CNY in English."""
    number, mult = grouped(quantity.value), quantity.unit_mult
    if mult and (get_language() or "zh-hans").startswith("zh") and mult in CHINESE_MULT:
        return f"{number} {CHINESE_MULT[mult]}{unit}"
    power = f" × 10{str(mult).translate(SUPERSCRIPTS)}" if mult else ""
    single = unit if mult else unit_after(number, unit)
    return f"{number}{power}{'' if unit == '%' else ' '}{single}".strip()


def _assumed(result: Meant, subject: Subject) -> list[str]:
    unit = {"unit": subject.unit}
    if Assumed.MULT in result.assumed:
        mult = CHINESE_MULT.get(result.quantity.unit_mult) or f"10^{result.quantity.unit_mult}"
        single = f"{result.quantity.value:f}{subject.measured.unit}"
        return [
            gettext(
                "No unit was typed, so the indicator’s %(scaled)s was taken. If the source means single units, "
                "type %(single)s."
            )
            % {"scaled": f"{mult}{subject.measured.unit}", "single": single}
        ]
    if Assumed.UNIT in result.assumed and subject.unit:
        return [gettext("No unit was typed, so %(unit)s was taken.") % unit]
    if Assumed.COUNTER in result.assumed:
        return [gettext("个 is kept as the indicator’s unit, %(unit)s.") % unit]
    return []


def _given(earlier: Quantity, later: Quantity, indicator: Indicator) -> str:
    """Points for percents, else percent."""
    is_percent = indicator.value_kind == ValueKind.PERCENT
    computed = (changes.points if is_percent else changes.percent_change)(earlier, later)
    if computed.missing is changes.Missing.BOUND:
        return gettext("No exact change can be given: a bound (more than, about) is no exact value.")
    if computed.value is None:
        return missing_words(computed)
    return gettext("The two values give %(change)s: %(formula)s.") % {
        "change": change_text(computed),
        "formula": f"{computed.formula} = {change_text(computed, decimals=2)}",
    }


def _transient(subject: Subject, quantity: Quantity, span_years: int | None = None) -> ReportedChange:
    """A change that is never saved, for the sentences that pages say of one."""
    return ReportedChange(
        indicator=subject.indicator,
        kind=subject.kind or "",
        comparator=quantity.comparator.value,
        value=quantity.value,
        decimals=stated_decimals(quantity.value),
        unit_mult=quantity.unit_mult,
        span_years=span_years,
    )


VERDICTS = {
    changes.Verdict.AGREES: _("The typed figure agrees."),
    changes.Verdict.COMPATIBLE: _("Their rounding allows the typed figure."),
    changes.Verdict.TRUNCATED: _("In the typed figure the source cut the digits instead of rounding."),
    changes.Verdict.DIFFERS: _("The typed figure differs. Keep it if the source prints it so; pages show both."),
}


def between(
    subject: Subject,
    ends: tuple[Observation | None, Observation | None],
    reported: Quantity | None = None,
    span_years: int | None = None,
) -> list[str]:
    """What the two chosen figures give as a change of this kind, and how the typed change stands to it."""
    assert subject.kind is not None
    base, value = (end.quantity if end else None for end in ends)
    if not base and not value:
        return []
    computed = changes.compute(subject.kind, base, value, span_years)
    if computed.value is None:
        return [missing_words(computed)]
    change = _transient(subject, reported or _unscaled(value))
    said = {"change": computed_text(change, computed), "formula": computed.formula}
    sentence = gettext("The two figures chosen give %(change)s: %(formula)s.") % said
    if reported is None:
        return [sentence]
    return [sentence, str(VERDICTS[changes.check_reported(reported, computed).verdict])]


def _unscaled(value: Quantity | None) -> Quantity:
    """Where no change is typed yet, a difference is written in the multiplier of the later figure."""
    return Quantity(Decimal(0), unit_mult=value.unit_mult if value else 0)


@require_GET
def understand(request: HttpRequest, observations: QuerySet[Observation]) -> JsonResponse:
    """`text`, `indicator` and `pair=1`, or `kind`, `from`, `to`, `span` of a change: the sentences to show.

    `observations` are those that the reader may see; other figures are not computed with.
    """
    return JsonResponse({"sentences": _answer(request, observations)})


def _answer(request: HttpRequest, observations: QuerySet[Observation]) -> list[str]:
    text, kind = request.GET.get("text", ""), request.GET.get("kind")
    indicator = Indicator.objects.filter(pk=_number(request.GET.get("indicator")) or 0).first()
    is_kind = kind in set(changes.Kind)
    if not indicator or (kind is not None and not is_kind):
        return _alone(text, gettext("Choose the indicator.") if not indicator else gettext("Choose the kind."))
    subject = Subject(indicator, changes.Kind(kind) if kind else None)
    said, quantity = _of_text(text, subject, pair="pair" in request.GET)
    if subject.kind:
        ends = _ends(request, observations)
        said += between(subject, ends, quantity, _number(request.GET.get("span")))
    return said


def _alone(text: str, missing: str) -> list[str]:
    """Before the subject is chosen only the reading itself can be checked."""
    if not text.strip():
        return []
    try:
        return [gettext("Read as: %(figure)s.") % {"figure": typed.print_figure(read(text))}, missing]
    except NotUnderstoodError as error:
        return [str(error)]


def _of_text(text: str, subject: Subject, *, pair: bool) -> tuple[list[str], Quantity | None]:
    if not text.strip():
        return [], None
    try:
        result = understood(read(text), subject, pair=pair)
    except NotUnderstoodError as error:
        return [str(error)], None
    return sentences(result), result.later.quantity


def _ends(request: HttpRequest, observations: QuerySet[Observation]) -> tuple[Observation | None, Observation | None]:
    keys = [_number(request.GET.get(name)) for name in ("from", "to")]
    rows = {row.pk: row for row in observations.filter(pk__in=[key for key in keys if key])}
    return (rows.get(keys[0]) if keys[0] else None, rows.get(keys[1]) if keys[1] else None)


def _number(text: str | None) -> int | None:
    """A key or a count of years; anything else is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def printed(quantity: Quantity, subject: Subject) -> str:
    """The text to put into the field for a kept quantity; empty where no text would be read back as the same."""
    for unit in _units(subject.measured):
        text = typed.print_quantity(typed.TypedQuantity(quantity.comparator, quantity.value, quantity.unit_mult, unit))
        if is_same(text, quantity, subject):
            return text
    return ""


def _units(measured: Measured) -> Iterable[str]:
    """The unit as printed, then its other names, then none."""
    return (measured.unit, *sorted(measured.names), "")


def is_same(text: str, quantity: Quantity, subject: Subject) -> bool:
    """Whether `text` states this quantity, its decimals included: 19.0 and 19 are two statements."""
    try:
        meaning = understood(read(text), subject, pair=False).later.quantity
    except NotUnderstoodError:
        return False
    return _statement(meaning) == _statement(quantity)


def _statement(quantity: Quantity) -> Sequence[object]:
    return (quantity.comparator, str(quantity.value), quantity.unit_mult)
