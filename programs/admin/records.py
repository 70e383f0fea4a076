"""The admin of one record type: what an editor saves is a draft, or, for a published record, a change that waits."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.publication import send
from programs.actions.refused import Refused
from programs.actions.revising import propose
from programs.actions.writing import remove, write
from programs.admin import history_pages, withdrawing
from programs.admin.forms import RecordForm
from programs.admin.guarded import Guarded
from programs.admin.tabular import Tabular
from programs.admin.work import WorkFilter
from programs.models import Revision
from programs.models.base import Publishable
from programs.scope import scope_of


class RecordAdmin(Tabular, Guarded, admin.ModelAdmin):
    """Any record: guarded, with a reason and a history, and never saved over what another person saved."""

    form = RecordForm
    change_form_template = "admin/records/change_form.html"
    object_history_template = "admin/records/history.html"
    keeps: tuple[str, ...] = ()  # what "save and add another" carries over
    list_per_page = 50
    show_full_result_count = False

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The public page, where there is one."""
        if obj is None or not getattr(obj, "is_live", True) or not hasattr(obj, "get_absolute_url"):
            return None
        return str(obj.get_absolute_url())

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.scope = scope_of(request.user)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        own = (_("Why"), {"fields": ["reason", "version"], "classes": [] if obj else ["hidden"]})
        return [*super().get_fieldsets(request, obj), own]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: a record is written together with its many-to-many rows, in `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        own = form.instance._meta.many_to_many
        many = {f.name: form.cleaned_data[f.name] for f in own if f.name in form.cleaned_data}
        self.write(request, form, many)
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def write(self, request: HttpRequest, form: Any, many: dict[str, Any]) -> None:
        write(form.instance, many=many, by=request.user, reason=form.cleaned_data.get("reason", ""))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        for row in formset.save(commit=False):
            write(row, by=request.user)
        for row in formset.deleted_objects:
            remove(row, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        remove(obj, by=request.user, reason=_("Deleted"))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            remove(obj, by=request.user, reason=_("Deleted"))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST and isinstance(response, HttpResponseRedirect):
            kept = {name: request.POST[name] for name in self.keeps if request.POST.get(name)}
            return HttpResponseRedirect(f"{request.path}?{urlencode(kept)}")
        return response

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return history_pages.history(self, request, object_id)

    def get_urls(self) -> list[URLPattern]:
        names = f"{self.opts.app_label}_{self.opts.model_name}"
        restore = path(
            "<path:object_id>/history/<int:version_id>/",
            self.admin_site.admin_view(self.restore_view),
            name=f"{names}_restore",
        )
        return [restore, *super().get_urls()]

    def restore_view(self, request: HttpRequest, object_id: str, version_id: int) -> HttpResponse:
        return history_pages.restoring(self, request, object_id, version_id)


class PublishableAdmin(RecordAdmin):
    """A record that the public reads once another person has approved it."""

    actions = ["send_for_review"]
    work_filter: type[WorkFilter] = WorkFilter

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        waiting = Prefetch("revisions", Revision.objects.open())
        return super().get_queryset(request).prefetch_related(waiting)

    def write(self, request: HttpRequest, form: Any, many: dict[str, Any]) -> None:
        """A settled record stays as it is; its change waits. `form.outcome` is what was written."""
        record, reason = form.instance, form.cleaned_data.get("reason", "")
        if record.pk and record.is_settled:
            form.outcome = propose(record, many=many, by=request.user, reason=reason)
        else:
            record.editor, record.publication = request.user, "draft"
            write(record, many=many, by=request.user, reason=reason)
            form.outcome = record
        request.outcome = form.outcome  # type: ignore[attr-defined]  # the response says what came of it
        if "_send" in request.POST and form.outcome is not None:
            self._send(request, form.outcome)

    def _send(self, request: HttpRequest, item: Any) -> None:
        try:
            send(item, by=request.user)
        except Refused as refused:
            self.message_user(request, _("Saved as a draft, not sent. %s") % refused, messages.WARNING)
        else:
            self.message_user(request, _("Sent for review."), messages.SUCCESS)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        outcome = getattr(request, "outcome", None)
        if not (isinstance(outcome, Revision) or (outcome is None and obj.is_settled)):
            return super().response_change(request, obj)
        if outcome is None:
            words = _("This is what the public sees already; nothing waits.")
        else:
            words = _(
                "The change is kept and waits. The public goes on seeing the approved record until it is accepted."
            )
        self.message_user(request, words, messages.SUCCESS)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self._back_to_whole(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self._back_to_whole(request, obj) or super().response_post_save_change(request, obj)

    @staticmethod
    def _back_to_whole(request: HttpRequest, obj: Any) -> HttpResponseRedirect | None:
        """From a part to the program that it was opened from."""
        whole = getattr(obj, "program", None)
        return HttpResponseRedirect(change_address(whole)) if whole is not None else None

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = kwargs.get("obj")
        context["record"] = record
        form = context["adminform"].form
        context["can_send"] = isinstance(form, RecordForm) and any(not f.field.disabled for f in form.visible_fields())
        if record is not None:
            approved = type(record)._default_manager.get(pk=record.pk)  # the form may hold a waiting change
            context |= {
                "record": approved,
                "waiting": form.waiting,
                "keeps": scope_of(request.user).covers(approved),
                "withdraw_url": withdrawing.address(self, request, approved),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        names = f"{self.opts.app_label}_{self.opts.model_name}"
        withdraw = path(
            "<path:object_id>/withdraw/",
            self.admin_site.admin_view(self.withdraw_view),
            name=f"{names}_withdraw",
        )
        return [withdraw, *super().get_urls()]

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [self.work_filter, *super().get_list_filter(request)]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return withdrawing.page(self, request, object_id)

    @admin.action(description=gettext_lazy("Send the selected records for review"), permissions=["change"])
    def send_for_review(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        sent = 0
        for record in queryset:
            waiting = next((row for row in record.revisions.all() if row.state == Revision.State.DRAFT), None)
            try:
                send(waiting if record.is_settled and waiting else record, by=request.user)
                sent += 1
            except Refused as refused:
                self.message_user(request, f"{record}: {refused}", messages.WARNING)
        if sent:
            self.message_user(request, _("Sent for review: %d.") % sent, messages.SUCCESS)

    @admin.display(description=gettext_lazy("waiting change"))
    def waits(self, record: Publishable) -> str:
        return ", ".join(row.get_state_display() for row in record.revisions.all()) or "–"


def change_address(record: Any) -> str:
    """The admin page of any record."""
    kind = ContentType.objects.get_for_model(record)
    return reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[record.pk])
