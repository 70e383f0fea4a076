"""What every page's frame needs: the main navigation, and the same page in the other language."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from programs.as_of import today_url
from programs.knowledge import known_at, words_of
from programs.paths import path_of
from programs.permalinks import site_url
from qualityportal.pages.text_size import text_size

SECTIONS = [
    ("programs", _("Programs"), ("programs", "program", "brief", "observation", "report", "report-sent")),
    ("regions", _("Regions"), ("regions", "region")),
    ("chains", _("Industry chains"), ("chains", "chain")),
    ("indicators", _("Indicators"), ("indicators", "indicator", "coverage")),
    ("compare", _("Compare"), ("compare",)),
    ("sources", _("Sources"), ("sources", "source")),
    ("about", _("About"), ("about",)),
]


@dataclass(frozen=True)
class Alternate:
    """This page in one language; `name` is the language's own name for itself."""

    code: str
    name: str
    url: str
    current: bool


LANGUAGE_NAMES = {"zh-hans": "中文", "en": "English"}


def frame(request: HttpRequest) -> dict[str, object]:
    match = getattr(request, "resolver_match", None)
    current = match.url_name if match and not match.app_names else ""
    return {
        "sections": [
            {"url": path_of(name), "label": label, "current": current in pages} for name, label, pages in SECTIONS
        ],
        "alternates": alternates(request),
        "text_size": text_size(request),
        "site_url": site_url(request),
        "as_of": past(request),
    }


def past(request: HttpRequest) -> dict[str, str] | None:
    """What the note on a page as of a moment says; None for today's page."""
    at = known_at()
    return {"words": words_of(at), "today_url": today_url(request)} if at else None


def alternates(request: HttpRequest) -> list[Alternate]:
    """The page's address in each language, with its query; the home page where the address leads nowhere."""
    path = request.get_full_path()
    try:
        resolve(request.path_info)
    except Resolver404:
        path = path_of("home")
    active = get_language() or settings.LANGUAGE_CODE
    found = []
    for code, _name in settings.LANGUAGES:
        with override(active):
            url = translate_url(path, code)
        found.append(Alternate(code, LANGUAGE_NAMES[code], url, code == active))
    return found
