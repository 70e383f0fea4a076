from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from programs import pairs
        from programs.tallies import SubtreeTally, Tally, keeper

        measures = Tally("programs_measure", "programs_programtally", ("program_id",), "measures")
        places = SubtreeTally("programs_program", "programs_regiontally")
        post_migrate.connect(keeper([measures, places]), sender=self, weak=False)
        found = ("program", "measure", "region", "industrychain", "sourcedocument")
        post_migrate.connect(pairs.indexer([f"programs_{name}" for name in found]), sender=self, weak=False)
