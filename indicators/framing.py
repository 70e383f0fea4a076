"""Which answers other sites may show, and how: the page of a chart in a frame, a chart's picture as a picture.

Everything else keeps what the middleware sends: no frame anywhere, not even our own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpResponse, QueryDict
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., Any]
THEMES = ("light", "dark")


def theme_of(query: QueryDict) -> str:
    """light or dark where `?theme=` asks for it; else empty: as the reader has it."""
    asked = query.get("theme", "")
    return asked if asked in THEMES else ""


def cross_origin(view: View) -> View:
    """The answer may be loaded by pages of any site (Cross-Origin-Resource-Policy, Fetch standard §3.7)."""

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return marked


def framable(view: View) -> View:
    """The page may stand in a frame of any site: it must show nothing of the reader's own and change nothing."""
    framed: View = csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(cross_origin(view)))
    return framed
