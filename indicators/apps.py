from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Indicators")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from programs.pairs import FOLDED, indexer
        from programs.tallies import Repeated, Tally, keeper

        figures = "indicators_observation"
        of_program, reported = "programs_programtally", "indicators_reportedindicator"
        kept = [
            Tally(figures, of_program, ("program_id",), "figures"),
            Tally(figures, reported, ("program_id", "indicator_id"), "figures"),
            Repeated(of_program, reported, ("program_id",), "public"),
        ]
        post_migrate.connect(keeper(kept), sender=self, weak=False)
        post_migrate.connect(indexer({"indicators_indicator": FOLDED}), sender=self, weak=False)
