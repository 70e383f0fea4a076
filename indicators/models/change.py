"""Reported changes: what a source says has changed, kept beside what its figures give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.models import choices
from indicators.models.indicator import Breakdown, Indicator
from indicators.models.noted import Noted
from indicators.models.observation import Observation
from indicators.rules.changes import Kind
from indicators.rules.quantities import Comparator, Quantity, needed_decimals, with_decimals
from programs.models import Program, SourceNote
from programs.models.base import Cited, Publication, PublishableQuerySet, in_language, published_needs_citation
from programs.models.searchable import joined
from programs.models.source import CITED

ENDS = ("from_observation", "to_observation")
COMPUTED_WITH = {"id", "value", "decimals", "comparator", "unit_mult", "publication", "obs_status", "role"}
UNREAD = [field.name for field in Observation._meta.concrete_fields if field.name not in COMPUTED_WITH]
"""What a recomputation does not ask of the figures at a change's two ends."""


class ReportedChangeQuerySet(PublishableQuerySet):
    def live(self) -> ReportedChangeQuerySet:
        return super().live().filter(program__publication=Publication.PUBLISHED)

    def for_page(self) -> ReportedChangeQuerySet:
        """All that a page shows."""
        rows = joined(self.alone(), **CITED).select_related(*ENDS)
        return rows.defer(*(f"{end}__{name}" for end in ENDS for name in UNREAD))

    def alone(self) -> ReportedChangeQuerySet:
        """The same but their citations (see `attach_citations`) and the figures at their ends."""
        rows = joined(self, indicator=Indicator)
        return rows.defer("updated_at", *ReportedChange.BACKSTAGE).order_by("position", "pk")


class ReportedChange(Noted, Cited):
    """A share is a change too in this sense: `from_observation` is the whole, `to_observation` the part."""

    REGION = ("program__region__path",)
    _history_m2m_fields = ["other_citations", "source_notes"]

    program = models.ForeignKey(
        Program, verbose_name=_("program"), on_delete=models.CASCADE, related_name="reported_changes"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="reported_changes"
    )
    breakdown = models.ForeignKey(
        Breakdown,
        verbose_name=_("breakdown"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_changes",
    )
    slug = models.SlugField(_("slug"), max_length=80, help_text=_("Short name, unique in the program."))
    kind = models.CharField(_("kind"), max_length=12, choices=choices.CHANGE_KINDS)
    comparator = models.CharField(_("sign"), max_length=2, choices=choices.COMPARATORS, default=Comparator.EQ.value)
    value = models.DecimalField(
        _("value"), max_digits=15, decimal_places=4, help_text=_("136.7 for +136.7 %, 2 for 翻番 (twice as much).")
    )
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0, editable=False)
    unit_mult = models.SmallIntegerField(
        _("unit multiplier"),
        choices=choices.UNIT_MULTS,
        default=0,
        help_text=_("Only for a difference in the indicator's own unit: 8 for 66 亿元."),
    )
    from_observation = models.ForeignKey(
        Observation,
        verbose_name=_("from"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="changes_from",
        help_text=_("Leave empty where the source gives no base."),
    )
    to_observation = models.ForeignKey(
        Observation,
        verbose_name=_("to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="changes_to",
    )
    span_years = models.PositiveSmallIntegerField(
        _("span in years"), null=True, blank=True, help_text=_("Where the source says in how many years.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    source_notes = models.ManyToManyField(
        SourceNote, verbose_name=_("source notes"), blank=True, related_name="reported_changes"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects: ClassVar[Any] = ReportedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported change")
        verbose_name_plural = _("reported changes")
        ordering = ["program", "position", "pk"]
        constraints = [
            published_needs_citation("change_published_needs_citation"),
            models.UniqueConstraint(
                name="change_slug_once_per_program",
                fields=["program", "slug"],
                violation_error_message=_("This program already has a reported change with this short name."),
            ),
            models.CheckConstraint(
                name="change_known_codes",
                condition=models.Q(comparator__in=[c.value for c in Comparator])
                & models.Q(kind__in=[kind for kind, _label in choices.CHANGE_KINDS]),
                violation_error_message=_("Choose the kind and the sign from their lists."),
            ),
            models.CheckConstraint(
                name="change_ends_differ",
                condition=models.Q(from_observation__isnull=True)
                | models.Q(to_observation__isnull=True)
                | ~models.Q(from_observation=models.F("to_observation")),
                violation_error_message=_("A change needs two different figures."),
            ),
            models.CheckConstraint(
                name="change_decimals_few",
                condition=models.Q(decimals__lte=4),
                violation_error_message=_("At most four decimals can be kept."),
            ),
        ]

    def __str__(self) -> str:
        figure = f"{Comparator(self.comparator).sign}{self.stated_value:f}"
        return f"{self.indicator.label} {figure} · {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        for field in ("from_observation", "to_observation"):
            observation = getattr(self, field)
            if observation and observation.program_id != self.program_id:
                raise ValidationError({field: _("Choose a figure of the same program.")})
            if observation and not observation.is_result:
                raise ValidationError({field: _("Choose a result; a plan or a withdrawn figure cannot be compared.")})
        if self.unit_mult and self.kind != Kind.DIFFERENCE:
            raise ValidationError({"unit_mult": _("Only a difference has a multiplier. Choose single.")})

    def complete(self) -> None:
        super().complete()
        if isinstance(self.value, Decimal):
            self.decimals = needed_decimals(self.value, self.decimals, adding=self._state.adding)

    def obstacle(self) -> str:
        for end in (self.from_observation, self.to_observation):
            if end and not end.is_settled:
                return gettext("Publish the figure “%s” first, or together with this.") % end
        return super().obstacle()

    @property
    def stated_value(self) -> Decimal:
        return with_decimals(self.value, self.decimals)

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.stated_value, Comparator(self.comparator), self.unit_mult)

    @property
    def change_kind(self) -> Kind:
        return Kind(self.kind)

    @property
    def note_label(self) -> str:
        return in_language(self, "note")
