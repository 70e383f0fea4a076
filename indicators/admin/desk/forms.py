"""The form in which a figure is corrected before it is accepted."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.actions.desk.wanted import Wanted
from indicators.admin import understanding
from indicators.admin.desk.wanting import quantities_of
from indicators.admin.understanding import NotUnderstoodError, Subject
from indicators.models import Breakdown, Indicator, ReadFigure
from indicators.models.choices import CHANGE_KINDS, STATUSES
from indicators.reading.normalise import normalise, paragraphs
from indicators.reading.proposing import Moment
from indicators.reading.typed import TypedFigure, print_figure
from indicators.reading.typed_period import PeriodError, print_moments, read_moments
from indicators.rules.changes import Kind
from indicators.rules.series import Role, Status
from programs.models.source import PHRASE_LENGTH

CODE = re.compile(r"\(([-\w]+)\)\s*$")
VALUE = ("", gettext_lazy("a value"))
KEPT_STATUSES = [(code, words) for code, words in STATUSES if code != Status.WITHDRAWN]


def named(indicator: Indicator) -> str:
    """An indicator as the field offers it and reads it back."""
    return f"{indicator.label} ({indicator.code})"


class FigureForm(forms.Form):
    """Filled with what was understood; `clean` makes `wanted`."""

    indicator = forms.CharField(
        label=gettext_lazy("Indicator"),
        max_length=240,
        widget=forms.TextInput(attrs={"list": "indicators", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Type some of its name and choose. A figure that no indicator fits is rejected; an administrator adds a "
            "new indicator under Indicators, and the figure can be decided on then."
        ),
    )
    breakdown = forms.ModelChoiceField(Breakdown.objects.all(), label=gettext_lazy("Breakdown"), required=False)
    record_as = forms.ChoiceField(
        label=gettext_lazy("Recorded as"), choices=[VALUE, *CHANGE_KINDS], required=False, initial=""
    )
    figure = forms.CharField(
        label=gettext_lazy("Value as printed"),
        max_length=60,
        help_text=gettext_lazy("As printed: 148.92亿元, 200项以上, two with an arrow: 96%→98%."),
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=90,
        required=False,
        help_text=gettext_lazy("2021, 2019–2020, 2021-03, two with an arrow. Empty where the source gives no date."),
    )
    is_inferred = forms.BooleanField(label=gettext_lazy("The sentence itself does not say it"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=KEPT_STATUSES)
    phrase = forms.CharField(
        label=gettext_lazy("Words to cite"),
        max_length=PHRASE_LENGTH,
        help_text=gettext_lazy("At most 30 characters of this paragraph."),
    )
    is_repeat = forms.BooleanField(label=gettext_lazy("States again what was accepted before"), required=False)

    def __init__(self, data: Any = None, *, figure: ReadFigure, breakdown: Breakdown | None = None) -> None:
        self.read = figure
        self.wanted: Wanted | None = None
        super().__init__(data, initial=_initial(figure) | {"breakdown": breakdown and breakdown.pk}, prefix="c")
        if figure.repeats_id is None:
            del self.fields["is_repeat"]

    def clean_indicator(self) -> Indicator:
        typed = str(self.cleaned_data["indicator"]).strip()
        code = CODE.search(typed)
        rows = Indicator.objects.filter(code=code[1]) if code else _called(typed)
        found = list(rows[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(
            _(
                "No indicator is called “%s”. Choose one from the list; if none fits, reject the figure and ask an "
                "administrator for a new indicator."
            )
            % typed
        )

    def clean_figure(self) -> TypedFigure:
        try:
            return understanding.read(self.cleaned_data["figure"])
        except NotUnderstoodError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_phrase(self) -> str:
        phrase = normalise(self.cleaned_data["phrase"])
        lines = paragraphs(self.read.reading.text)
        if phrase in lines[self.read.paragraph - 1]:
            return phrase
        raise forms.ValidationError(_("These words are not in paragraph %d.") % self.read.paragraph)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_repeat"):
            self._repeat(cleaned)
        elif not self.errors:
            self._understand(cleaned)
        return cleaned

    def _repeat(self, cleaned: dict[str, Any]) -> None:
        """Only the words to cite count then."""
        for name in set(self.errors) - {"phrase"}:
            del self.errors[name]
        if set(self.changed_data) - {"phrase", "is_repeat"}:
            self.add_error("is_repeat", _("Take out this tick to record the figure on its own."))
        elif not self.errors:
            self.wanted = Wanted(None, (), (), cleaned["phrase"], is_repeat=True, is_corrected=self.has_changed())

    def _understand(self, cleaned: dict[str, Any]) -> None:
        change = Kind(cleaned["record_as"]) if cleaned["record_as"] else None
        figure: TypedFigure = cleaned["figure"]
        try:
            result = understanding.understood(figure, Subject(cleaned["indicator"], change), pair=change is None)
        except NotUnderstoodError as error:
            self.add_error("figure", str(error))
            return
        moments = self._moments(cleaned, 2 if figure.earlier else 1)
        if moments is None:
            return
        status = Status(cleaned["status"])
        self.wanted = Wanted(
            indicator=cleaned["indicator"],
            quantities=quantities_of(result),
            moments=moments,
            phrase=cleaned["phrase"],
            breakdown=cleaned["breakdown"],
            change=change,
            role=Role.TARGET if status is Status.PLANNED else Role.ACTUAL,
            status=status,
            is_corrected=self.has_changed(),
        )

    def _moments(self, cleaned: dict[str, Any], count: int) -> tuple[Moment, ...] | None:
        """Those that were read stay, with their labels in both languages, unless something else was typed."""
        own = self.read.proposal.moments
        is_typed = {"period", "is_inferred"} & set(self.changed_data)
        if not is_typed and len(own) == count and self.read.proposal.question is None:
            return own
        try:
            return read_moments(cleaned["period"], count, is_inferred=cleaned["is_inferred"])
        except PeriodError:
            self.add_error(
                "period",
                _("Type a year, 2019–2020, 2021-03 or two days; for two figures two periods with → between them."),
            )
            return None


def _called(typed: str) -> Any:
    rows = Indicator.objects.filter(code=typed) | Indicator.objects.filter(name=typed)
    return rows | Indicator.objects.filter(name_en=typed)


def _initial(figure: ReadFigure) -> dict[str, Any]:
    proposal = figure.proposal
    return {
        "indicator": named(figure.indicator) if figure.indicator else "",
        "record_as": proposal.change.value if proposal.change else "",
        "figure": print_figure(proposal.figure),
        "period": print_moments(proposal.moments),
        "is_inferred": any(moment.is_inferred for moment in proposal.moments),
        "status": proposal.status.value,
        "phrase": figure.phrase,
        "is_repeat": figure.repeats_id is not None,
    }
