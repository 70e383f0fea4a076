"""What the form of every record shares: a reason, and no overwriting of what another person saved meanwhile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.revising import open_revision, version_of
from programs.contents import put
from programs.models import Revision
from programs.models.base import Publishable
from programs.scope import Scope

OWN_FIELDS = ("version", "reason")
WHY = gettext_lazy("Why the record changes; needed for a published record. Readers see it, so name no person.")


class VersionField(forms.CharField):
    """Which state of the record the form was filled from; never a change by itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RecordForm(forms.ModelForm):
    """`scope` is set by the admin on the class it makes for a request."""

    # Rules of the table that name a field which is not in the form are asked all the same.
    CONSTRAINED = {"publication", "decimals"}

    scope: Scope
    version = VersionField(required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=WHY,
    )

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        self.waiting = _waiting(instance) if self.scope.covers(instance) else None
        many = put(instance, self.waiting.changes) if instance is not None and self.waiting else {}
        super().__init__(*args, **kwargs)
        self.initial.update({name: rows for name, rows in many.items() if name in self.fields})
        if instance is not None and instance.pk:
            self.initial["version"] = version_of(instance, self.waiting)
            self.initial["reason"] = self.waiting.reason if self.waiting else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and self.is_bound:
            self._refuse_stale()
        touched = set(self.changed_data) - set(OWN_FIELDS)
        if touched and getattr(self.instance, "is_settled", False) and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("The public has seen this record. Say why it should change."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's own hook
        return exclude - self.CONSTRAINED

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and not self.scope.covers(self.instance):
            self.add_error(None, _("This record would lie outside the regions you keep. Choose another region."))

    def _refuse_stale(self) -> None:
        """Raises where the row, or the change that waits for it, was saved after this form was opened."""
        current = type(self.instance)._default_manager.select_for_update().get(pk=self.instance.pk)
        waiting = _waiting(current)
        now = version_of(current, waiting)
        if self.cleaned_data.get("version") == now:
            return
        if waiting:
            put(current, waiting.changes)
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = now
        raise ValidationError(self._both_values(current), code="stale")

    def _both_values(self, current: Any) -> str:
        """What the other person saved and what was typed here, field by field."""
        theirs = forms.models.model_to_dict(current)
        differing = [
            name
            for name, field in self.fields.items()
            if name in theirs and field.has_changed(theirs[name], self[name].data)
        ]
        rows = format_html_join(
            "",
            "<li>{}: {} <b>{}</b> · {} <b>{}</b></li>",
            (
                (
                    self.fields[name].label,
                    _("saved meanwhile:"),
                    shown(current, name),
                    _("typed by you:"),
                    self._typed(name),
                )
                for name in differing
            ),
        )
        return format_html(
            "{}<ul>{}</ul>",
            _(
                "Another person saved this record while you were typing. Nothing of yours is lost: compare the values, "
                "correct what you typed, and save again to replace theirs."
            ),
            rows,
        )

    def _typed(self, name: str) -> str:
        value = self.cleaned_data.get(name, self[name].data)
        if isinstance(value, models.QuerySet):
            return ", ".join(str(row) for row in value) or "—"
        choices = dict(getattr(self.fields[name], "choices", None) or {}) if isinstance(value, str) else {}
        return str(choices.get(value, value) if value not in (None, "") else "—")


def shown(record: Any, name: str) -> str:
    """A field's value as a person reads it."""
    field = record._meta.get_field(name)
    if isinstance(field, models.ManyToManyField):
        return ", ".join(str(row) for row in getattr(record, name).all()) or "—"
    if field.choices:
        return str(getattr(record, f"get_{name}_display")())
    value = getattr(record, name)
    return "—" if value in (None, "") else str(value)


def _waiting(record: Any) -> Revision | None:
    if isinstance(record, Publishable) and record.pk:
        return open_revision(record)
    return None
