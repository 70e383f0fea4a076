"""The citations of many records of several kinds, fetched at once.

A page of a program shows figures, changes, measures and notes that rest on the same few documents. Joined to each kind,
the documents are written out beside every row of four statements, and four more ask for the further places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Value

from programs.models import Citation, SourceDocument
from programs.models.base import FURTHER, Cited
from programs.models.searchable import unread


def attach_citations(*kinds: Sequence[Cited]) -> None:
    """Gives records their citations, further ones too, with their documents; each sequence holds records of one model.
    Two statements for all of them.
    """
    kinds = tuple(rows for rows in kinds if rows)
    further = _further(kinds)
    own = {row.citation_id for rows in kinds for row in rows if row.citation_id}
    places = _places(own.union(*further.values()))
    for number, rows in enumerate(kinds):
        for row in rows:
            # Between the statements somebody may have moved a record to another place and deleted the first.
            row.citation = places.get(row.citation_id or 0)
            beside = [places[key] for key in further[number, row.pk] if key in places]
            setattr(row, FURTHER, sorted(beside, key=lambda place: (place.document.slug, place.paragraph, place.pk)))


def _further(kinds: Sequence[Sequence[Cited]]) -> dict[tuple[int, int], list[int]]:
    """The keys of further citations, by the number of the kind and the key of the record."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    asked = [_further_of(number, rows) for number, rows in enumerate(kinds)]
    for number, record, citation in asked[0].union(*asked[1:], all=True) if asked else ():
        found[number, record].append(citation)
    return found


def _further_of(number: int, rows: Sequence[Cited]) -> Any:
    field: Any = rows[0]._meta.get_field("other_citations")
    record, citation = field.m2m_field_name(), field.m2m_reverse_field_name()
    joining = field.remote_field.through._default_manager.filter(**{f"{record}__in": [row.pk for row in rows]})
    return joining.order_by().values_list(Value(number), record, citation)


def _places(keys: Collection[int]) -> dict[int, Citation]:
    rows = Citation.objects.defer(*Citation.UNREAD_BESIDE, *unread(document=SourceDocument))
    return {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
