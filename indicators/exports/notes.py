"""What must be known to read a workbook: where it comes from, what signs and states mean, sources, doubts, columns.

Lines for `xlsx_file`: one text is a heading, several are the cells of a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext

from indicators.exports.download import Download
from indicators.exports.links import Links
from indicators.exports.rows import Row, SourceRow
from indicators.models.choices import COMPARATORS, ROLES, STATUSES
from indicators.rules.quantities import Comparator
from programs.knowledge import words_of
from programs.models import SourceDocument, SourceNote

Line = Sequence[str]
SOURCE = ("slug", "title", "issuer", "published_on", "address", "permalink")


@dataclass
class Seen:
    """What the rows of a workbook refer to, and how many there are in each sheet."""

    sources: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    counts: list[tuple[str, int]] = field(default_factory=list)

    def add(self, row: Row) -> None:
        said: Any = row
        fields = type(row).model_fields
        if "source" in fields:
            self.sources.add(said.source)
            self.sources.update(place.source for place in said.other_citations)
        if "notes" in fields:
            self.notes.update(note.slug for note in said.notes)


def note_lines(download: Download, seen: Seen) -> Iterator[Line]:
    yield [gettext("About this file")]
    yield gettext("Title"), download.title
    yield gettext("Page"), download.page
    if download.at:
        yield gettext("As the portal knew it on"), words_of(download.at)
    yield gettext("Downloaded"), f"{localtime(download.made):%Y-%m-%d %H:%M}"
    for title, count in seen.counts:
        yield gettext("Rows in “%s”") % title, str(count)
    yield (
        gettext("Terms"),
        gettext(
            "Whoever passes a figure on names its source and keeps its sign and state. The permalink shows whether it "
            "has been revised since."
        ),
    )
    yield from _how_to_read()
    yield from _sources(seen, download.links)
    yield from _doubts(seen)


def _how_to_read() -> Iterator[Line]:
    yield [gettext("How to read a figure")]
    yield (
        gettext("Value"),
        gettext(
            "The number as printed, with its decimals, times the multiplier: 352.6 with the multiplier 8 is 352.6 亿. "
            "A percent is 98, not 0.98."
        ),
    )
    yield gettext("Bound"), gettext("A figure with a sign other than “exactly” is a bound and no exact value.")
    yield gettext("Plan"), gettext("A figure with the role target is a plan and no result.")
    yield (
        gettext("Undated"),
        gettext("Where a source gives no date there is none here: a stage says what came before and what after."),
    )
    for code, words in COMPARATORS:
        yield gettext("Sign"), f"{Comparator(code).sign} {words}".strip()
    for _code, words in STATUSES:
        yield gettext("Status"), str(words)
    for _code, words in ROLES:
        yield gettext("Role"), str(words)


def _sources(seen: Seen, links: Links) -> Iterator[Line]:
    """The documents that the rows rest on; two queries at most for the whole sheet."""
    documents = SourceDocument.objects.filter(slug__in=seen.sources).order_by("slug") if seen.sources else ()
    if documents:
        yield [gettext("Sources")]
        headers = SourceRow.model_fields
        yield [gettext(headers[name].title or name) for name in SOURCE]
    for row in documents:
        day = row.published_on.isoformat() if row.published_on else gettext("not given")
        yield row.slug, row.label, row.issuer or gettext("not named"), day, row.address, links.page("source", row.slug)


def _doubts(seen: Seen) -> Iterator[Line]:
    notes = SourceNote.objects.live().filter(slug__in=seen.notes).order_by("slug") if seen.notes else ()
    if notes:
        yield [gettext("Source notes")]
        yield gettext("Slug"), gettext("Text"), gettext("Kind")
    for note in notes:
        yield note.slug, note.text_label, note.get_kind_display()


def column_lines(download: Download) -> Iterator[Line]:
    """For each column its header, its name in CSV and JSON, its meaning and, for codes, each with its word."""
    yield gettext("Sheet"), gettext("Column"), gettext("Name in CSV"), gettext("Meaning"), gettext("Values")
    for sheet in download.sheets:
        for column in sheet.columns:
            codes = "; ".join(f"{code} = {words}" for code, words in column.labels.items())
            yield sheet.title, gettext(column.title), column.name, gettext(column.meaning), codes
