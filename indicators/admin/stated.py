"""A form for figures that keeps the decimals an editor types: 19.0 is not 19."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from indicators.rules.quantities import stated_decimals
from programs.admin.cited import CitedForm

PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


class StatedDecimalField(forms.DecimalField):
    """Refuses what is no plain number with an example, and takes full-width digits and proper thousands commas."""

    default_error_messages = {
        "invalid": _("Type the number alone, for example 352.6; its sign and multiplier have fields of their own."),
    }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace("−", "-").strip()
            if value and not PLAIN.fullmatch(value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = value.replace(",", "")
        return super().to_python(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """19.0 and 19 are two statements; 352.6 typed again is none."""
        try:
            return str(self.to_python(data)) != str(initial)
        except forms.ValidationError:
            return True


class StatedForm(CitedForm):
    value = StatedDecimalField(max_digits=15, decimal_places=4, localize=False, widget=forms.TextInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self._meta.model._meta.get_field("value")
        self.fields["value"].label = capfirst(field.verbose_name)
        self.fields["value"].help_text = field.help_text
        if self.instance.pk:
            self.initial["value"] = f"{self.instance.stated_value:f}"

    def _post_clean(self) -> None:
        value = self.cleaned_data.get("value")
        if value is not None:
            self.instance.decimals = stated_decimals(value)
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, missing from the stubs
