"""An article is read once, when it comes in; its figures are kept as they were understood."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import ArticleReading, Indicator, IndicatorAlias, ReadFigure
from indicators.reading.article.names import indicator_of
from indicators.reading.article.reader import read
from indicators.reading.article.reading import Candidate, Doubt, Reading
from indicators.reading.article.version import reader_version
from indicators.reading.naming import vocabulary
from indicators.reading.proposing import moment, value_as_json
from programs.actions.refused import Refused, refusing
from programs.actions.writing import write
from programs.models import Program, Region, SourceDocument
from programs.scope import scope_of

CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF], " ")
BATCH = 500


@dataclass(frozen=True)
class Source:
    """What is known of the article itself; `file_name` and `sha256` where a file was uploaded."""

    title: str
    issuer: str = ""
    published_on: datetime.date | None = None
    address: str = ""
    file_name: str = ""
    sha256: str = ""


def clean_text(text: str) -> str:
    """The text without signs that no database keeps; each is replaced by a space, so that places stay."""
    return text.translate(CONTROL)


@transaction.atomic
def take_in(text: str, program: Program, source: SourceDocument | Source, *, by: Any) -> ArticleReading:
    """Read the article for the program. The same text is read once: the reading that is there is given back."""
    kept = clean_text(text)
    if not kept.strip():
        raise Refused(_("There is no text to read. Paste the article, or choose its file."))
    reading = ArticleReading(program=program, text=kept, sha256=hashlib.sha256(kept.encode()).hexdigest(), made_by=by)
    if not scope_of(by).may("add", reading):
        raise Refused(_("This program is not among those you keep."))
    known = ArticleReading.objects.filter(program=program, sha256=reading.sha256).first()
    if known:
        return known
    if isinstance(source, Source):
        source = _document_of(reading.sha256, by) or _recorded(source, program.region, by)
    reading.document = source
    reading.reader = reader_version()
    reading.save()
    _keep_figures(reading)
    return reading


def _document_of(sha256: str, by: Any) -> SourceDocument | None:
    """The source that the same text was recorded as when it was read for another program."""
    rows = scope_of(by).choices(SourceDocument.objects.filter(readings__sha256=sha256))
    return rows.order_by("pk").first()


def _recorded(source: Source, region: Region, by: Any) -> SourceDocument:
    """The article as a draft among the sources, kept by the program's region."""
    document = SourceDocument(
        title=source.title,
        issuer=source.issuer,
        published_on=source.published_on,
        address=source.address,
        file_name=source.file_name,
        sha256=source.sha256,
        region=region,
        editor=by,
        slug=_free_slug(source),
    )
    if not scope_of(by).may("add", document):
        raise Refused(_("You may not record sources. Choose one that is recorded already."))
    with refusing(source.title):
        document.full_clean()
    write(document, by=by, reason=_("Recorded with the article"))
    return document


def _free_slug(source: Source) -> str:
    digest = hashlib.sha256(f"{source.title}{source.address}{source.sha256}".encode()).hexdigest()[:8]
    wish = f"article-{source.published_on or 'undated'}-{digest}"
    taken = set(SourceDocument.objects.filter(slug__startswith=wish).values_list("slug", flat=True))
    numbers = (f"{wish}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wish, *numbers) if slug not in taken)


def words_for_indicators() -> dict[str, str]:
    """Official and learned names → code."""
    names = Indicator.objects.order_by().values_list("name", "code")
    return vocabulary(names, IndicatorAlias.objects.order_by().values_list("name", "indicator__code"))


def place_names(home: Region) -> dict[str, str]:
    """Names of regions → code; a name that several have (朝阳区) is the one inside `home`, else nobody's."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, code, path in Region.objects.order_by().values_list("name", "code", "path"):
        found.setdefault(name, []).append((code, path))
    own = {name: [code for code, path in rows if path.startswith(home.path)] for name, rows in found.items()}
    return {
        name: (own[name] or [rows[0][0]])[0] for name, rows in found.items() if len(rows) == 1 or len(own[name]) == 1
    }


def _keep_figures(reading: ArticleReading) -> None:
    names = words_for_indicators()
    places = place_names(reading.program.region)
    result = read(reading.text, date=reading.document.published_on, names=names, places=places)
    keys = dict(Indicator.objects.order_by().values_list("code", "pk"))
    rows = list(_rows(reading, result, names, keys))
    ReadFigure.objects.bulk_create(rows, BATCH)
    made = dict(reading.figures.values_list("number", "pk"))
    repeating = []
    for row, first in zip(rows, _repeated(result.candidates), strict=True):
        if first is not None:
            row.pk, row.repeats_id = made[row.number], made[first + 1]
            repeating.append(row)
    ReadFigure.objects.bulk_update(repeating, ["repeats"], BATCH)


def _rows(
    reading: ArticleReading, result: Reading, names: Mapping[str, str], keys: Mapping[str, int]
) -> Iterator[ReadFigure]:
    for number, one in enumerate(result.candidates, 1):
        paragraph = result.paragraphs[one.paragraph - 1]
        start, end = paragraph.normalised.origin_span(one.mark_start, one.mark_end)
        yield ReadFigure(
            reading=reading,
            number=number,
            paragraph=one.paragraph,
            start=start,
            end=end,
            phrase=one.as_stated,
            kind=one.kind.value,
            subject=one.subject[:120],
            values=[value_as_json(value) for value in one.values],
            status=one.status.value,
            doubts=[[doubted.doubt.value, dict(doubted.data)] for doubted in one.doubts],
            confidence=one.confidence,
            place=one.place or "",
            indicator_id=keys.get(one.indicator or ""),
            is_named=one.indicator is not None and indicator_of(names, one.subject, "") == one.indicator,
        )


def _repeated(candidates: Sequence[Candidate]) -> Iterable[int | None]:
    """For each candidate the place of the one that it repeats; None for most."""
    first: dict[tuple[object, ...], list[int]] = {}
    for place, one in enumerate(candidates):
        same = first.setdefault(_statement(one), [])
        paragraph = next((d.data["paragraph"] for d in one.doubts if d.doubt is Doubt.REPEAT), None)
        is_there = paragraph is not None
        yield next((n for n in same if is_there and _is_repeat(candidates[n], one, paragraph)), None)
        same.append(place)


def _statement(one: Candidate) -> tuple[object, ...]:
    return (one.kind, *((str(value.value), value.comparator, value.unit_as_stated) for value in one.values))


def _is_repeat(first: Candidate, second: Candidate, paragraph: str | None) -> bool:
    """Two values that the sentences themselves date differently are two figures."""
    if str(first.paragraph) != paragraph:
        return False
    moments = zip((moment(value.when) for value in first.values), (moment(v.when) for v in second.values), strict=True)
    return all(
        one.slot == other.slot or one.start is None or other.start is None or one.is_inferred or other.is_inferred
        for one, other in moments
    )
