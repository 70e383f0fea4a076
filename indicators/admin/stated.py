"""Forms with one field for a figure, typed as the source prints it: 860余亿元, 超3000家, 96%→98%.

The field gives the record's sign, value, decimals and multiplier. What it cannot read is refused with examples, and
what was typed stays.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from indicators.admin import understanding
from indicators.admin.understanding import NotUnderstoodError, Subject, Understood
from indicators.models import Indicator, Observation, ReportedChange
from indicators.reading.typed import TypedFigure
from indicators.rules.changes import Kind
from indicators.rules.quantities import Quantity, stated_decimals
from indicators.rules.series import Role, Status
from programs.admin.forms import RecordForm

CHECK = "_check"  # the name of the button that reads a figure without saving it
PARTS = ("comparator", "value", "unit_mult")
BEFORE, AFTER = (1, "提升前", "before"), (2, "提升后", "after")
TIMES = ("period_start", "period_end", "earlier_start", "earlier_end")


class FigureWidget(forms.TextInput):
    """The input, how its text was understood, and without JavaScript a button that asks for it."""

    takes_pairs = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vTextField", "autocomplete": "off"} | (attrs or {}))
        self.sentences: list[str] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {
            "field": super().render(name, value, attrs, renderer),
            "name": name,
            "id": (attrs or {}).get("id", ""),
            "check": CHECK,
            "address": reverse("admin:indicators_observation_understand"),
            "takes_pairs": self.takes_pairs,
            "sentences": self.sentences,
        }
        return render_to_string("admin/widgets/figure.html", context)


class FigureField(forms.CharField):
    """Cleans to a TypedFigure. `kept` is the record's figure and what it is of, known on a change form."""

    widget = FigureWidget
    kept: tuple[Quantity, Subject] | None = None

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        try:
            return understanding.read(text)
        except NotUnderstoodError as error:
            raise ValidationError(str(error), code="invalid") from error

    def run_validators(self, value: Any) -> None:
        """A reading has none of a text's faults: what it was read from is checked by the reader."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """352.6 typed over 352.6亿元 is no change; 19.0 over 19 is one."""
        if self.kept and data and understanding.is_same(str(data), *self.kept):
            return False
        return super().has_changed(initial, data)


class StatedForm(RecordForm):
    """Shared by figures and reported changes; the subject of the figure is what `subject_of` says."""

    takes_pairs = False
    figure = FigureField(help_text=understanding.HELP)

    class Media:
        js = [forms.Script("js/figures.js", defer=True)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.understood: Understood | None = None
        field = self.fields["figure"]
        field.label = capfirst(self._meta.model._meta.get_field("value").verbose_name)
        field.widget.takes_pairs = self.takes_pairs and not self.instance.pk
        if self.instance.pk:
            self._show_kept(field)

    def _show_kept(self, field: Any) -> None:
        subject = self.subject_of(self.instance.indicator, getattr(self.instance, "kind", None))
        if subject is None:
            return
        field.kept = (self.instance.quantity, subject)
        self.initial["figure"] = understanding.printed(*field.kept)
        field.widget.sentences = self._sentences_kept(*field.kept)

    def _sentences_kept(self, quantity: Quantity, subject: Subject) -> list[str]:
        return understanding.sentences(Understood(subject, understanding.meant.Meant(quantity)))

    @staticmethod
    def subject_of(indicator: Indicator | None, kind: str | None) -> Subject | None:
        """What the figure is of; None where it is not chosen yet."""
        return Subject(indicator) if indicator else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        figure = cleaned.get("figure")
        subject = self.subject_of(cleaned.get("indicator"), cleaned.get("kind"))
        if isinstance(figure, TypedFigure) and subject:
            self._understand(figure, subject)
        return cleaned

    def _understand(self, figure: TypedFigure, subject: Subject) -> None:
        takes_pairs = self.fields["figure"].widget.takes_pairs
        try:
            self.understood = understanding.understood(figure, subject, pair=takes_pairs)
        except NotUnderstoodError as error:
            self.add_error("figure", str(error))
            return
        self.fields["figure"].widget.sentences = understanding.sentences(self.understood)
        quantity = self.understood.later.quantity
        self.instance.comparator = quantity.comparator.value
        self.instance.value = quantity.value
        self.instance.unit_mult = quantity.unit_mult
        self.instance.decimals = stated_decimals(quantity.value)

    def _post_clean(self) -> None:
        if not self.understood:
            self.fields["figure"].widget.sentences = []  # those of the kept figure do not explain a refused text
        super()._post_clean()
        if CHECK in self.data and "figure" not in self.errors:
            self.add_error("figure", understanding.CHECKED)

    def _both_values(self, current: Any) -> str:
        """The figure has no field of the model's, so what another person saved of it is told here."""
        said = super()._both_values(current)
        field, typed = self.fields["figure"], str(self["figure"].data)
        subject = self.subject_of(current.indicator, getattr(current, "kind", None))
        if subject is None or understanding.is_same(typed, current.quantity, subject):
            return said
        words = (field.label, _("saved meanwhile:"), understanding.printed(current.quantity, subject))
        return format_html(
            "{}<ul><li>{}: {} <b>{}</b> · {} <b>{}</b></li></ul>", said, *words, _("typed by you:"), typed
        )

    def _get_validation_exclusions(self) -> set[str]:
        """The parts of the figure have no fields of their own, yet the record's rules hold for them."""
        excluded = super()._get_validation_exclusions()
        return excluded - set(PARTS) if self.understood else excluded

    def _update_errors(self, errors: ValidationError) -> None:
        """What a rule says of the value is said at the figure."""
        if hasattr(errors, "error_dict"):
            for part in PARTS:
                if part in errors.error_dict:
                    errors.error_dict.setdefault("figure", []).extend(errors.error_dict.pop(part))
        super()._update_errors(errors)  # type: ignore[misc]


