"""Pages out of lists of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, Window
from django_tables2.data import TableQuerysetData

Fetch = Callable[[Sequence[Any]], QuerySet[Any]]
LONGEST = 9
"""Digits of the number of a page that is looked for; a longer one is no page of any list."""


def in_order(keys: Sequence[Any], rows: QuerySet[Any]) -> list[Any]:
    """The rows of these primary keys, in the order of the keys; an order of their own is not asked for."""
    found = {row.pk: row for row in rows.order_by()}
    return [found[key] for key in keys if key in found]


class Keys(Sequence[Any]):
    """The primary keys of rows in an order that leaves no two of them equal, for `Pages`: a part at a time.

    Where it is `costly` to find which rows there are, one statement finds a part of them and counts them all. Any other
    list is counted apart, out of an index, and read from its nearer end, which may be done long before its other end is
    found; `counted` are as many rows, sooner counted: the same without what only their order asks for, or others.
    """

    def __init__(self, rows: QuerySet[Any], *, costly: bool = False, counted: QuerySet[Any] | None = None) -> None:
        self.rows, self.costly = rows, costly
        self.counted = rows if counted is None else counted
        self._count: int | None = None
        self._seen: tuple[int, list[Any]] = 0, []

    def look(self, start: int, stop: int) -> None:
        """Finds what is about to be asked for, with the count; nothing where that is not the sooner way."""
        if not self.costly or self._count is not None:
            return
        counted = self.rows.annotate(of_all=Window(Count("*")))
        found = list(counted.values_list("pk", "of_all")[start:stop])
        if found:
            self._count, self._seen = found[0][1], (start, [key for key, _of_all in found])
        elif start == 0:
            self._count = 0

    def __len__(self) -> int:
        if self._count is None:
            self._count = self.counted.count()
        return self._count

    def __getitem__(self, part: Any) -> Any:
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        start, stop = part.start or 0, min(len(self), part.stop)
        first, seen = self._seen
        if first == start and 0 < stop - start <= len(seen):
            return seen[: stop - start]
        keys = self.rows.values_list("pk", flat=True)
        if start <= len(self) // 2:
            return list(keys[start:stop])
        return list(keys.reverse()[len(self) - stop : len(self) - start])[::-1]


class KeysFirst(TableQuerysetData):
    """The data of a table that is shown page by page: finds the keys of a page, and then what the page shows of them.

    A database that sorts thousands of rows for twenty then sorts keys, which an index holds, and not whole records
    with all that belongs to them.
    """

    def __init__(
        self, data: QuerySet[Any], fetch: Fetch, *, costly: bool = False, counted: QuerySet[Any] | None = None
    ) -> None:
        super().__init__(data)
        self.counted = data if counted is None else counted
        self.fetch, self.costly = fetch, costly
        self._keys: Keys | None = None

    @property
    def keys(self) -> Keys:
        if self._keys is None or self._keys.rows is not self.data:  # the table has put them in another order
            self._keys = Keys(self.data, costly=self.costly, counted=self.counted)
        return self._keys

    def look(self, start: int, stop: int) -> None:
        self.keys.look(start, stop)

    def __len__(self) -> int:
        return len(self.keys) if hasattr(self.table, "paginator") else super().__len__()

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        keys = self.keys[key]
        return in_order(keys, self.fetch(keys)) if keys else []


class Pages(Paginator):
    """Pages of `Keys`, or of a table of `KeysFirst`: looks for a page before it asks how many there are."""

    def validate_number(self, number: Any) -> int:
        asked = str(number)
        if asked.isdecimal() and len(asked) <= LONGEST and int(asked):
            rows: Any = getattr(self.object_list, "data", self.object_list)
            rows.look((int(asked) - 1) * self.per_page, int(asked) * self.per_page)
        return super().validate_number(number)
