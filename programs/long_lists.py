"""Pages out of lists of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django_tables2.data import TableQuerysetData

Fetch = Callable[[Sequence[Any]], QuerySet[Any]]


def in_order(keys: Sequence[Any], rows: QuerySet[Any]) -> list[Any]:
    """The rows of these primary keys, in the order of the keys."""
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


class KeysFirst(TableQuerysetData):
    """The data of a table that is shown page by page: finds the keys of a page, and then what the page shows of them.

    A database that sorts thousands of rows for twenty then sorts keys, which an index holds, and not whole records
    with all that belongs to them.
    """

    def __init__(self, data: QuerySet[Any], fetch: Fetch) -> None:
        super().__init__(data)
        self.fetch = fetch

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        keys = list(self.data.values_list("pk", flat=True)[key])
        return in_order(keys, self.fetch(keys)) if keys else []
