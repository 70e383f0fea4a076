"""A change that waits: what an editor wants a published record to say. The record stays as it is until accepted."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.region import Region

OPEN = ("draft", "in-review")


class RevisionQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class Revision(models.Model):
    """`changes` and `before` map names of fields to values as `programs.contents` writes them: what is wanted, and
    what was approved when the change was typed.
    """

    REGION: ClassVar[tuple[str, ...]] = ("region__path",)

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        IN_REVIEW = "in-review", _("Waits for review")
        ACCEPTED = "accepted", _("Accepted")
        DROPPED = "dropped", _("Dropped")

    record_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.CASCADE, null=True, related_name="+")
    changes = models.JSONField(_("changes"), default=dict)
    before = models.JSONField(_("before"), default=dict)
    reason = models.TextField(_("reason"), help_text=_("Why the record should say something else."))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True)
    review_note = models.TextField(_("review note"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects: ClassVar[Any] = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting change")
        verbose_name_plural = _("waiting changes")
        ordering = ["-updated_at"]
        permissions = [
            ("review_records", "Can review and publish records"),
            ("whole_country", "Can work on the records of every region"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="revision_one_open_per_record",
                fields=["record_type", "record_id"],
                condition=models.Q(state__in=OPEN),
                violation_error_message=_("A change of this record waits already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} · {self.get_state_display()}"
