"""The interface as the portal knew things on a day in the past."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from pydantic import BaseModel, Field, WithJsonSchema

from programs.knowledge import UnknownMoment, moment
from qualityportal.api.complaints import complaint
from qualityportal.api.problems import Problem, language_of

AS_OF = _("As the portal knew it at the end of this day, or at this time: with what was published then, no more.")
Day = Annotated[str, WithJsonSchema({"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]})]


class Known(BaseModel):
    as_of: Annotated[Day | None, Field(max_length=40, description=AS_OF, examples=["2026-03-09"])] = None


def moment_of(request: HttpRequest, known: Known) -> datetime | None:
    """The moment that the request asks for; None for now. Raises a problem for one of which nothing is known."""
    if known.as_of is None:
        return None
    with override(language_of(request)):
        try:
            return moment(known.as_of)
        except UnknownMoment as unknown:
            said = {"detail": "%(said)s", "values": {"said": str(unknown)}}  # a sentence in the reader's language
            raise Problem("invalid-parameter", errors=[complaint("as_of", "", expected=AS_OF) | said]) from None
