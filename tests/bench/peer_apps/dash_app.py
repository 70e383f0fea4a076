"""The program in Plotly Dash, as its guide shows; served by gunicorn with two processes."""

import json
import os
from pathlib import Path

from dash import Dash, dcc, html  # type: ignore[import-not-found]

data = json.loads(Path(os.environ["PEER_DATA"]).read_text(encoding="utf-8"))
app = Dash(__name__, title=data["title"])
app.layout = html.Div(
    [
        html.H1(data["title"]),
        html.P(data["summary"]),
        *(part for chart in data["charts"] for part in (html.H2(chart["title"]), dcc.Graph(figure=chart["figure"]))),
        html.Table([html.Tr([html.Td(cell) for cell in row]) for row in data["rows"]]),
    ]
)
server = app.server
# Dash sets itself up in its first request and answers others 500 meanwhile: a reader's scripts, when they come at once.
server.test_client().get("/")
