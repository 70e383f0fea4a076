"""The places that a brief cites, as notes: one for each paragraph of a document, with all phrases taken from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext

from indicators import words
from indicators.rules.series import SourceLine
from programs.models import Citation
from qualityportal.brief.notes import Note

Key = tuple[int, int]


class Places:
    """Made from all citations of a brief, because a note tells everything that its paragraph is cited for."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        cited: defaultdict[Key, list[Citation]] = defaultdict(list)
        for citation in citations:
            cited[_key(citation)].append(citation)
        self._notes = {key: Note(key, _text(found)) for key, found in cited.items()}

    def notes(self, citations: Iterable[Citation]) -> list[Note]:
        """The notes of these citations, each once."""
        return [self._notes[key] for key in dict.fromkeys(_key(citation) for citation in citations)]


def _key(citation: Citation) -> Key:
    return citation.document_id, citation.paragraph


def _text(cited: Sequence[Citation]) -> str:
    first = cited[0]
    document = first.document
    if document.is_live:
        place = words.source_words([SourceLine(document.label, first.paragraph, first.phrase)])
    else:
        parts = {"title": document.label, "n": first.paragraph}
        place = gettext("%(title)s (withdrawn), paragraph %(n)s") % parts
    return gettext("%(place)s (%(issuer)s, %(date)s): %(phrases)s") % {
        "place": place,
        "issuer": document.issuer or gettext("issuer not named"),
        "date": document.published_on or gettext("undated"),
        "phrases": words.joined([quoted(citation.phrase) for citation in cited]),
    }


def quoted(phrase: str) -> str:
    return gettext("“%(phrase)s”") % {"phrase": phrase}
