"""Checks of claims against the articles: file, phrase, figure, year, and every reported change recomputed.

Plain Python, no Django.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from indicators.reading.normalise import normalise, paragraphs
from indicators.reading.stated import Stated, stated_numbers
from indicators.rules import changes
from indicators.rules.changes import Check, Computed, Kind, Missing, Verdict
from indicators.rules.claims import Change, Claim, Figure, Place
from indicators.rules.quantities import stated_decimals
from indicators.rules.series import ValueKind


@dataclass(frozen=True)
class Finding:
    """One check. `checked` is file, phrase, year, figure or change; `words` is a sentence for a reader of the table."""

    key: str
    document: str
    paragraph: int | None
    checked: str
    ok: bool
    words: str


@dataclass(frozen=True)
class Article:
    """A file as found in the articles' folder; `fault` says why it could not be read."""

    sha256: str = ""
    text: str = ""
    fault: str = ""

    @cached_property
    def paragraphs(self) -> list[str]:
        return paragraphs(self.text)

    def paragraph(self, number: int) -> str:
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else ""


def check_claims(claims: Iterable[Claim], articles_dir: Path) -> list[Finding]:
    """All findings on `claims`; a document is checked once, when it is first cited."""
    articles: dict[str, Article] = {}
    findings: list[Finding] = []
    for claim in claims:
        for place in claim.places:
            if place.document not in articles:
                articles[place.document] = read_article(articles_dir / place.file_name)
                findings.append(_check_file(place, articles[place.document]))
        findings.extend(_check_claim(claim, articles))
    return findings


