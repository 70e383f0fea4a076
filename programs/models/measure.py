"""Measures: what a program does."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.base import Cited, in_language, published_needs_citation
from programs.models.program import Program
from programs.models.searchable import Searchable


class Category(models.TextChoices):
    """The elements of the national quality infrastructure and what stands around them (DESIGN §2)."""

    QUALITY_MANAGEMENT = "quality-management", _("Quality management")
    METROLOGY = "metrology", _("Metrology")
    STANDARDS = "standards", _("Standards")
    CERTIFICATION = "certification", _("Certification")
    INSPECTION = "inspection-and-testing", _("Inspection and testing")
    BRAND = "brand", _("Brand")
    INTELLECTUAL_PROPERTY = "intellectual-property", _("Intellectual property")
    ONE_STOP = "one-stop-service", _("One-stop service")
    LEADERSHIP = "leadership-and-planning", _("Leadership and planning")


class Measure(Searchable, Cited):  # type: ignore[misc]  # the stubs stumble over a time stamp in a shared base
    REGION = ("program__region__path",)
    SEARCHED = ("title", "title_en", "document_number", "detail", "detail_en")
    UNREAD_IN_LISTS = (*Searchable.FOUND_BY, *Cited.BACKSTAGE, "updated_at")

    class State(models.TextChoices):
        DONE = "done", _("Done or in operation")
        PLANNED = "planned", _("Planned or being prepared")
        APPLIED = "applied", _("Applied for")
        APPROVED = "approved", _("Approved, not yet built")
        PROVISIONAL = "provisional", _("Under public notice")

    program = models.ForeignKey(Program, verbose_name=_("program"), on_delete=models.CASCADE, related_name="measures")
    slug = models.SlugField(_("slug"), max_length=80, help_text=_("Short name, unique in the program."))
    category = models.CharField(_("category"), max_length=30, choices=Category)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=240, blank=True)
    detail = models.TextField(_("detail"), blank=True)
    detail_en = models.TextField(_("detail in English"), blank=True)
    document_number = models.CharField(
        _("document number"), max_length=60, blank=True, help_text=_("An identifier, for example 樟府办发〔2019〕55号.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DONE)
    start_year = models.PositiveSmallIntegerField(
        _("start year"), null=True, blank=True, help_text=_("Only where a source gives it.")
    )
    end_year = models.PositiveSmallIntegerField(_("end year"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Order within the category."))

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["program", "category", "position", "pk"]
        indexes = [
            models.Index(fields=["publication", "category", "program"], name="measure_public_by_category"),
            models.Index(fields=["publication", "start_year", "end_year", "program"], name="measure_public_by_years"),
        ]
        constraints = [
            published_needs_citation("measure_published_needs_citation"),
            models.UniqueConstraint(
                name="measure_slug_once_per_program",
                fields=["program", "slug"],
                violation_error_message=_("This program already has a measure with this short name."),
            ),
            models.CheckConstraint(
                name="measure_end_not_before_start",
                condition=models.Q(end_year__isnull=True)
                | (models.Q(start_year__isnull=False) & models.Q(end_year__gte=models.F("start_year"))),
                violation_error_message=_(
                    "The end year needs a start year and cannot come before it. Swap them, or leave the end empty."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self, "title")

    @property
    def detail_label(self) -> str:
        return in_language(self, "detail")

    @property
    def anchor(self) -> str:
        """Where the measure stands on its program's page."""
        return f"measure-{self.slug}"

    @property
    def evidence_mark(self) -> str:
        return f"measure-{self.pk}"

    @property
    def years_label(self) -> str:
        if not self.start_year:
            return ""
        if self.end_year in (None, self.start_year):
            return str(self.start_year)
        return f"{self.start_year}–{self.end_year}"
