"""What the admin of every cited record shares: no publishing without a citation, said at the citation's field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.models.base import Publication


class CitedForm(forms.ModelForm):
    """Says at the field what the database rule would say for the whole record."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("publication") == Publication.PUBLISHED and not cleaned.get("citation"):
            self.add_error(
                "citation",
                _("A published record needs a citation. Choose where the source says it, or keep it as a draft."),
            )
        return cleaned


CITED_FIELDS: Any = (_("Publication and evidence"), {"fields": ["publication", "citation", "other_citations"]})
