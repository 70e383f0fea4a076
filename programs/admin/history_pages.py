"""A record's history: who changed what, when and why; any version compared, and brought back with its parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.refused import Refused
from programs.actions.restoring import child_relations, restore
from programs.admin.forms import WHY
from programs.contents import Contents, contents, difference, version_contents
from programs.models import Revision
from programs.models.base import Publishable
from programs.scope import scope_of

NOT_COMPARED = {"decimals"}  # they show in the value


@dataclass(frozen=True)
class Row:
    """One field of a comparison, as a person reads it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Step:
    """One version, and what it changed against the one before."""

    version: Any
    rows: list[Row]


def history(options: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    record = _record(options, request, object_id)
    page = Paginator(record.history.select_related("history_user"), 20).get_page(request.GET.get("page"))
    steps = [Step(version, compare(version, version.prev_record)) for version in page]
    context = {
        **_context(options, request, record),
        "title": _("History of “%s”") % record,
        "steps": steps,
        "page": page,
        "may_restore": options.has_change_permission(request, record),
    }
    return TemplateResponse(request, options.object_history_template, context)


class RestoreForm(forms.Form):
    with_children = forms.BooleanField(
        label=gettext_lazy("With its parts"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Measures, figures, changes and notes also go back to what they were then."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=WHY,
    )


def restoring(options: Any, request: HttpRequest, object_id: str, version_id: int) -> HttpResponse:
    record = _record(options, request, object_id)
    version = record.history.filter(history_id=version_id).first()
    if version is None:
        raise Http404
    if not options.has_change_permission(request, record):
        raise PermissionDenied
    form = RestoreForm(request.POST or None)
    has_parts = bool(child_relations(type(record)))
    if not has_parts:
        del form.fields["with_children"]
    if form.is_valid():
        parts = form.cleaned_data.get("with_children", False)
        try:
            made = restore(version, by=request.user, reason=form.cleaned_data["reason"], with_children=parts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _told(made))
            return HttpResponseRedirect(reverse(_name(options, "change"), args=[record.pk]))
    context = {
        **_context(options, request, record),
        "title": _("Bring back the state of %s") % _local(version.history_date),
        "version": version,
        "rows": _rows(type(record), version_contents(version) | _state(record), contents(record)),
        "form": form,
    }
    return TemplateResponse(request, "admin/records/restore.html", context)


def _state(record: Any) -> Contents:
    """Restoring brings back what a record said, not who may see it."""
    return {"publication": record.publication} if isinstance(record, Publishable) else {}


def compare(version: Any, before: Any) -> list[Row]:
    """What a version changed; all it said where there is none before."""
    old = version_contents(before) if before else {}
    return _rows(version.instance_type, version_contents(version), old)


def revision_rows(revision: Revision) -> list[Row]:
    """What a waiting change would change."""
    return _rows(type(revision.record), revision.changes, revision.before)


def _rows(model: Any, new: Contents, old: Contents) -> list[Row]:
    changed = difference(new, old)
    return [
        Row(str(field.verbose_name), _words(field, old), _words(field, new))
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.name in changed
        and field.name not in NOT_COMPARED
        and (old or changed[field.name] not in (None, "", []))
    ]


def _words(field: Any, said: Contents) -> str:
    value: Any = said.get(field.name)
    if value in (None, "", []):
        return "—"
    if isinstance(field, models.DecimalField):
        return _as_stated(str(value), said.get("decimals"))
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else _("No")
    if field.is_relation:
        keys = value if isinstance(value, list) else [value]
        rows = {row.pk: str(row) for row in field.related_model._default_manager.filter(pk__in=keys)}
        return "; ".join(rows.get(key, _("deleted (%s)") % key) for key in keys)
    return str(dict(field.flatchoices).get(value, value))


def _as_stated(value: str, decimals: Any) -> str:
    """A figure with the decimals that it was stated with, where they are known: 19.0 and not 19."""
    return f"{Decimal(value):.{decimals}f}" if isinstance(decimals, int) else value.rstrip("0").rstrip(".")


def _told(made: list[Any]) -> str:
    waiting = sum(isinstance(item, Revision) for item in made)
    if waiting:
        return _("%d changes of published records wait; send them for review. Drafts are back as they were.") % waiting
    return _("Brought back.") if made else _("Everything is as it was then already.")


def _record(options: Any, request: HttpRequest, object_id: str) -> Any:
    record = options.get_object(request, object_id)
    if record is None:
        raise Http404
    if not options.has_view_or_change_permission(request, record) or not scope_of(request.user).covers(record):
        raise PermissionDenied  # of what others keep, the public page tells what there is to know
    return record


def _context(options: Any, request: HttpRequest, record: Any) -> dict[str, Any]:
    return {
        **options.admin_site.each_context(request),
        "opts": options.opts,
        "record": record,
        "change_url": reverse(_name(options, "change"), args=[record.pk]),
        "restore_name": _name(options, "restore"),
    }


def _name(options: Any, page: str) -> str:
    return f"admin:{options.opts.app_label}_{options.opts.model_name}_{page}"


def _local(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "Y-m-d H:i")