class ObservationForm(StatedForm):
    """A figure on a page of its own; a new one may be a pair (96%→98%), which gives two records.

    The record of the form is the later figure. `earlier_observation` makes the earlier one.
    """

    takes_pairs = True
    earlier_start = forms.DateField(
        label=_("Start of the earlier period"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Only for two figures, 96%→98%: the period above is that of the second."),
    )
    earlier_end = forms.DateField(
        label=_("End of the earlier period"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Without any date the two are kept as 提升前 and 提升后."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.understood and self.understood.earlier:
            self._clean_pair(cleaned)
        elif cleaned.get("earlier_start") or cleaned.get("earlier_end"):
            self.add_error("earlier_start", _("Only two figures (96%→98%) have an earlier period. Leave it empty."))
        return cleaned

    def _clean_pair(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("role") == Role.TARGET or cleaned.get("obs_status") == Status.PLANNED:
            self.add_error("figure", _("Of two figures one is no plan. Add them one by one."))
        if any(name in self.errors for name in TIMES):
            return
        if any(cleaned.get(name) for name in TIMES):
            self._clean_dated_pair(cleaned)
        else:
            self._clean_staged_pair(cleaned)

    def _clean_dated_pair(self, cleaned: dict[str, Any]) -> None:
        missing = [name for name in TIMES if not cleaned.get(name)]
        for name in missing:
            self.add_error(
                name, _("Two figures need four dates, two for each period; or none, for a before and an after.")
            )
        if missing:
            return
        if cleaned["earlier_end"] >= cleaned["period_end"]:
            self.add_error("earlier_end", _("The earlier period must end before the later one. Check the four dates."))

    def _clean_staged_pair(self, cleaned: dict[str, Any]) -> None:
        order, label, label_en = AFTER
        if cleaned.get("stage_order") not in (None, order):
            self.add_error("stage_order", _("Two figures without dates are stages 1 and 2. Leave the stage empty."))
            return
        cleaned["stage_order"] = order
        cleaned["stage_label"] = cleaned.get("stage_label") or label
        cleaned["stage_label_en"] = cleaned.get("stage_label_en") or label_en

    def _post_clean(self) -> None:
        super()._post_clean()
        earlier = self.earlier_observation()
        if earlier is None or self.errors:
            return
        try:
            earlier.full_clean()
        except ValidationError as error:
            self._report_earlier(error)

    def _report_earlier(self, error: ValidationError) -> None:
        """At the field where the earlier figure was typed."""
        places = {"value": "figure", "period_start": "earlier_start", "period_end": "earlier_end"}
        for name, said in error.message_dict.items():
            place = places.get(name)
            for text in said:
                self.add_error(
                    place if place or name == NON_FIELD_ERRORS else "figure",
                    ValidationError(_("The earlier figure: %(said)s"), params={"said": text}),
                )

    def earlier_observation(self) -> Observation | None:
        """The earlier figure of a pair, not saved; None where one figure was typed.

        Program, indicator, citation, publication and kind of figure are those of the form's record as it is at the
        time of the call. Save it after that record, with the same many-to-many rows.
        """
        if not self.understood or not self.understood.earlier:
            return None
        quantity, later = self.understood.earlier.quantity, self.instance
        shared = ("program_id", "indicator_id", "breakdown_id", "citation_id", "publication", "role", "obs_status")
        inferred = ("position", "period_inferred", "inference", "inference_en")
        return Observation(
            **{name: getattr(later, name) for name in (*shared, *inferred)},
            comparator=quantity.comparator.value,
            value=quantity.value,
            decimals=stated_decimals(quantity.value),
            unit_mult=quantity.unit_mult,
            **self._earlier_time(),
        )

    def _earlier_time(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("earlier_start"), self.cleaned_data.get("earlier_end")
        if start or end:
            return {"period_start": start, "period_end": end}
        order, label, label_en = BEFORE
        return {"stage_order": order, "stage_label": label, "stage_label_en": label_en}


class ReportedChangeForm(StatedForm):
    """A change as the source states it; its unit follows from its kind."""

    @staticmethod
    def subject_of(indicator: Indicator | None, kind: str | None) -> Subject | None:
        return Subject(indicator, Kind(kind)) if indicator and kind else None

    def _sentences_kept(self, quantity: Quantity, subject: Subject) -> list[str]:
        change: ReportedChange = self.instance
        ends = (change.from_observation, change.to_observation)
        return super()._sentences_kept(quantity, subject) + understanding.between(
            subject, ends, quantity, change.span_years
        )

    def _understand(self, figure: TypedFigure, subject: Subject) -> None:
        super()._understand(figure, subject)
        if self.understood:
            ends = (self.cleaned_data.get("from_observation"), self.cleaned_data.get("to_observation"))
            self.fields["figure"].widget.sentences += understanding.between(
                subject, ends, self.understood.later.quantity, self.cleaned_data.get("span_years")
            )
