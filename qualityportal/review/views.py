"""The pages of review: the queue, what waits for one program or source, and the whole page on trial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from programs.actions.publication import give_up, may_publish, publish, send, send_back, take_back
from programs.actions.refused import Refused
from programs.admin.history_pages import Row, compare, revision_rows
from programs.admin.records import change_address
from programs.models import Program, SourceDocument
from programs.models.base import Publication
from programs.scope import Scope, scope_of
from programs.work import mine, sent, to_review
from qualityportal.pages.program import page as program_page
from qualityportal.review.rendering import rendered
from qualityportal.review.trial import on_trial
from qualityportal.review.waiting import PARTS, Waiting, of_program, of_source


@dataclass(frozen=True)
class Entry:
    """One thing to decide, ready for the page."""

    waiting: Waiting
    kind: str
    address: str
    old: SafeString | str
    new: SafeString | str
    rows: list[Row]
    fault: str
    leaves: bool
    may_publish: bool
    may_send: bool


class DecisionForm(forms.Form):
    DECISIONS = ("publish", "send_back", "send", "take_back", "give_up")
    decision = forms.ChoiceField(choices=[(name, name) for name in DECISIONS])
    reason = forms.CharField(label=gettext_lazy("What has to be mended"), required=False, max_length=500)


@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """Programs and sources with something that waits, by what the person may do about it."""
    scope = scope_of(request.user)
    context = {
        "to_review": _roots(scope, to_review) if scope.user.has_perm("programs.review_records") else [],
        "mine": _roots(scope, mine),
        "sent": _roots(scope, sent),
        "admin_url": reverse("admin:index"),
    }
    return render(request, "review/queue.html", context)


@never_cache
def program(request: HttpRequest, slug: str) -> HttpResponse:
    found = _kept(request, Program, slug)
    return _decide(request, found, of_program(found, scope_of(request.user)), reverse("review-page", args=[slug]))


@never_cache
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = _kept(request, SourceDocument, slug)
    return _decide(request, found, of_source(found), "")


@never_cache
def whole_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The program's public page as it would be with all that waits."""
    found = _kept(request, Program, slug)
    waiting = of_program(found, scope_of(request.user))
    waiting = [row for row in waiting if row.state == "in-review"] or waiting
    request.is_trial = True  # type: ignore[attr-defined]  # the page says so
    response: HttpResponse = on_trial(waiting, lambda _faults: program_page(request, slug))
    return response


def _kept(request: HttpRequest, model: Any, slug: str) -> Any:
    if not request.user.has_perm(f"programs.view_{model._meta.model_name}"):
        raise PermissionDenied
    return get_object_or_404(scope_of(request.user).rows(model._default_manager.all()), slug=slug)


def _decide(request: HttpRequest, root: Any, waiting: list[Waiting], page_url: str) -> HttpResponse:
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        try:
            _carry_out(request, form.cleaned_data["decision"], form.cleaned_data["reason"], waiting)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return HttpResponseRedirect(request.get_full_path())
    elif request.method == "POST":
        raise Http404
    entries = _entries(waiting, scope_of(request.user))
    context = {
        "messages": messages.get_messages(request),
        "root": root,
        "entries": entries,
        "page_url": page_url,
        "public_url": root.get_absolute_url() if root.is_live else "",
        "chosen": set(request.POST.getlist("item")) or _mine(entries),
        "reason": form["reason"].value() or "",
        "may_publish": any(entry.may_publish for entry in entries),
        "may_give_up": any(row.may_send and row.waiting.is_revision for row in entries),
        "may_send": any(entry.may_send for entry in entries),
        "may_take_back": any(
            row.state == "in-review" and scope_of(request.user).may("change", row.record) for row in waiting
        ),
    }
    return render(request, "review/decide.html", context)


@transaction.atomic
def _carry_out(request: HttpRequest, decision: str, reason: str, waiting: list[Waiting]) -> None:
    """One decision on all that was ticked: on every one of them, or, where one is refused, on none."""
    ticked = [row for row in waiting if row.key in request.POST.getlist("item")]
    if not ticked:
        raise Refused(_("Tick what the decision is about."))
    for row in ticked:  # locked, so that what is decided on is what was looked at
        item = type(row.item)._default_manager.select_for_update().get(pk=row.item.pk)
        if request.POST.get(f"version-{row.key}") != Waiting(row.record, item).version:
            raise Refused(
                _("“%s” has changed since you opened this page. Look at it again; nothing was decided.") % row.record
            )
    acts = {
        "publish": lambda item: publish(item, by=request.user),
        "send_back": lambda item: send_back(item, by=request.user, reason=reason),
        "send": lambda item: send(item, by=request.user),
        "take_back": lambda item: take_back(item, by=request.user),
        "give_up": lambda item: give_up(item, by=request.user),
    }
    for row in ticked:
        try:
            acts[decision](row.item)
        except Refused as refused:
            nothing = _("Nothing was decided.")
            raise Refused(f"{row.record}: {refused} {nothing}") from refused
    done = {
        "publish": _("Published: %d."),
        "send_back": _("Sent back: %d."),
        "send": _("Sent for review: %d."),
        "take_back": _("Taken back: %d."),
        "give_up": _("Given up: %d."),
    }
    messages.success(request, done[decision] % len(ticked))


def _mine(entries: list[Entry]) -> set[str]:
    """What is ticked at first: what the person may decide on, of one kind of decision."""
    to_publish = {row.waiting.key for row in entries if row.may_publish}
    return to_publish or {row.waiting.key for row in entries if row.may_send}


def _entries(waiting: list[Waiting], scope: Scope) -> list[Entry]:
    old = {row.key: rendered(row.record, "old-") if row.is_revision else "" for row in waiting}

    def look(faults: dict[str, str]) -> list[Entry]:
        return [_entry(row, scope, old[row.key], faults.get(row.key, "")) for row in waiting]

    return on_trial(waiting, look)


def _entry(row: Waiting, scope: Scope, old: SafeString | str, fault: str) -> Entry:
    first = None if row.is_revision else row.record.history.first()
    return Entry(
        waiting=row,
        kind=str(row.record._meta.verbose_name),
        address=change_address(row.record),
        old=old,
        new="" if fault else rendered(row.record, "new-"),
        rows=revision_rows(row.item) if row.is_revision else compare(first, None) if first else [],
        fault=fault,
        leaves=row.is_revision and row.item.changes.get("publication") == Publication.WITHDRAWN,
        may_publish=row.state == "in-review" and may_publish(row.item, scope),
        may_send=row.state == "draft" and scope.may("change", row.record),
    )


def _roots(scope: Scope, question: Any) -> list[dict[str, Any]]:
    """Programs and sources with something that the question finds, each with the address of its page of review."""

    def found(rows: QuerySet) -> QuerySet:
        return question(scope.rows(rows), scope.user, timezone.now())

    keys: set[int] = set(found(Program.objects.order_by()).values_list("pk", flat=True))
    for model in PARTS:
        keys |= set(found(model._default_manager.order_by()).values_list("program_id", flat=True))
    programs = Program.objects.filter(pk__in=keys - {None}).select_related("region")
    sources = found(SourceDocument.objects.all())
    return [
        *({"label": row.label, "address": reverse("review-program", args=[row.slug])} for row in programs),
        *({"label": row.label, "address": reverse("review-source", args=[row.slug])} for row in sources),
    ]
