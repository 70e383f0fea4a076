"""The second factor: an authenticator's code of six digits (TOTP, RFC 6238), or one of ten recovery codes.

A person has one authenticator at most. It counts once it is confirmed by a code; from then on the admin asks for it.
"""

from __future__ import annotations

import math
import unicodedata
from base64 import b32encode
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10
DIGITS = 6


def device_of(user: Any) -> TOTPDevice | None:
    """The confirmed authenticator of a user."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def waiting_device_of(user: Any) -> TOTPDevice | None:
    """The one that is being set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def is_satisfied(request: HttpRequest) -> bool:
    """Whether this session may do what its user may: signed in with the second factor, or the user has none."""
    user: Any = request.user
    if getattr(user, "otp_device", None) is not None:
        return True
    if not hasattr(user, "_has_factor"):
        user._has_factor = device_of(user) is not None
    return not user._has_factor


def begin(user: Any) -> None:
    """A new secret, which counts for nothing until it is confirmed."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        TOTPDevice.objects.create(user=user, name="authenticator", confirmed=False)


def confirm(device: TOTPDevice) -> list[str]:
    """Makes the device count and returns the recovery codes, which nobody sees again."""
    with transaction.atomic():
        device.confirmed = True
        device.save()
        StaticDevice.objects.filter(user=device.user).delete()
        spare = StaticDevice.objects.create(user=device.user, name="recovery codes")
        codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=spare, token=code) for code in codes)
    return codes


def remove(user: Any) -> bool:
    """Takes the authenticator and the recovery codes away; whether there was one that counted."""
    with transaction.atomic():
        had = device_of(user) is not None
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
    return had


def codes_left(user: Any) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def check(user: Any, typed: str) -> Any:
    """The device that accepts what was typed; else a ValidationError with what to do.

    Which device is asked follows from the form of the code, so that a wrong one of the one kind slows down that kind
    alone (django-otp doubles the wait after each failure).
    """
    code = usual(typed)
    if not code:
        raise ValidationError(_("Type the code that your authenticator shows, or a recovery code."), code="missing")
    kind = TOTPDevice if code.isdigit() and len(code) == DIGITS else StaticDevice
    with transaction.atomic():  # ends before an error is raised: the failure must stay counted
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        error = refusal(device, code)
    if error:
        raise error
    return device


def refusal(device: Any, code: str) -> ValidationError | None:
    """Why the device does not take the code; None if it does."""
    if device is not None:
        allowed, why = device.verify_is_allowed()
        if not allowed:
            return _slow_down(why["locked_until"])
        if device.verify_token(code):
            return None
    return ValidationError(
        _("This code is not right, or it was used already. Wait for the next one and type that."), code="wrong"
    )


def _slow_down(until: Any) -> ValidationError:
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    text = ngettext(
        "Too many wrong codes. Try again in %(seconds)d second.",
        "Too many wrong codes. Try again in %(seconds)d seconds.",
        seconds,
    )
    return ValidationError(text % {"seconds": seconds}, code="throttled")


def usual(typed: str) -> str:
    """As people type it: with spaces, in capitals, with the wide digits of a Chinese keyboard."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).lower()


def secret_text(device: TOTPDevice) -> str:
    """The secret for typing by hand, in groups of four."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def forget_unconfirmed(before: datetime) -> None:
    """Removes what somebody began to set up and left."""
    TOTPDevice.objects.filter(confirmed=False, created_at__lt=before).delete()
