"""An article read for one program: its figures as they were understood, and what an editor decided on each."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from indicators.models import choices
from indicators.models.change import ReportedChange
from indicators.models.indicator import Indicator
from indicators.models.observation import Observation
from indicators.reading.article.reading import FigureKind, Value
from indicators.reading.proposing import Proposal, proposed, value_from_json
from indicators.rules.series import Status
from programs.models import Citation, Program, SourceDocument
from programs.models.source import PHRASE_LENGTH

PERSON: Any = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}


class ArticleReading(models.Model):
    """`text` is kept for the editors who compare; no page or download of the public's shows it."""

    REGION: ClassVar[tuple[str, ...]] = ("program__region__path",)

    class State(models.TextChoices):
        OPEN = "open", _("Being worked on")
        CLOSED = "closed", _("Finished")

    document = models.ForeignKey(
        SourceDocument, verbose_name=_("document"), on_delete=models.CASCADE, related_name="readings"
    )
    program = models.ForeignKey(Program, verbose_name=_("program"), on_delete=models.CASCADE, related_name="readings")
    text = models.TextField(_("text of the article"))
    sha256 = models.CharField(max_length=64, editable=False)
    reader = models.CharField(_("version of the reader"), max_length=16, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("read by"), **PERSON)
    made_at = models.DateTimeField(_("read at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("article reading")
        verbose_name_plural = _("article readings")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="reading_once_per_program",
                fields=["program", "sha256"],
                violation_error_message=_("This article has been read for this program already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.label} · {self.program.label}"

    @property
    def desk(self) -> str:
        """The page where its figures are decided on."""
        return reverse("admin:indicators_articlereading_change", args=[self.pk])


class ReadFigure(models.Model):
    """One figure of a reading. `start` and `end` are its place in the line `paragraph` as it was pasted, `phrase` its
    words for a citation. `values` and `doubts` are what the reader gave, as plain values.

    `is_named` says that the words themselves name the indicator, and do not only stand near it.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        CORRECTED = "corrected", _("Corrected and accepted")
        REJECTED = "rejected", _("Rejected")

    reading = models.ForeignKey(ArticleReading, on_delete=models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField()
    paragraph = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    phrase = models.CharField(max_length=PHRASE_LENGTH)
    kind = models.CharField(max_length=10)
    subject = models.CharField(max_length=120, blank=True)
    values: Any = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=choices.STATUSES, default=Status.REPORTED.value)
    doubts: Any = models.JSONField(default=list)
    confidence = models.FloatField()
    place = models.CharField(max_length=6, blank=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_named = models.BooleanField(default=False)
    repeats = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeated_by")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["reading", "number"]
        constraints = [
            models.UniqueConstraint(
                name="read_figure_once",
                fields=["reading", "number"],
                violation_error_message=_("An article has one figure of each number."),
            ),
            models.CheckConstraint(
                name="read_figure_known_decision",
                condition=models.Q(decision__in=["open", "accepted", "corrected", "rejected"]),
                violation_error_message=_("Choose the decision from the list."),
            ),
            models.CheckConstraint(
                name="read_figure_decided_says_when",
                condition=models.Q(decision="open", decided_at__isnull=True)
                | (~models.Q(decision="open") & models.Q(decided_at__isnull=False)),
                violation_error_message=_("A figure that was decided on says when; an open one does not."),
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.phrase}” ¶{self.paragraph}"

    @property
    def figure_kind(self) -> FigureKind:
        return FigureKind(self.kind)

    @cached_property
    def stated(self) -> tuple[Value, ...]:
        return tuple(value_from_json(kept) for kept in self.values)

    @cached_property
    def proposal(self) -> Proposal:
        return proposed(self.figure_kind, self.stated, Status(self.status), self.phrase)

    @property
    def is_open(self) -> bool:
        return self.decision == self.Decision.OPEN


class FigureOutcome(models.Model):
    """What a decision made or added to: a new record, or a further citation of one that was there.

    `version` is the record's version in its history right after, so that a later change is noticed.
    """

    figure = models.ForeignKey(ReadFigure, on_delete=models.CASCADE, related_name="outcomes")
    observation = models.ForeignKey(
        Observation, on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes"
    )
    change = models.ForeignKey(
        ReportedChange, on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes"
    )
    citation = models.ForeignKey(Citation, on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes")
    is_new = models.BooleanField()
    is_new_citation = models.BooleanField()
    version = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["figure", "pk"]

    def __str__(self) -> str:
        return f"{self.figure} → {self.record or '–'}"

    @property
    def record(self) -> Any:
        """The observation or reported change; None where it has been deleted since."""
        return self.observation or self.change


class IndicatorAlias(models.Model):
    """Another name of an indicator, learned where an editor corrected what the reader proposed."""

    name = models.CharField(_("name"), max_length=40)
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="aliases"
    )
    figure = models.ForeignKey(ReadFigure, on_delete=models.SET_NULL, null=True, blank=True, related_name="aliases")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("learned from"), **PERSON)
    made_at = models.DateTimeField(_("learned"), auto_now_add=True)

    class Meta:
        verbose_name = _("learned name")
        verbose_name_plural = _("learned names")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="alias_once",
                fields=["name", "indicator"],
                violation_error_message=_("The indicator has this name already."),
            ),
            models.CheckConstraint(
                name="alias_not_empty",
                condition=~models.Q(name=""),
                violation_error_message=_("Give the name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.indicator.label}"
