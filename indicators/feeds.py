"""Atom feeds (RFC 4287) of what is new: over all programs, and of one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from indicators.cards import Card, figure_words
from indicators.updates import Kind, Update, recent_updates
from indicators.words import period_words
from programs.models import Program
from programs.permalinks import LANGUAGE_TAGS, absolute, site_url

NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """Django's, with the entry's text as content and the same date for the same entries, also where there are none."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NOTHING_YET)

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("content", item["description"], {"type": "html"})


@require_safe
def updates(request: HttpRequest) -> HttpResponse:
    title = gettext("Quality portal: new, revised and withdrawn figures")
    return _answer(request, title, reverse("home"), recent_updates())


@require_safe
def program_updates(request: HttpRequest, slug: str) -> HttpResponse:
    program = get_object_or_404(Program.objects.live(), slug=slug)
    title = gettext("%(program)s: new, revised and withdrawn figures") % {"program": program.label}
    return _answer(request, title, program.get_absolute_url(), recent_updates(program))


def _answer(request: HttpRequest, title: str, page: str, found: list[Update]) -> HttpResponse:
    here = absolute(request, request.path)
    feed = Feed(
        title=title,
        link=absolute(request, page),
        description=None,
        language=LANGUAGE_TAGS.get(get_language() or ""),
        author_name=gettext("Quality portal"),
        author_link=absolute(request, reverse("home")),
        feed_url=here,
        feed_guid=here,
    )
    for update in found:
        feed.add_item(**_entry(request, update))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _entry(request: HttpRequest, update: Update) -> dict[str, Any]:
    path, now = update.observation.get_absolute_url(), _figure(update.card)
    host = urlsplit(site_url(request)).hostname
    return {
        "title": _title(update, now),
        "link": absolute(request, path),
        "description": render_to_string("feeds/update.html", _said(update, now) | {"site_url": site_url(request)}),
        # RFC 4151; an event of a figure, in one language, keeps it for ever
        "unique_id": f"tag:{host},{update.at:%Y-%m-%d}:{path}{update.version}",
        "pubdate": update.at,
        "updateddate": update.at,
        "categories": (update.kind.value,),
    }


def _title(update: Update, now: str) -> str:
    row, card = update.observation, update.card
    name = gettext("%(name)s (%(breakdown)s)") % vars(card) if card.breakdown else card.name
    words = {"program": row.program.label, "name": name, "figure": now}
    return {
        Kind.PUBLISHED: gettext("%(program)s: %(name)s %(figure)s"),
        Kind.REVISED: gettext("Revised: %(program)s: %(name)s %(figure)s"),
        Kind.WITHDRAWN: gettext("Withdrawn: %(program)s: %(name)s %(figure)s"),
    }[update.kind] % words


def _figure(card: Card) -> str:
    """Sign, number, unit, status and period, in words."""
    period = period_words(card.observation.period)
    return gettext("%(figure)s, %(period)s") % {"figure": figure_words(card.observation), "period": period}


def _said(update: Update, now: str) -> dict[str, Any]:
    """For `feeds/update.html`."""
    before = _figure(update.before) if update.before else ""
    return {
        "update": update,
        "now": now,
        "before": "" if before == now else before,
        "inference": update.card.inference,
    }
