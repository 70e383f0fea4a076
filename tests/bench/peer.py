"""The peer: a Django page as one writes it in an afternoon, with the portal's own figures through `fig.to_html()`.

It reads the same database and builds the same figures; only the way to the reader differs. It is not made slow: Plotly
stands in the page once however many charts there are, and responses are compressed.
"""

from __future__ import annotations

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from django.utils.safestring import mark_safe

from qualityportal import settings as portal

PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ program.label }}</title><link rel="icon" href="data:,"></head>
<body><h1>{{ program.label }}</h1><p>{{ program.summary_label }}</p>
{% for chart in charts %}<h2>{{ chart.title }}</h2><p>{{ chart.subtitle }}</p>{{ chart.html }}
<p>{{ chart.description }}</p>{% endfor %}
<table>{% for card in cards %}<tr><th>{{ card.name }}</th><td>{{ card.period }}</td><td>{{ card.written }}</td></tr>
{% endfor %}</table></body></html>"""


def program_page(request: HttpRequest, slug: str) -> HttpResponse:
    # Only here: models can be imported once the settings below stand.
    from indicators.cards import cards_of
    from indicators.charts.plotting.figures import figure_of
    from indicators.page_charts import built, planned_charts
    from indicators.reads import program_observations
    from programs.models import Program

    program = Program.objects.live().get(slug=slug)
    observations = program_observations(program)
    charts = [built(planned) for planned in planned_charts(observations)]
    shown = [
        {
            "title": chart.title,
            "subtitle": chart.subtitle,
            "description": chart.description,
            "html": mark_safe(figure_of(chart, narrow=False).to_html(full_html=False, include_plotlyjs=number == 0)),  # noqa: S308
        }
        for number, chart in enumerate(charts)
    ]
    content = {"program": program, "charts": shown, "cards": cards_of(observations)}
    return HttpResponse(Template(PAGE).render(Context(content)))


urlpatterns = [path("programs/<slug:slug>/", program_page)]

if not settings.configured:
    own = {
        "ROOT_URLCONF": __name__,
        "MIDDLEWARE": ["django.middleware.gzip.GZipMiddleware", "django.middleware.common.CommonMiddleware"],
    }
    settings.configure(**{name: getattr(portal, name) for name in dir(portal) if name.isupper()} | own)
    django.setup()

application = get_wsgi_application()
