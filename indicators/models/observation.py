"""Observations: one value of an indicator for one program, with its sign, its time and its citation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from indicators.models import choices
from indicators.models.indicator import Breakdown, Indicator
from indicators.models.noted import Noted, live_notes
from indicators.rules.periods import Period, span_label
from indicators.rules.quantities import Comparator, Quantity, needed_decimals, with_decimals
from indicators.rules.series import Role, Status
from programs.knowledge import address
from programs.models import Program, Region, SourceNote
from programs.models.base import (
    Cited,
    Publication,
    PublishableQuerySet,
    Record,
    in_language,
    published_needs_citation,
)
from programs.models.searchable import joined
from programs.models.source import CITED, further_places
from programs.paths import path_of

UNREAD = [name for name in Cited.BACKSTAGE if name != "review_note"]  # which says why a figure was withdrawn
LIVE_SLOT = ~models.Q(publication=Publication.WITHDRAWN)


class ObservationQuerySet(PublishableQuerySet):
    def live(self) -> Self:
        return super().live().filter(program__publication=Publication.PUBLISHED)

    def for_series(self) -> Self:
        """All that charts and tables need, in the order of a series."""
        return self._with(program=Program, **CITED)

    def with_places(self) -> Self:
        """The same with the region of each figure's program, where a page joins programs."""
        return self._with(program=Program, program__region=Region, **CITED)

    def within_program(self) -> Self:
        """The same but the programs, which `program.observations` are given, other rows by the caller; and but their
        citations (see `attach_citations`).
        """
        return self._with()

    def _with(self, **beside: type[Record]) -> Self:
        rows = joined(self, indicator=Indicator, breakdown=Breakdown, **beside).defer(*UNREAD)
        return rows.prefetch_related(*([further_places()] if "citation" in beside else []), live_notes()).in_series()

    def in_series(self) -> Self:
        return self.order_by(
            "program_id", "position", "indicator_id", "breakdown_id", "period_end", "stage_order", "pk"
        )


