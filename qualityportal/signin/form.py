"""The sign-in form: name, password, and the code for those who have a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qualityportal.signin import factor

CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(AdminAuthenticationForm):
    """The field for the code is there for everybody: the form tells nobody who has a second factor.

    Only a right password leads to a word about the code; a wrong code counts as a failed sign-in.
    """

    token = forms.CharField(
        label=_("Verification code"),
        required=False,
        max_length=40,
        help_text=_("Only if you have set up a second factor."),
        widget=forms.TextInput(attrs=CODE),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        user: Any = self.get_user()
        if user is not None and factor.device_of(user):
            try:
                user.otp_device = factor.check(user, cleaned.get("token", ""))
            except ValidationError:
                self._failed(user)
                raise
        return cleaned

    def _failed(self, user: Any) -> None:
        credentials = {"username": user.get_username(), "reason": _("password right, code missing or wrong")}
        user_login_failed.send(sender=__name__, credentials=credentials, request=self.request)


class ProofForm(forms.Form):
    """Who changes the second factor shows both: the password, and a code. A stolen session has neither."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    token = forms.CharField(
        label=_("Verification code"),
        max_length=40,
        widget=forms.TextInput(attrs=CODE),
    )

    def __init__(self, request: HttpRequest, accept: Callable[[str], Any], data: Any = None) -> None:
        """`accept` raises a ValidationError for a wrong code; it is asked only after a right password."""
        super().__init__(data)
        self.request, self.accept = request, accept

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        # Through the same door as a sign-in, so that guessing here locks as well.
        if authenticate(self.request, username=self.request.user.get_username(), password=password) is None:
            raise ValidationError(_("This is not your password."), code="wrong")
        return password

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"]
        if "password" in self.cleaned_data:
            self.accept(token)
        return token
