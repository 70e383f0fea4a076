"""Which regions a person keeps: with all that lies below them, and nothing beside."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.region import Region


class Responsibility(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="responsibilities",
    )
    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.CASCADE, related_name="keepers")

    class Meta:
        verbose_name = _("region of responsibility")
        verbose_name_plural = _("regions of responsibility")
        ordering = ["region__path"]
        constraints = [
            models.UniqueConstraint(
                name="responsibility_once",
                fields=["user", "region"],
                violation_error_message=_("This person keeps this region already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.region}"
