"""What stands in the tables of a portal that is being measured, told by a process beside its server.

`python -m tests.bench.ledger people NUMBER` and `… state`, inside the portal's environment, print JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench import serving

PASSWORD = "porcelain-Blue-42"  # of a portal that lasts for a minute


def ask(data: Path, settings: Mapping[str, str], *words: str) -> Any:
    """The answer of this module from a process with the portal's settings."""
    command = [sys.executable, "-m", "tests.bench.ledger", *words]
    environment = serving.environment(data) | dict(settings)
    done = subprocess.run(command, cwd=serving.ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def people(number: str) -> dict[str, list[Any]]:
    """Makes so many administrators of records; gives their names, and what the rows of a file can name."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    from indicators.models import Indicator, Observation
    from programs.models import Citation, Program
    from qualityportal.roles import ADMINISTRATOR

    names = [f"person-{one}" for one in range(int(number))]
    for name in names:
        made = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)
        made.groups.add(Group.objects.get(name=ADMINISTRATOR))
    places = Citation.objects.filter(document__publication="published").select_related("document")
    return {
        "names": names,
        "programs": list(Program.objects.live().order_by("slug").values_list("slug", flat=True)),
        "indicators": list(Indicator.objects.order_by("code").values_list("code", "unit_mult", "pk")),
        "citations": [f"{place.document.slug} #{place.paragraph} {place.phrase}" for place in places.order_by("pk")],
        "published": list(Observation.objects.live().order_by("pk").values_list("pk", flat=True)),
    }


def state() -> dict[str, Any]:
    """Every dated draft: key, program, indicator, year, value, position, number of versions; names and numbers of
    versions of indicators; positions that wait for published figures; the version of the data.
    """
    from indicators.models import Indicator, Observation
    from programs.models import Revision
    from qualityportal.caching.version import data_version

    rows: Any = Observation.objects.filter(publication="draft", period_start__isnull=False)
    versions = _versions(Observation)
    of_lists = _versions(Indicator)
    return {
        "figures": [
            [
                *(row.pk, row.program.slug, row.indicator.code, row.period_start.year),
                *(str(row.stated_value), row.position, versions.get(row.pk, 0)),
            ]
            for row in rows.select_related("program", "indicator").order_by("pk")
        ],
        "indicators": {str(row.pk): [row.name_en, of_lists.get(row.pk, 0)] for row in Indicator.objects.all()},
        "waiting": {str(row.record_id): row.changes.get("position") for row in Revision.objects.open()},
        "version": data_version(),
    }


def _versions(model: Any) -> dict[int, int]:
    from django.db.models import Count

    counted = model.history.order_by().values_list("id").annotate(Count("history_id"))
    return dict(counted.values_list("id", "history_id__count"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualityportal.settings")
    import django

    django.setup()
    told = people(sys.argv[2]) if sys.argv[1] == "people" else state()
    sys.stdout.write(json.dumps(told))
