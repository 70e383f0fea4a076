"""The start page of the admin: what waits for the person who signed in, each number a link to its filtered list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from indicators.models import Correction
from programs.admin.records import PublishableAdmin
from programs.scope import REVIEW, scope_of

ORDER = ("reports", "back", "review", "mine", "sent", "uncited", "flagged", "stale")


@dataclass(frozen=True)
class Line:
    """How many records of one kind a question finds, and where they are listed."""

    label: str
    count: int
    address: str


@dataclass(frozen=True)
class Block:
    title: str
    lines: list[Line]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)


def work(request: HttpRequest) -> dict[str, Any]:
    """What the template of the start page shows."""
    blocks: dict[str, Block] = {}
    for options in site._registry.values():
        if isinstance(options, PublishableAdmin) and options.has_view_permission(request):
            _ask(request, options, blocks)
    if request.user.has_perm("indicators.view_correction"):
        blocks["reports"] = _reports(request)
    ordered = [blocks[key] for key in ORDER if key in blocks]
    return {"work": ordered, "regions": _regions(request), "review_url": reverse("review")}


def _ask(request: HttpRequest, options: PublishableAdmin, blocks: dict[str, Block]) -> None:
    rows = scope_of(request.user).rows(options.model._default_manager.order_by())
    address = reverse(f"admin:{options.opts.app_label}_{options.opts.model_name}_changelist")
    for key, (words, question) in options.work_filter.questions.items():
        if key == "review" and not request.user.has_perm(REVIEW):
            continue
        block = blocks.setdefault(key, Block(str(words), []))
        count = question(rows, request.user, timezone.now()).count()
        if count:
            name = capfirst(str(options.opts.verbose_name_plural))
            block.lines.append(Line(name, count, f"{address}?work={key}"))


def _reports(request: HttpRequest) -> Block:
    """What readers doubt and nobody has answered."""
    count = scope_of(request.user).rows(Correction.objects.open()).count()
    address = f"{reverse('admin:indicators_correction_changelist')}?state__exact=open"
    return Block(_("Doubts that readers report"), [Line(_("To be answered"), count, address)] if count else [])


def _regions(request: HttpRequest) -> str:
    if scope_of(request.user).everywhere:
        return _("the whole country")
    kept = request.user.responsibilities.select_related("region")  # type: ignore[union-attr]
    return ", ".join(row.region.label for row in kept) or _("no region yet; an administrator gives you one")