def read_article(path: Path) -> Article:
    """The file's text and digest, or why there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return Article(fault=f"{path} cannot be read ({error.strerror}).")
    digest = hashlib.sha256(content).hexdigest()
    try:
        return Article(digest, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Article(digest, fault=f"{path} is not UTF-8 (byte {error.start}).")


def _check_file(place: Place, article: Article) -> Finding:
    words = article.fault
    if not words and article.sha256 != place.sha256:
        words = f"{place.file_name} has changed: its SHA-256 is {article.sha256}, recorded is {place.sha256}."
    good = f"{place.file_name} is the file that was read."
    return Finding(f"source/{place.document}", place.document, None, "file", not words, words or good)


def _check_claim(claim: Claim, articles: dict[str, Article]) -> list[Finding]:
    readable = [place for place in claim.places if not articles[place.document].fault]  # a fault is told once
    findings = [_check_phrase(claim, place, articles[place.document]) for place in readable]
    found = [place for place, finding in zip(readable, findings, strict=True) if finding.ok]
    texts = [(place, articles[place.document].paragraph(place.paragraph)) for place in found]
    if texts:  # else the phrase is what has to be mended first
        findings.extend(_check_year(claim, year, texts) for year in claim.years)
        if claim.figure:
            findings.append(_check_figure(claim, claim.figure, texts))
    if claim.change:
        findings.append(_check_change(claim, claim.change))
    return findings


def _finding(claim: Claim, place: Place, checked: str, ok: bool, words: str) -> Finding:
    return Finding(claim.key, place.document, place.paragraph, checked, ok, words)


def _check_phrase(claim: Claim, place: Place, article: Article) -> Finding:
    phrase = normalise(place.phrase)
    if phrase in article.paragraph(place.paragraph):
        return _finding(claim, place, "phrase", True, f"“{place.phrase}”")
    elsewhere = [str(n) for n, text in enumerate(article.paragraphs, 1) if phrase in text]
    hint = f"; it stands in paragraph {', '.join(elsewhere)}" if elsewhere else " or in any other"
    return _finding(claim, place, "phrase", False, f"“{place.phrase}” is not in paragraph {place.paragraph}{hint}.")


def _check_year(claim: Claim, year: int, texts: list[tuple[Place, str]]) -> Finding:
    for place, text in texts:
        if re.search(rf"(?<!\d){year}(?!\d)", text):
            return _finding(claim, place, "year", True, f"{year} is in the paragraph.")
    words = f"{year} is in none of the cited paragraphs: mark the year as inferred, or leave the figure undated."
    return _finding(claim, texts[0][0], "year", False, words)


def _check_figure(claim: Claim, figure: Figure, texts: list[tuple[Place, str]]) -> Finding:
    """The figure must be stated by one phrase, with the sign and multiplier that the paragraph puts beside it."""
    nearest: list[str] = []
    for place, text in texts:
        for number in _numbers_within(normalise(place.phrase), text):
            faults = _faults(figure, number, text)
            if not faults:
                return _finding(claim, place, "figure", True, f"{_written(figure)} is stated as {number.text}.")
            if number.value == abs(figure.quantity.value):
                nearest.append(f"the source has {number.text}: {'; '.join(faults)}")
    words = f"{_written(figure)} is not what the phrase states"
    words += f" ({' / '.join(nearest)})." if nearest else ": it has no such number."
    return _finding(claim, texts[0][0], "figure", False, words)


def _numbers_within(phrase: str, text: str) -> list[Stated]:
    """Numbers of the paragraph that lie wholly in the phrase: 60 in a phrase cut out of 860 is no number."""
    spans = [(match.start(), match.end()) for match in re.finditer(re.escape(phrase), text)]
    return [n for n in stated_numbers(text) if any(a <= n.start and n.end <= b for a, b in spans)]


FALL = re.compile("下降|减少|降低|下滑|回落")


def _faults(figure: Figure, number: Stated, text: str) -> list[str]:
    """Where the record departs from the number; empty if it is the same one."""
    quantity = figure.quantity
    faults = []
    if number.value != abs(quantity.value) or stated_decimals(number.value) != stated_decimals(quantity.value):
        faults.append(f"the record has {quantity.value}")
    if number.comparator is not quantity.comparator:
        faults.append(f"its sign is {number.comparator.value}, the record’s {quantity.comparator.value}")
    if number.unit_mult != quantity.unit_mult:
        faults.append(f"its multiplier is 10^{number.unit_mult}, the record’s 10^{quantity.unit_mult}")
    if not _same_unit(figure, number.counter):
        faults.append(f"its counter is {number.counter or 'missing'}, the record’s {figure.unit}")
    if quantity.value < 0 and not FALL.search(text[max(0, number.start - 8) : number.start]):
        faults.append("no word before it says that it fell")
    return faults


def _same_unit(figure: Figure, counter: str) -> bool:
    """Percents, money, years and multiples must say so; other counters vary for one thing (个 for 项)."""
    strict = {"%", "元", "年", "倍", "个百分点"}
    if figure.value_kind is ValueKind.MONEY:
        return counter == "元"
    return counter == figure.unit if figure.unit in strict or counter in strict else True


def _written(figure: Figure) -> str:
    mult = f" × 10^{figure.quantity.unit_mult}" if figure.quantity.unit_mult else ""
    return f"{figure.quantity.comparator.sign}{figure.quantity.value}{mult} {figure.unit}".rstrip()


REASONS = {
    Missing.NO_BASE: "the source gives no figure to start from",
    Missing.NO_VALUE: "the source gives no figure to compare with",
    Missing.BOUND: "one of the figures is only a bound",
    Missing.BASE_NOT_POSITIVE: "the base is not above zero",
    Missing.NO_SPAN: "the number of years is not known",
}


def recompute(change: Change) -> Check:
    """The reported change beside what the figures give."""
    return changes.check_reported(
        change.reported, changes.compute(change.kind, change.base, change.value, change.span_years)
    )


def _check_change(claim: Claim, change: Change) -> Finding:
    check = recompute(change)
    ok = check.verdict not in (Verdict.DIFFERS, Verdict.TRUNCATED)
    return _finding(claim, claim.places[0], "change", ok, verdict_words(check))


def verdict_words(check: Check) -> str:
    """One sentence on how the reported number stands to the computed one."""
    if check.computed.value is None or check.computed.interval is None:
        return f"{check.reported} cannot be recomputed: {_reason(check.computed)}."
    decimals = stated_decimals(check.reported)
    low, high = (f"{end:.{decimals + 1}f}" for end in (check.computed.interval.low, check.computed.interval.high))
    gives = (
        f"{check.computed.formula} = {check.computed.value:.{decimals + 1}f}, "
        f"from {low} to {high} within the rounding of the figures"
    )
    rounded = check.computed.rounded(decimals)
    cut = f" Plainly rounded it is {rounded}; {check.reported} is what cutting the digits gives." if check.cut else ""
    ends = {
        Verdict.AGREES: f"; rounded, this is the reported {check.reported}.",
        Verdict.COMPATIBLE: f"; compatible with the reported {check.reported}.{cut}",
        Verdict.TRUNCATED: f"; the reported {check.reported} is outside.{cut}",
        Verdict.DIFFERS: f"; the reported {check.reported} is outside.",
    }
    return gives + ends.get(check.verdict, ".")


def _reason(computed: Computed) -> str:
    if computed.missing is Missing.NO_BASE and computed.kind is Kind.SHARE:
        return "the source does not give the whole"
    return REASONS[computed.missing] if computed.missing else "there is no result"
