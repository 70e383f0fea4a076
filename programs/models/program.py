"""Programs: what one region does for the quality of one chain."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from programs.knowledge import address, known_at
from programs.models.base import (
    Cited,
    Publication,
    Publishable,
    PublishableQuerySet,
    in_language,
    published_needs_citation,
)
from programs.models.chain import IndustryChain
from programs.models.region import Region
from programs.models.searchable import Searchable, joined
from programs.paths import path_of


class ProgramQuerySet(PublishableQuerySet):
    def in_order(self) -> Self:
        """The public programs as lists have them: by place, never by what they reached."""
        return self.live().order_by("region__path", "slug")

    def hidden(self) -> Self:
        """Those that are not public: few, and named by their states, so that an index finds them. Reads over all
        figures leave them out instead of joining every figure with its program.
        """
        states = [state for state in Publication if state != Publication.PUBLISHED]
        return self.filter(publication__in=states).order_by()

    def for_list(self) -> Self:
        """What a list shows of each program, for the rows of one page: their measures are counted."""
        rows = joined(self.in_order(), region=Region, chain=IndustryChain).defer(*Program.UNREAD_IN_LISTS)
        if known_at() is None:
            return rows.annotate(measure_count=Coalesce("tally__measures", 0))
        published = models.Q(measures__publication=Publication.PUBLISHED)  # the past keeps no counts
        return rows.annotate(measure_count=models.Count("measures", filter=published))

    def for_columns(self) -> Self:
        """What a page says of programs that stand side by side, and the count that leads into their pages."""
        rows = joined(self, region=Region, chain=IndustryChain).select_related("tally")
        return rows.defer(*Program.UNREAD_IN_LISTS)

    def for_page(self) -> Self:
        above = dict.fromkeys(("region", "region__parent", "region__parent__parent"), Region)
        rows = joined(self.live(), **above, chain=IndustryChain)
        return rows.defer(*Searchable.FOUND_BY, *Publishable.BACKSTAGE)


class Program(Searchable, Cited):
    REGION = ("region__path",)
    SEARCHED = (
        *("name", "name_en", "scope", "scope_en", "summary", "summary_en"),
        *("goal", "goal_en", "lead_agency", "lead_agency_en"),
    )

    UNREAD_IN_LISTS = (
        *(*Searchable.FOUND_BY, *Publishable.BACKSTAGE, "reviewed_at"),
        *("summary", "summary_en", "goal", "goal_en"),
    )
    UNREAD_BESIDE = (
        *(*UNREAD_IN_LISTS, "updated_at", "citation", "scope", "scope_en", "state", "start_year", "end_year"),
        *("lead_agency", "lead_agency_en"),
    )

    class State(models.TextChoices):
        """The life cycle. RUNNING only where a source says that the program goes on (下一阶段, 持续), COMPLETED only
        where one says that it ended; else UNSTATED.
        """

        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Under way")
        COMPLETED = "completed", _("Completed")
        UNSTATED = "unstated", _("State not given")

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Part of the page's address."))
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="programs")
    chain = models.ForeignKey(
        IndustryChain, verbose_name=_("industry chain"), on_delete=models.PROTECT, related_name="programs"
    )
    scope = models.CharField(
        _("scope"),
        max_length=120,
        blank=True,
        help_text=_("What the program covers where that is wider or narrower than the chain."),
    )
    scope_en = models.CharField(_("scope in English"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UNSTATED)
    start_year = models.PositiveSmallIntegerField(
        _("start year"), null=True, blank=True, help_text=_("Only where a source gives it.")
    )
    end_year = models.PositiveSmallIntegerField(_("end year"), null=True, blank=True)
    lead_agency = models.CharField(_("lead agency"), max_length=120, blank=True)
    lead_agency_en = models.CharField(_("lead agency in English"), max_length=200, blank=True)
    goal = models.TextField(_("goal"), blank=True)
    goal_en = models.TextField(_("goal in English"), blank=True)
    summary = models.TextField(_("summary"), help_text=_("In your own words, two or three sentences."))
    summary_en = models.TextField(_("summary in English"), blank=True)

    objects: ClassVar[Any] = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["region__path", "slug"]
        indexes = [
            # The order of lists, with what the filters ask of each program on the way.
            models.Index(
                fields=["publication", "region", "slug", "start_year", "end_year", "state", "id"],
                name="program_public_by_region",
            ),
            models.Index(fields=["publication", "chain", "region", "slug", "id"], name="program_public_by_chain"),
            models.Index(fields=["publication", "updated_at"], name="program_public_by_update"),
            models.Index(
                fields=["publication", "start_year", "end_year", "state", "id"], name="program_public_by_years"
            ),
            # The orders of the list. With the key at their end, they answer for keys and counts alone.
            models.Index(fields=["publication", "slug", "id"], name="program_public_by_slug"),
            models.Index(fields=["publication", "name", "slug", "id"], name="program_public_by_name"),
            models.Index(fields=["publication", "name_en", "slug", "id"], name="program_public_by_name_en"),
            models.Index(fields=["publication", "start_year", "slug", "id"], name="program_public_by_start"),
            models.Index(fields=["publication", "state", "slug", "id"], name="program_public_by_state"),
        ]
        constraints = [
            published_needs_citation("program_published_needs_citation"),
            models.CheckConstraint(
                name="program_end_not_before_start",
                condition=models.Q(end_year__isnull=True)
                | (models.Q(start_year__isnull=False) & models.Q(end_year__gte=models.F("start_year"))),
                violation_error_message=_(
                    "The end year needs a start year and cannot come before it. Swap them, or leave the end empty."
                ),
            ),
            models.CheckConstraint(
                name="program_years_plausible",
                condition=(models.Q(start_year__isnull=True) | models.Q(start_year__range=(1949, 2100)))
                & (models.Q(end_year__isnull=True) | models.Q(end_year__range=(1949, 2100))),
                violation_error_message=_("Give the year with four digits, between 1949 and 2100."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return address(path_of("program", self.slug))

    @property
    def label(self) -> str:
        return in_language(self, "name")

    @property
    def scope_label(self) -> str:
        return in_language(self, "scope")

    @property
    def lead_agency_label(self) -> str:
        return in_language(self, "lead_agency")

    @property
    def goal_label(self) -> str:
        return in_language(self, "goal")

    @property
    def summary_label(self) -> str:
        return in_language(self, "summary")

    @property
    def years_label(self) -> str:
        """2019–2022, 2023– (no end given), or nothing."""
        if not self.start_year:
            return ""
        if self.end_year == self.start_year:
            return str(self.start_year)
        return f"{self.start_year}–{self.end_year or ''}"
