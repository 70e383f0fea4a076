"""The interface as the portal knew things on a day in the past."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from pydantic import BaseModel, Field

from programs.knowledge import UnknownMoment, moment
from qualityportal.api import values
from qualityportal.api.problems import Problem, language_of

AS_OF = _("As the portal knew it at the end of this day, or at this time: with what was published then, no more.")


class Known(BaseModel):
    as_of: Annotated[values.Known | None, Field(description=AS_OF)] = None


def moment_of(request: HttpRequest, known: Known) -> datetime | None:
    """The moment that the request asks for; None for now. Raises a problem for one of which nothing is known."""
    if known.as_of is None:
        return None
    with override(language_of(request)):
        try:
            return moment(known.as_of)
        except UnknownMoment as unknown:  # says in a sentence what to give instead
            raise Problem("unknown-moment", "%(said)s", {"said": str(unknown)}) from None