class Observation(Noted, Cited):
    REGION = ("program__region__path",)
    _history_m2m_fields = ["other_citations", "source_notes"]

    program = models.ForeignKey(
        Program, verbose_name=_("program"), on_delete=models.CASCADE, related_name="observations"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="observations"
    )
    breakdown = models.ForeignKey(
        Breakdown,
        verbose_name=_("breakdown"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        help_text=_("Only where the source splits the figure, for example by market."),
    )
    comparator = models.CharField(
        _("sign"),
        max_length=2,
        choices=choices.COMPARATORS,
        default=Comparator.EQ.value,
        help_text=_("超 逾 突破 余 多 are more than, 以上 is at least, 约 近 左右 are about. 达 adds nothing."),
    )
    value = models.DecimalField(
        _("value"),
        max_digits=15,
        decimal_places=4,
        help_text=_("As the source prints it, with its decimals: 352.6 for 352.6 亿元, 98 for 98 %."),
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimals"), default=0, editable=False, help_text=_("Decimals as stated: 1 for 19.0.")
    )
    unit_mult = models.SmallIntegerField(
        _("unit multiplier"), choices=choices.UNIT_MULTS, default=0, help_text=_("万 is 10⁴, 亿 is 10⁸.")
    )
    period_start = models.DateField(_("period start"), null=True, blank=True)
    period_end = models.DateField(_("period end"), null=True, blank=True)
    period_inferred = models.BooleanField(
        _("period inferred"), default=False, help_text=_("Tick where the source does not name the year itself.")
    )
    inference = models.CharField(
        _("reason for the inference"), max_length=200, blank=True, help_text=_("What the year was read from.")
    )
    inference_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    stage_order = models.PositiveSmallIntegerField(
        _("stage"),
        null=True,
        blank=True,
        help_text=_("For an undated figure: 1 before, 2 after; 0 for a single figure."),
    )
    stage_label = models.CharField(
        _("stage label"), max_length=40, blank=True, help_text=_("For example 提升前, 提升后, 来源未注明时间.")
    )
    stage_label_en = models.CharField(_("stage label in English"), max_length=80, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=choices.ROLES, default=Role.ACTUAL.value)
    obs_status = models.CharField(_("status"), max_length=12, choices=choices.STATUSES, default=Status.REPORTED.value)
    source_notes = models.ManyToManyField(
        SourceNote, verbose_name=_("source notes"), blank=True, related_name="observations"
    )
    is_key = models.BooleanField(
        _("key figure"), default=False, help_text=_("Shown large at the top of the program's page.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Order on the page, as in the source.")
    )

    objects: ClassVar[Any] = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["program", "position", "pk"]
        indexes = [models.Index(fields=["indicator", "publication", "program", "id"], name="observation_by_indicator")]
        constraints = [
            published_needs_citation("observation_published_needs_citation"),
            models.CheckConstraint(
                name="observation_period_both_or_none",
                condition=models.Q(period_start__isnull=True, period_end__isnull=True)
                | models.Q(period_start__isnull=False, period_end__isnull=False),
                violation_error_message=_("Give both the start and the end of the period, or neither."),
            ),
            models.CheckConstraint(
                name="observation_period_in_order",
                condition=models.Q(period_start__isnull=True)
                | models.Q(period_end__isnull=True)
                | models.Q(period_end__gte=models.F("period_start")),
                violation_error_message=_("The period ends before it starts. Swap the two dates."),
            ),
            models.CheckConstraint(
                name="observation_dated_or_staged",
                condition=models.Q(period_start__isnull=False, stage_order__isnull=True, stage_label="")
                | (models.Q(period_start__isnull=True, stage_order__isnull=False) & ~models.Q(stage_label="")),
                violation_error_message=_(
                    "Give a period, or for an undated figure a stage and its label (for example 0 and 来源未注明时间), "
                    "not both."
                ),
            ),
            models.CheckConstraint(
                name="observation_inference_explained",
                condition=models.Q(period_inferred=False)
                | (models.Q(period_start__isnull=False) & ~models.Q(inference="")),
                violation_error_message=_("An inferred period needs its dates and the reason for the inference."),
            ),
            models.CheckConstraint(
                name="observation_plan_is_target",
                condition=models.Q(obs_status=Status.PLANNED.value, role=Role.TARGET.value)
                | (~models.Q(obs_status=Status.PLANNED.value) & ~models.Q(role=Role.TARGET.value))
                | models.Q(obs_status=Status.WITHDRAWN.value),
                violation_error_message=_(
                    "A planned figure has the role target, and a target the status planned: a plan is not a result."
                ),
            ),
            models.CheckConstraint(
                name="observation_known_codes",
                condition=models.Q(comparator__in=[c.value for c in Comparator])
                & models.Q(obs_status__in=[s.value for s in Status])
                & models.Q(role__in=[r.value for r in Role]),
                violation_error_message=_("Choose the sign, the status and the role from their lists."),
            ),
            models.CheckConstraint(
                name="observation_decimals_few",
                condition=models.Q(decimals__lte=4),
                violation_error_message=_("At most four decimals can be kept."),
            ),
            models.UniqueConstraint(
                "program",
                "indicator",
                Coalesce("breakdown", 0),
                "role",
                "period_start",
                "period_end",
                name="observation_once_per_period",
                condition=models.Q(period_start__isnull=False) & LIVE_SLOT,
                violation_error_message=_(
                    "This program already has this indicator for this period. A second place in the source is a "
                    "further citation of the same figure."
                ),
            ),
            models.UniqueConstraint(
                "program",
                "indicator",
                Coalesce("breakdown", 0),
                "role",
                "stage_order",
                name="observation_once_per_stage",
                condition=models.Q(stage_order__isnull=False) & LIVE_SLOT,
                violation_error_message=_(
                    "This program already has this indicator for this stage. A second place in the source is a "
                    "further citation of the same figure."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.label} {self.comparator_sign}{self.stated_value:f} · {self.time_text}"

    def get_absolute_url(self) -> str:
        return address(path_of("observation", self.pk))

    def clean(self) -> None:
        super().clean()
        if self.value is None or self.indicator_id is None:
            return
        self._check_bounds()

    def _check_bounds(self) -> None:
        low, high = self.indicator.lower_bound, self.indicator.upper_bound
        if (low is not None and self.value < low) or (high is not None and self.value > high):
            raise ValidationError(
                {
                    "value": _(
                        "%(indicator)s lies between %(low)s and %(high)s; %(value)s cannot be right. "
                        "Type the figure as printed: 98 for 98 %%."
                    )
                    % {
                        "indicator": self.indicator.label,
                        "low": "−∞" if low is None else f"{low.normalize():f}",
                        "high": "∞" if high is None else f"{high.normalize():f}",
                        "value": f"{self.value:f}",
                    }
                }
            )

    def complete(self) -> None:
        super().complete()
        if isinstance(self.value, Decimal):
            self.decimals = needed_decimals(self.value, self.decimals, adding=self._state.adding)

    @property
    def is_result(self) -> bool:
        """Neither a plan nor withdrawn: something that may be an end of a change."""
        return self.role != Role.TARGET and self.obs_status not in (Status.PLANNED, Status.WITHDRAWN)

    @property
    def comparator_sign(self) -> str:
        return Comparator(self.comparator).sign

    @property
    def stated_value(self) -> Decimal:
        """The value with the decimals of the source; the column keeps four, SQLite a floating number."""
        return with_decimals(self.value, self.decimals)

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.stated_value, Comparator(self.comparator), self.unit_mult)

    @property
    def time_text(self) -> str:
        """The period's label even where the dates typed so far make no period: a form shows what was typed."""
        if self.period_start and self.period_end and self.period_start <= self.period_end:
            return span_label(self.period_start, self.period_end)
        return self.stage_text or f"{self.period_start or '?'}–{self.period_end or '?'}"

    @property
    def stage_text(self) -> str:
        return in_language(self, "stage_label") if self.stage_label else ""  # most have a date

    @property
    def inference_text(self) -> str:
        return in_language(self, "inference")

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end, self.period_inferred, self.stage_order, self.stage_text)
