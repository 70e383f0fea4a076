"""Two columns that a search reads instead of all texts of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models

from programs.models.base import Record
from programs.rules.pinyin import stored_pinyin
from programs.rules.words import fold


class Searchable(Record):
    """A record with a name. The columns are made from the record's own texts when it is saved, so they cannot go
    stale; what writes rows past `save` (bulk_create, COPY) calls `fill_search` first.
    """

    FOUND_BY = ("search_text", "search_pinyin")  # long, and read by searches alone
    UNREAD_BESIDE = (*Record.UNREAD_BESIDE, *FOUND_BY)
    SEARCHED: ClassVar[Sequence[str]] = ("name", "name_en")  # the first is the name that pinyin finds

    search_text = models.TextField(editable=False, default="")
    search_pinyin = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text", "search_pinyin"}
        super().save(*args, **kwargs)

    def complete(self) -> None:
        super().complete()
        self.fill_search()

    def fill_search(self) -> None:
        self.search_text, self.search_pinyin = search_columns(self, self.SEARCHED)


def unread(**ways: type[Record]) -> list[str]:
    """What a query need not fetch of the records beside its rows, by the way to each: `program=Program`."""
    return [f"{way}__{name}" for way, model in ways.items() for name in model.UNREAD_BESIDE]


def joined(rows: Any, **ways: type[Record]) -> Any:
    """The rows of a query with the records beside them, by the way to each, as far as pages read those."""
    return rows.select_related(*ways).defer(*unread(**ways))


def search_columns(record: Any, fields: Sequence[str]) -> tuple[str, str]:
    """The record's texts in one form, a line each, and the pinyin of the first of them."""
    texts = [str(getattr(record, field)) for field in fields]
    return "\n".join(fold(text) for text in texts if text), stored_pinyin(texts[0])
