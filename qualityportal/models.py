"""The audit log, and the version of the public data."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qualityportal.audit.guard import KEPT_DAYS

CHANGED = "An audit event is written once and never changed."
KEPT = f"An audit event is kept for {KEPT_DAYS} days at least; prune_audit removes what is older."


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Refuses what the triggers refuse, with a sentence that says so; only `prune` removes."""

    def update(self, **fields: Any) -> NoReturn:
        raise PermissionDenied(CHANGED)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise PermissionDenied(CHANGED)

    def delete(self) -> NoReturn:
        raise PermissionDenied(KEPT)

    def prune(self, before: datetime) -> int:
        """Removes the events before a moment that lies `KEPT_DAYS` back or more."""
        if before > timezone.now() - timedelta(days=KEPT_DAYS):
            raise PermissionDenied(KEPT)
        return self.filter(at__lt=before)._raw_delete(self.db)


class AuditEvent(models.Model):
    """One thing that somebody did. Who it was is kept as values, so that the event outlives the account unchanged."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", _("signed in")
        SIGNED_OUT = "signed-out", _("signed out")
        SIGN_IN_FAILED = "sign-in-failed", _("sign-in failed")
        LOCKED_OUT = "locked-out", _("locked out")
        LOCK_LIFTED = "lock-lifted", _("lock-out lifted")
        PASSWORD_CHANGED = "password-changed", _("password changed")
        FACTOR_ADDED = "factor-added", _("second factor added")
        FACTOR_REMOVED = "factor-removed", _("second factor removed")
        USER_ADDED = "user-added", _("user added")
        USER_CHANGED = "user-changed", _("user changed")
        USER_REMOVED = "user-removed", _("user removed")
        RIGHTS_CHANGED = "rights-changed", _("rights changed")
        LOG_EXPORTED = "log-exported", _("audit log exported")
        LOG_PRUNED = "log-pruned", _("audit log pruned")

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    kind = models.CharField(_("event"), max_length=20, choices=Kind)
    user_key = models.PositiveBigIntegerField(_("user number"), null=True)
    username = models.CharField(_("user"), max_length=150, blank=True)
    client_address = models.GenericIPAddressField(_("address"), null=True)
    detail = models.TextField(_("details"), blank=True)

    objects: ClassVar[Any] = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        default_permissions = ["view"]
        permissions = [("export_auditevent", "Can export the audit log")]
        indexes = [models.Index(fields=["username", "-at"], name="audit_by_user")]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M:%S} {self.username} {self.get_kind_display()}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise PermissionDenied(CHANGED)
        super().save(*args, **options | {"force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise PermissionDenied(KEPT)


class DataVersion(models.Model):
    """When the public data last changed, in microseconds since 1970: a row for each writing process of the database.

    Only triggers write it (caching/triggers.py).
    """

    writer = models.BigIntegerField(primary_key=True)
    changed = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.writer}: {self.changed}"
