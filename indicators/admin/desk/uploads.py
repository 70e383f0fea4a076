"""The text of an uploaded article."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.reading.article.files import NoTextError, decoded


class Unreadable(Exception):  # noqa: N818  # no fault of the program
    """A file without a text that can be read; the words say what to do."""


def text_of(name: str, content: bytes) -> str:
    try:
        return decoded(content)
    except NoTextError as error:
        raise Unreadable(
            _("“%s” is no text file. Save the article as plain text, or paste its text.") % name
        ) from error
