"""A reader's doubt about a figure: what they wrote stays with the editors, what came of it is public."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.observation import Observation


class CorrectionQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state=Correction.State.OPEN)

    def for_public(self, at: datetime | None = None) -> Self:
        """What readers may know of it: never what was written nor by whom, and nothing of what was set aside. `at` is
        a moment in the past: what came later is left out, and what was closed later is not told at all.
        """
        shown = self.exclude(state=Correction.State.SPAM).order_by("created_at", "pk")
        if at:
            shown = shown.filter(models.Q(closed_at__lte=at) | models.Q(closed_at=None), created_at__lte=at)
        return shown.only("observation_id", "state", "answer", "created_at", "closed_at")


class Correction(models.Model):
    """Written through `indicators.actions.corrections`, from the report to its outcome."""

    REGION: ClassVar[tuple[str, ...]] = ("observation__program__region__path",)
    TEXT_LENGTH = 1_000
    ANSWER_LENGTH = 500

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        SPAM = "spam", _("Set aside as spam")

    ANSWERED = (State.ACCEPTED, State.DECLINED)

    observation = models.ForeignKey(
        Observation, verbose_name=_("figure"), on_delete=models.CASCADE, related_name="corrections"
    )
    text = models.CharField(_("what the reader wrote"), max_length=TEXT_LENGTH)
    better_source = models.URLField(_("better source"), max_length=500, blank=True)
    contact = models.EmailField(
        _("reader's e-mail"), blank=True, help_text=_("For questions only; deleted when the report is closed.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    answer = models.CharField(
        _("public answer"),
        max_length=ANSWER_LENGTH,
        blank=True,
        help_text=_("One or two sentences that stand beside the figure: what was checked, and what came of it."),
    )
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # A keyed hash of the network it came from, enough to count reports; forgotten after a day.
    sender = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[Any] = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["created_at"], name="correction_by_time")]
        constraints = [
            models.CheckConstraint(
                name="correction_known_state",
                condition=models.Q(state__in=["open", "accepted", "declined", "spam"]),
                violation_error_message=_("Choose the state from the list."),
            ),
            models.CheckConstraint(
                name="correction_closed_says_when",
                condition=models.Q(state="open", closed_at__isnull=True)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
                violation_error_message=_("A closed report says when it was closed; an open one does not."),
            ),
            models.CheckConstraint(
                name="correction_closed_has_answer",
                condition=~models.Q(state__in=["accepted", "declined"]) | ~models.Q(answer=""),
                violation_error_message=_("Write the public answer: one sentence that says what was checked."),
            ),
            models.CheckConstraint(
                name="correction_closed_forgets_reader",
                condition=models.Q(state="open") | models.Q(contact=""),
                violation_error_message=_("A closed report keeps nothing of the reader."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} · {self.observation}"

    @property
    def is_answered(self) -> bool:
        return self.state in self.ANSWERED
