"""The desk: GET shows it, POST decides. Without JavaScript each decision is an ordinary form and a new page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.actions.desk import deciding
from indicators.actions.desk.undoing import undo
from indicators.admin.desk.forms import FigureForm
from indicators.admin.desk.page import Desk
from indicators.admin.desk.wanting import NotWanted, as_read
from indicators.models import ArticleReading, ReadFigure
from indicators.reading.typed_period import read_moments
from programs.actions.refused import Refused
from programs.scope import scope_of

PART = "X-Desk-Part"  # sent by static/js/desk.js, which replaces the right side alone


def page(options: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    rows = scope_of(request.user).rows(ArticleReading.objects.select_related("document", "program__region"))
    reading = rows.filter(pk=object_id).first() if object_id.isdigit() else None
    if reading is None:
        raise Http404
    if request.method == "POST":
        return _decided(options, request, reading)
    return _shown(options, request, Desk(reading, _number(request.GET.get("figure")), request.user))


def _decided(options: Any, request: HttpRequest, reading: ArticleReading) -> HttpResponse:
    number = _number(request.POST.get("figure"))
    desk = Desk(reading, number, request.user)
    act = ACTS.get(request.POST.get("decision", ""))
    if act is None:
        raise Http404
    if desk.chosen and act is _correct:
        form = desk.form(request.POST)
        if not form.is_valid():
            return _shown(options, request, Desk(reading, number, request.user, form))
        act = _corrected(form)
    try:
        target = act(request, desk)
    except (Refused, NotWanted) as refused:
        messages.error(request, str(refused))
        target = desk.number
    return HttpResponseRedirect(f"{request.path}?figure={target}#m{target}")


def _shown(options: Any, request: HttpRequest, desk: Desk) -> HttpResponse:
    context = {"desk": desk, "reading": desk.reading, "opts": options.opts}
    context["may_decide"] = options.has_change_permission(request, desk.reading)
    if PART in request.headers:
        return TemplateResponse(request, "admin/articles/side.html", context)
    context |= {**options.admin_site.each_context(request), "title": str(desk.reading)}
    return TemplateResponse(request, "admin/articles/desk.html", context)


def _accept(request: HttpRequest, desk: Desk) -> int:
    figure = _chosen(desk)
    deciding.accept(figure, as_read(figure, desk.portal), by=request.user)
    messages.success(request, _("Accepted as a draft: %s") % figure.phrase)
    return desk.next_open()


def _undated(request: HttpRequest, desk: Desk) -> int:
    """As it was read, but for the period that only other sentences give."""
    figure = _chosen(desk)
    wanted = as_read(figure, desk.portal)
    if not wanted.is_repeat:
        moments = read_moments("", len(wanted.quantities))
        wanted = replace(wanted, moments=moments, is_corrected=True)
    deciding.accept(figure, wanted, by=request.user)
    messages.success(request, _("Accepted as a draft: %s") % figure.phrase)
    return desk.next_open()


def _corrected(form: FigureForm) -> Callable[[HttpRequest, Desk], int]:
    def act(request: HttpRequest, desk: Desk) -> int:
        figure = _chosen(desk)
        assert form.wanted is not None  # a valid form has one
        deciding.accept(figure, form.wanted, by=request.user)
        messages.success(request, _("Accepted as a draft: %s") % figure.phrase)
        return desk.next_open()

    return act


def _correct(request: HttpRequest, desk: Desk) -> int:
    """Stands for `_corrected` where no figure is chosen."""
    _chosen(desk)
    return desk.number


def _reject(request: HttpRequest, desk: Desk) -> int:
    figure = _chosen(desk)
    deciding.reject(figure, by=request.user)
    messages.success(request, _("Rejected: %s") % figure.phrase)
    return desk.next_open()


def _undo(request: HttpRequest, desk: Desk) -> int:
    """The decision on the chosen figure; where it has none, what the person decided last."""
    figure = _chosen(desk)
    figures = [figure] if not figure.is_open else desk.last_decided
    if not figures:
        raise Refused(_("There is no decision of yours to undo."))
    for one in figures:
        one.reading = desk.reading
        undo(one, by=request.user)
    messages.success(request, _("Undone: %s") % ", ".join(one.phrase for one in figures[:3]))
    return figures[-1].number


def _accept_certain(request: HttpRequest, desk: Desk) -> int:
    figures = [figure for figure in desk.figures if figure.pk in desk.certain]
    done, refusals = deciding.accept_all([(one, as_read(one, desk.portal)) for one in figures], by=request.user)
    words = ngettext("%d figure accepted as a draft.", "%d figures accepted as drafts.", done) % done
    messages.success(request, words)
    for refusal in refusals:
        messages.warning(request, refusal)
    return desk.next_open()


def _close(request: HttpRequest, desk: Desk) -> int:
    deciding.close(desk.reading, by=request.user)
    messages.success(request, _("Finished. Figures without a decision stay undecided."))
    return desk.number


def _reopen(request: HttpRequest, desk: Desk) -> int:
    deciding.open_again(desk.reading, by=request.user)
    return desk.number


ACTS: dict[str, Callable[[HttpRequest, Desk], int]] = {
    "accept": _accept,
    "undated": _undated,
    "correct": _correct,
    "reject": _reject,
    "undo": _undo,
    "certain": _accept_certain,
    "close": _close,
    "reopen": _reopen,
}


def _chosen(desk: Desk) -> ReadFigure:
    if desk.chosen is None:
        raise Refused(_("There is no such figure in this article."))
    return desk.chosen.figure


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None
