from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Indicators")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from programs.pairs import FOLDED, indexer
        from programs.tallies import Tally, keeper

        figures = "indicators_observation"
        by_program = Tally(figures, "programs_programtally", ("program_id",), "figures")
        by_indicator = Tally(figures, "indicators_reportedindicator", ("program_id", "indicator_id"), "figures")
        post_migrate.connect(keeper([by_program, by_indicator]), sender=self, weak=False)
        post_migrate.connect(indexer({"indicators_indicator": FOLDED}), sender=self, weak=False)
