"""That a record was found in its source, word for word and figure for figure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceCheck(models.Model):
    """One claim that held against its article. The digest names figure, sign, time and place: a record that is
    changed afterwards has another digest and so counts as unchecked, whoever changed it and by whatever door.
    """

    digest = models.CharField(_("digest"), max_length=24, unique=True)
    checked_on = models.DateField(_("checked on"))

    class Meta:
        verbose_name = _("evidence check")
        verbose_name_plural = _("evidence checks")
        ordering = ["-checked_on", "digest"]

    def __str__(self) -> str:
        return f"{self.digest} {self.checked_on}"
