"""The citations of many records of several kinds, fetched at once.

A page of a program shows figures, changes, measures and notes that rest on the same few documents. Joined to each kind,
the documents are written out beside every row of four statements, and four more ask for the further places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connections, router

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
    if kinds:
        asked = " UNION ALL ".join(_further_of(number, rows) for number, rows in enumerate(kinds))
        with connections[router.db_for_read(Citation)].cursor() as cursor:
            cursor.execute(asked, [row.pk for rows in kinds for row in rows])
            for number, record, citation in cursor.fetchall():
                found[number, record].append(citation)
    return found


def _further_of(number: int, rows: Sequence[Cited]) -> str:
    """Written by hand: to make it of querysets takes longer than to ask it."""
    field: Any = rows[0]._meta.get_field("other_citations")
    record, citation = field.m2m_column_name(), field.m2m_reverse_name()
    keys = ", ".join(["%s"] * len(rows))
    return f'SELECT {number}, "{record}", "{citation}" FROM "{field.m2m_db_table()}" WHERE "{record}" IN ({keys})'  # noqa: S608  # our own names


def _places(keys: Collection[int]) -> dict[int, Citation]:
    rows = Citation.objects.defer(*Citation.UNREAD_BESIDE, *unread(document=SourceDocument))
    return {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
