"""What a file holds: which rows, under which title, taken from which page, when."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.timezone import localdate
from django.utils.translation import gettext

from indicators.exports.columns import Column, columns_of
from indicators.exports.links import Links
from indicators.exports.resources import Resource
from indicators.exports.rows import Row


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


CONTENT_TYPES = {
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.JSON: "application/json",
}


@dataclass(frozen=True)
class Sheet:
    """The rows of one resource. `rows` is asked once, when they are written, and is never held as a list; `size` says
    how many there are.
    """

    resource: Resource
    rows: Callable[[], Iterable[Row]]
    size: Callable[[], int]

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.resource.row)

    @property
    def title(self) -> str:
        return gettext(self.resource.title)


@dataclass(frozen=True)
class Download:
    """`subject` is a program, an indicator or another record in the reader's language; empty for a whole list.

    `page` is the address of the page that shows the same, with its filters.
    """

    sheets: Sequence[Sheet]
    links: Links
    page: str
    made: datetime.datetime
    subject: str = ""
    at: datetime.datetime | None = None  # the rows are what the portal knew then; None is today

    @property
    def title(self) -> str:
        """景德镇市陶瓷产业链质量提升行动 · 指标数据, or 项目 for a list."""
        names = [self.subject] if self.subject else []
        return " · ".join([*names, *([self.sheets[0].title] if len(self.sheets) == 1 else [])])

    def file_name(self, kind: Kind) -> str:
        """What it is and of which day, without what file systems refuse."""
        words = "".join(" " if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in self.title)
        day = f"{localdate(self.made):%Y-%m-%d}"
        if self.at:
            day = f"as-of-{localdate(self.at):%Y-%m-%d}"
        return f"{'-'.join([*words.replace('·', ' ').split(), day])}.{kind}"
