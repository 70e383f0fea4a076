"""A file that somebody uploaded into a table: what it would do, and, once carried out, that it was."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = datetime.timedelta(hours=24)


class ImportFileQuerySet(models.QuerySet):
    def applied(self, table: str, sha256: str) -> Self:
        return self.filter(table=table, sha256=sha256, state=ImportFile.State.APPLIED)

    def forget_old(self) -> None:
        """Contents and plans go after a day; that a file was carried out stays known."""
        old = self.filter(uploaded_at__lt=timezone.now() - KEPT)
        old.exclude(state=ImportFile.State.APPLIED).delete()
        old.exclude(plan=[]).update(content=None, plan=[])


class ImportFile(models.Model):
    """`content` lies in the database, not in a folder, so that every process of the portal sees it. `plan` has a row
    per line of the file, as `programs.tabular.stored` writes it.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKED = "checked", _("Checked")
        APPLIED = "applied", _("Carried out")

    table = models.CharField(_("table"), max_length=60)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    read_as = models.CharField(max_length=60, blank=True)
    content = models.BinaryField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UPLOADED)
    plan: Any = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ImportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at"]
        indexes = [models.Index(fields=["table", "sha256"], name="import_by_content")]
        constraints = [
            models.UniqueConstraint(
                name="import_applied_once",
                fields=["table", "sha256"],
                condition=models.Q(state="applied"),
                violation_error_message=_("This file has been imported already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_state_display()}"
