"""python -m tests.bench.peer_data SLUG: a program as JSON, for the apps that are set beside its page.

Inside the portal's environment. The charts are the portal's own Plotly figures, so that all draw the same marks.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def of(slug: str) -> dict[str, Any]:
    from indicators.cards import cards_of
    from indicators.charts.plotting.figures import figure_of
    from indicators.page_charts import built, planned_charts
    from indicators.reads import program_observations
    from programs.models import Program

    program = Program.objects.live().get(slug=slug)
    observations = program_observations(program)
    charts = [built(planned) for planned in planned_charts(observations)]
    return {
        "title": program.label,
        "summary": program.summary_label,
        "charts": [
            {"title": chart.title, "figure": json.loads(figure_of(chart, narrow=False).to_json())} for chart in charts
        ],
        "rows": [[str(card.name), str(card.period), str(card.written)] for card in cards_of(observations)],
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualityportal.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(of(sys.argv[1]), ensure_ascii=False))
