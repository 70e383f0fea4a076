"""Connects what is recorded by itself, once all models are there."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class QualityPortalConfig(AppConfig):
    name = "qualityportal"
    verbose_name = _("Security")

    def ready(self) -> None:
        from programs import statistics
        from qualityportal.audit import receivers  # noqa: F401
        from qualityportal.caching.triggers import after_migrations
        from qualityportal.signin import idle  # noqa: F401

        post_migrate.connect(after_migrations, sender=self)
        post_migrate.connect(statistics.after_migrations, sender=self)
