"""oEmbed 1.0 (oembed.com): who pastes the address of a chart gets the HTML of its frame.

`GET /oembed?url=…[&maxwidth=…][&maxheight=…][&format=json|xml]`; only addresses of our own charts are known (§2.3.4).
"""

from __future__ import annotations

from io import StringIO
from typing import Any
from urllib.parse import SplitResult, urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, gettext, override
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from indicators.charts.fonts import has_chinese_font
from indicators.charts.image import SCALE
from indicators.embedding.snippets import Share, share_of
from indicators.framing import theme_of
from indicators.views import _chart_or_404
from programs.knowledge import UnknownMoment, as_known, moment
from programs.permalinks import site_url

AGE = 24 * 3600  # seconds that an answer may be kept
LONGEST = 10_000  # px; more is no size of a frame


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """400 where a parameter cannot be read, 404 for an address that is no chart of ours, 501 for another format."""
    asked = request.GET
    kind = asked.get("format", "json")
    if kind not in ("json", "xml"):
        return _refused(501, "Give format=json or format=xml.")
    try:
        most = _pixels(asked.get("maxwidth")), _pixels(asked.get("maxheight"))
    except ValueError:
        return _refused(400, "Give maxwidth and maxheight as whole numbers of pixels, 1 or more.")
    if not asked.get("url"):
        return _refused(400, "Give the address of a chart: /oembed?url=https://…/charts/program/indicator/")
    try:
        said = _answer(request, urlsplit(asked["url"]), most)
    except (Http404, Resolver404, UnknownMoment, ValueError):  # urlsplit refuses some texts
        return _refused(404, "This is not the address of a chart of this portal.")
    response = JsonResponse(said) if kind == "json" else HttpResponse(_xml(said), content_type="text/xml")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(request: HttpRequest, url: SplitResult, most: tuple[int, int]) -> dict[str, Any]:
    if url.scheme not in ("http", "https") or url.netloc.lower() not in _hosts(request):
        raise Http404
    # Addresses name their language, whatever that of this request is.
    with override(get_language_from_path(url.path) or settings.LANGUAGE_CODE):
        match = resolve(url.path)
        if match.url_name != "chart":
            raise Http404
        query = QueryDict(url.query)
        with as_known(moment(query["as_of"]) if query.get("as_of") else None):
            chart = _chart_or_404(**match.kwargs)
            share = share_of(request, match.kwargs["program"], chart, theme_of(query), most=most)
        return _said(share, site_url(request)) | _thumbnail(share, most)


def _said(share: Share, site: str) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "rich",
        "title": share.title,
        "provider_name": gettext("Quality portal"),
        "provider_url": f"{site}/",
        "cache_age": AGE,
        "html": share.frame,
        "width": share.width,
        "height": share.height,
    }


def _thumbnail(share: Share, most: tuple[int, int]) -> dict[str, Any]:
    """The picture, where this machine can draw one and it is no larger than what was asked for (§2.3.4.1)."""
    width, height = (side * SCALE for side in share.picture_size)
    if not has_chinese_font() or width > most[0] or height > most[1]:
        return {}
    return {"thumbnail_url": share.picture, "thumbnail_width": width, "thumbnail_height": height}


def _hosts(request: HttpRequest) -> set[str]:
    return {request.get_host().lower(), urlsplit(site_url(request)).netloc.lower()}


def _pixels(text: str | None) -> int:
    number = LONGEST if text is None else int(text)
    if number < 1:
        raise ValueError
    return min(number, LONGEST)


def _xml(said: dict[str, Any]) -> str:
    out = StringIO()
    document = SimplerXMLGenerator(out, "utf-8")
    document.startDocument()
    document.startElement("oembed", AttributesImpl({}))
    for name, value in said.items():
        document.addQuickElement(name, str(value))
    document.endElement("oembed")
    document.endDocument()
    return out.getvalue()


def _refused(status: int, words: str) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
