"""Readers' reports about figures: taken in at a bounded rate, closed by those who keep the figure, with an answer."""

from __future__ import annotations

import ipaddress
import math
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import Correction, Observation
from programs.actions.refused import Refused, refusing
from programs.scope import scope_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_OF_ONE = 5  # reports an hour from one network
MOST_OF_ALL = 60


class TooMany(Refused):
    """Reports came too fast; `seconds` says how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, math.ceil(wait.total_seconds()))
        minutes = math.ceil(self.seconds / 60)
        super().__init__(
            ngettext(
                "Many reports have just come in. Please send yours again in %(n)d minute; what you typed stays here.",
                "Many reports have just come in. Please send yours again in %(n)d minutes; what you typed stays here.",
                minutes,
            )
            % {"n": minutes}
        )


@transaction.atomic
def report(*, observation: Observation, text: str, better_source: str, contact: str, address: str) -> Correction:
    """Take in a reader's doubt about a published figure. Raises TooMany where its network, or all, sent too many."""
    if not Observation.objects.live().filter(pk=observation.pk).exists():
        raise Refused(_("This figure is not public any more."))
    now = timezone.now()
    senders = [_sender(address, day) for day in (timezone.localdate(now), timezone.localdate(now - HOUR))]
    _demand_room(Correction.objects.filter(sender__in=senders), MOST_OF_ONE, now)
    _demand_room(Correction.objects.all(), MOST_OF_ALL, now)
    _forget_senders(now)
    made = Correction(
        observation=observation,
        text=text.strip(),
        better_source=better_source,
        contact=contact,
        sender=senders[0],
    )
    with refusing(observation):
        made.full_clean()
    made.save()
    return made


def accept(correction: Correction, *, by: Any, answer: str) -> Correction:
    """The reader was right; `answer` says what is done about it."""
    return _close(correction, Correction.State.ACCEPTED, by, answer)


def decline(correction: Correction, *, by: Any, answer: str) -> Correction:
    """The figure stands; `answer` says why."""
    return _close(correction, Correction.State.DECLINED, by, answer)


def set_aside(correction: Correction, *, by: Any) -> Correction:
    """Spam: the public is not told of it. It can still be accepted or declined."""
    return _close(correction, Correction.State.SPAM, by, "")


@transaction.atomic
def _close(correction: Correction, state: Correction.State, by: Any, answer: str) -> Correction:
    """Close it; the reader's address is deleted."""
    row: Correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if not scope_of(by).may("change", row):
        raise Refused(_("This report is about a figure that is not among those you keep."))
    if row.is_answered:
        raise Refused(_("This report is closed already: %s.") % row.get_state_display())
    if state in Correction.ANSWERED and not answer.strip():
        raise Refused(_("Write the public answer: one sentence that says what was checked."))
    row.state, row.answer, row.closed_at, row.closed_by = state, answer.strip(), timezone.now(), by
    row.contact = ""
    with refusing(row):
        row.full_clean()
    row.save()
    _forget_senders(row.closed_at)
    return row


def _forget_senders(now: datetime) -> None:
    Correction.objects.filter(created_at__lt=now - DAY).exclude(sender="").update(sender="")


def _demand_room(rows: QuerySet, most: int, now: datetime) -> None:
    recent = rows.filter(created_at__gt=now - HOUR).order_by("-created_at")
    times = list(recent.values_list("created_at", flat=True)[:most])
    if len(times) == most:
        raise TooMany(times[-1] + HOUR - now)


def _sender(address: str, day: date) -> str:
    """The network of the address under a key that changes each day: one household, not one of 2⁶⁴ addresses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        network = str(ipaddress.ip_network(f"{known}/{64 if known.version == 6 else 32}", strict=False))
    return salted_hmac(f"indicators.corrections {day}", network, algorithm="sha256").hexdigest()
