"""Indicators: the definition of what is measured, and the breakdowns that split their series."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import choices
from indicators.rules.series import Accumulation, Polarity, ValueKind
from programs.knowledge import address
from programs.models.base import Record, in_language
from programs.models.measure import Category
from programs.models.searchable import Searchable
from programs.paths import path_of


class Topic(models.TextChoices):
    """Where an indicator belongs on a page: results of the industry, or one of the measure categories."""

    SCALE = "scale", _("Industry and market")
    QUALITY_MANAGEMENT = Category.QUALITY_MANAGEMENT.value, Category.QUALITY_MANAGEMENT.label
    METROLOGY = Category.METROLOGY.value, Category.METROLOGY.label
    STANDARDS = Category.STANDARDS.value, Category.STANDARDS.label
    CERTIFICATION = Category.CERTIFICATION.value, Category.CERTIFICATION.label
    INSPECTION = Category.INSPECTION.value, Category.INSPECTION.label
    BRAND = Category.BRAND.value, Category.BRAND.label
    INTELLECTUAL_PROPERTY = Category.INTELLECTUAL_PROPERTY.value, Category.INTELLECTUAL_PROPERTY.label
    ONE_STOP = Category.ONE_STOP.value, Category.ONE_STOP.label
    LEADERSHIP = Category.LEADERSHIP.value, Category.LEADERSHIP.label


class Indicator(Searchable):
    UNREAD_BESIDE = (
        *(*Searchable.UNREAD_BESIDE, "definition", "definition_en"),
        *("decimals", "lower_bound", "upper_bound"),
    )

    """Unlike scopes (营收, 主营业务收入, 工业总产值) are different indicators, so that they never share a line."""

    SEARCHED = ("name", "name_en", "code", "definition", "definition_en")

    code = models.SlugField(
        _("code"), max_length=60, unique=True, help_text=_("Part of the page's address, for example export-value.")
    )
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    definition = models.TextField(_("definition"), help_text=_("What is counted, and what the sources leave open."))
    definition_en = models.TextField(_("definition in English"), blank=True)
    topic = models.CharField(_("topic"), max_length=30, choices=Topic)
    value_kind = models.CharField(_("value kind"), max_length=10, choices=choices.VALUE_KINDS)
    unit = models.SlugField(
        _("unit code"), max_length=30, help_text=_("For example cny, percent, enterprise; equal codes share an axis.")
    )
    unit_name = models.CharField(_("unit"), max_length=20, help_text=_("As printed after a number: 元, 家, 件, %."))
    unit_name_en = models.CharField(_("unit in English"), max_length=40)
    unit_mult = models.SmallIntegerField(
        _("unit multiplier"),
        choices=choices.UNIT_MULTS,
        default=0,
        help_text=_("The power of ten charts are drawn in: 8 for 亿元."),
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimals"), default=0, help_text=_("Usual number of decimals; a figure keeps those it was stated with.")
    )
    polarity = models.CharField(
        _("polarity"), max_length=10, choices=choices.POLARITIES, default=Polarity.UNKNOWN.value
    )
    accumulation = models.CharField(
        _("accumulation"), max_length=12, choices=choices.ACCUMULATIONS, default=Accumulation.UNKNOWN.value
    )
    lower_bound = models.DecimalField(
        _("lowest possible value"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    upper_bound = models.DecimalField(
        _("highest possible value"), max_digits=15, decimal_places=4, null=True, blank=True
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["topic", "code"]
        constraints = [
            models.CheckConstraint(
                name="indicator_percent_has_bounds",
                condition=~models.Q(value_kind=ValueKind.PERCENT.value)
                | models.Q(lower_bound__isnull=False, upper_bound__isnull=False),
                violation_error_message=_(
                    "A percent needs its lowest and highest possible value, for example 0 and 100 for a pass rate."
                ),
            ),
            models.CheckConstraint(
                name="indicator_bounds_in_order",
                condition=models.Q(lower_bound__isnull=True)
                | models.Q(upper_bound__isnull=True)
                | models.Q(upper_bound__gt=models.F("lower_bound")),
                violation_error_message=_("The highest possible value must be above the lowest."),
            ),
            models.CheckConstraint(
                name="indicator_decimals_few",
                condition=models.Q(decimals__lte=4),
                violation_error_message=_("At most four decimals can be kept."),
            ),
            models.CheckConstraint(
                name="indicator_code_not_reserved",
                condition=~models.Q(code__startswith="topic-"),
                violation_error_message=_("Codes that begin with topic- are used for charts that join indicators."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.code})"

    def get_absolute_url(self) -> str:
        return address(path_of("indicator", self.code))

    @property
    def label(self) -> str:
        return in_language(self, "name")

    @property
    def definition_label(self) -> str:
        return in_language(self, "definition")

    @property
    def unit_label(self) -> str:
        return in_language(self, "unit_name")


class Breakdown(Record):
    """One value of a dimension that separates series of one indicator, for example market: 对欧 / 全球."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    dimension = models.SlugField(_("dimension"), max_length=40, help_text=_("For example market."))
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("breakdown")
        verbose_name_plural = _("breakdowns")
        ordering = ["dimension", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self, "name")
