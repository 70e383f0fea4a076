from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from programs import holding, pairs  # noqa: F401  the first brings the lookups that ask the second
        from programs.tallies import SubtreeTally, Tally, keeper

        public = Tally("programs_program", "programs_programtally", ("program_id",), "public", named=("id",))
        measures = Tally("programs_measure", "programs_programtally", ("program_id",), "measures")
        places = SubtreeTally("programs_program", "programs_regiontally")
        chains = Tally("programs_program", "programs_chaintally", ("chain_id",), "programs")
        sources = Tally(
            "programs_sourcedocument",
            "programs_sourcetally",
            ("kept_by",),
            "documents",
            named=("region_id",),
            absent="0",
        )
        post_migrate.connect(keeper([public, measures, places, chains, sources]), sender=self, weak=False)
        # Of these there are so many that their names are asked before their texts (see `programs.first_found`).
        names = {
            "program": ("name", "name_en"),
            "measure": ("title", "title_en"),
            "sourcedocument": ("title", "title_en"),
        }
        found = ("program", "measure", "region", "industrychain", "sourcedocument")
        columns = {f"programs_{name}": (*pairs.FOLDED, *names.get(name, ())) for name in found}
        post_migrate.connect(pairs.indexer(columns), sender=self, weak=False)
