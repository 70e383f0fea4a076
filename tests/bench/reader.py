"""python -m tests.bench.reader: scores the article reader on articles whose figures are known.

SHARED names the folder with `seeds/` and `articles/`; its texts are not part of the project. `--missed` lists what was
missed, what was found without being listed, and every wrong kind or period; `--docs 02,09` takes only these; `--all`
scores what `read_article --all` shows, not only the likely candidates; `--calibration` holds confidence to the lists.

How a figure is matched: the candidate's mark lies in a paragraph that holds the listed phrase (or, where the phrase is
shortened, anywhere), and value, unit and comparator are all right; a change needs both values. A rate is compared
without its sign, because the lists give 下降15.70% as -15.70 and 下降6.0% as 6.0. A candidate serves one listed figure.
Precision is the share of candidates that are a listed figure or a repetition of one; `reviewed` also counts as right
what the text states as a figure though the list leaves it out (see UNLISTED, judged by hand).
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from indicators.reading.article.confidence import LIKELY
from indicators.reading.article.files import decoded
from indicators.reading.article.reader import read
from indicators.reading.article.reading import Candidate, Reading
from indicators.reading.normalise import normalise
from tests.bench.report import table

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SHARED") or ROOT.parent / "shared")
SIGNS = {"exact": "eq", "as reported": "eq", "over": "gt", "at least": "ge", "about": "ap", "under": "lt"}
SIGNS |= {"below": "lt", "less than": "lt", "at most": "le", "more than": "gt"}
KINDS = {"growth_rate": "rate", "pp_change": "points", "pp_gap": "points", "rank_or_order": "rank"}
YEAR = re.compile(r"(?:19|20)\d\d")
PART = re.compile(r"第?[一二三四]季度|前[二三]季度|上半年|下半年|\d{1,2}[—-]\d{1,2}月")
# Figures that a text states and its list leaves out: document, value, unit.
UNLISTED: frozenset[tuple[str, str, str]] = frozenset(
    {
        *(("09", "190", "个"), ("09", "2", "位"), ("09", "3", "年")),
        *(("27", "8", "个"), ("27", "1", "个"), ("27", "4", "个"), ("27", "3", "家"), ("27", "1", "家")),
        *(("29", "1", "家"), ("29", "1", "只"), ("33", "7.2", "%")),
    }
)


@dataclass(frozen=True)
class Listed:
    """One figure of a list."""

    doc: str
    earlier: str
    value: str
    unit: str
    comparator: str
    kind: str
    period: str
    phrase: str


@dataclass
class Score:
    """How one article was read."""

    doc: str
    listed: list[Listed]
    reading: Reading
    matches: dict[int, int] = field(default_factory=dict)  # listed → candidate

    @property
    def right(self) -> int:
        return len(self.matches)

    @property
    def unmatched(self) -> list[Candidate]:
        used = set(self.matches.values())
        return [candidate for number, candidate in enumerate(self.reading.candidates) if number not in used]

    def pairs(self) -> list[tuple[Listed, Candidate]]:
        return [(self.listed[a], self.reading.candidates[b]) for a, b in self.matches.items()]

    @property
    def repeated(self) -> list[Candidate]:
        return [one for one in self.unmatched if any(_is_same(listed, one) for listed in self.listed)]

    @property
    def stated(self) -> list[Candidate]:
        """Neither listed nor repeated, but a figure all the same."""
        return [one for one in self.unmatched if one not in self.repeated and _key(self.doc, one) in UNLISTED]


def _key(doc: str, candidate: Candidate) -> tuple[str, str, str]:
    last = candidate.values[-1]
    return doc, f"{last.value:f}", last.unit_as_stated


def ten(folder: Path) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = {}
    for row in _rows(folder / "articles" / "figures.tsv"):
        kind = KINDS.get(row["kind"], row["kind"])
        found.setdefault(row["doc"], []).append(_listed(row["doc"], row, kind, row["phrase_simplified"]))
    return found


def two(folder: Path) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = {}
    for row in _rows(folder / "seeds" / "facts.tsv"):
        if row["figure_in_text"] == "yes":
            doc = row["seed_file"].removesuffix(".txt")
            found.setdefault(doc, []).append(_listed(doc, row, _kind_of_fact(row), row["phrase"]))
    return found


def _kind_of_fact(row: dict[str, str]) -> str:
    """The facts have no column for it."""
    if row["status"] == "planned":
        return "target"
    if row["value_from"]:
        return "change"
    by_unit = {"倍": "multiple", "位": "rank"}.get(row["unit"])
    by_name = "rate" if "增长率" in row["indicator"] else "share" if "比重" in row["indicator"] else "level"
    return by_unit or by_name


def _listed(doc: str, row: dict[str, str], kind: str, phrase: str) -> Listed:
    return Listed(
        doc,
        row["value_from"].strip(),
        row["value"].strip(),
        row["unit"].strip(),
        SIGNS.get(row["qualifier"].strip(), row["qualifier"].strip()),
        kind,
        row["period"].strip(),
        normalise(phrase).replace(" ", ""),
    )


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file, delimiter="\t")]


def score(doc: str, listed: list[Listed], path: Path, least: float) -> Score:
    """Phrases first, then anywhere; in the order of both lists."""
    result = Score(doc, listed, read(decoded(path.read_bytes())).likely(least))
    for is_near in (True, False):
        for number, one in enumerate(listed):
            if number not in result.matches:
                _match(result, number, one, is_near=is_near)
    return result


def _match(result: Score, number: int, one: Listed, *, is_near: bool) -> None:
    used = set(result.matches.values())
    for place, candidate in enumerate(result.reading.candidates):
        if place in used or not _is_same(one, candidate):
            continue
        if not is_near or _is_in_phrase(one.phrase, result.reading, candidate):
            result.matches[number] = place
            return


def _is_same(one: Listed, candidate: Candidate) -> bool:
    last = candidate.values[-1]
    if not _equal(one.value, last.value, is_signed=candidate.kind.value not in ("rate", "points")):
        return False
    if one.earlier and not (len(candidate.values) == 2 and _equal(one.earlier, candidate.values[0].value)):
        return False
    return last.unit_as_stated.replace("个百分点", "百分点") == one.unit and last.comparator.value == one.comparator


def _equal(text: str, value: Decimal, *, is_signed: bool = True) -> bool:
    try:
        stated = Decimal(text)
    except InvalidOperation:
        return False
    return stated == value if is_signed else abs(stated) == abs(value)


def _is_in_phrase(phrase: str, reading: Reading, candidate: Candidate) -> bool:
    text = reading.paragraphs[candidate.paragraph - 1].text
    place = text.find(phrase)
    while place >= 0:
        if place < candidate.mark_end and candidate.mark_start < place + len(phrase):
            return True
        place = text.find(phrase, place + 1)
    return False


def is_period_right(one: Listed, candidate: Candidate) -> bool:
    """The listed year and part of the year; a listed period without a year, or an inferred one, may be left open."""
    when = candidate.values[-1].when
    years = YEAR.findall(one.period)
    if not years or "推定" in one.period:
        return when is None or when.start is None or when.inferred or bool(years and years[-1] in when.label)
    if when is None or years[-1] not in when.label:
        return False
    part = PART.search(one.period)
    return part is None or part[0] in when.label


def is_kind_right(one: Listed, candidate: Candidate) -> bool:
    return one.kind == candidate.kind.value


def rows_of(scores: Sequence[Score]) -> list[list[str]]:
    rows = [_row(one.doc[:6], [one]) for one in scores]
    return [*rows, _row("all", scores)] if len(scores) > 1 else rows


def _row(name: str, scores: Sequence[Score]) -> list[str]:
    listed = sum(len(one.listed) for one in scores)
    right = sum(one.right for one in scores)
    found = sum(len(one.reading.candidates) for one in scores)
    repeated = sum(len(one.repeated) for one in scores)
    stated = sum(len(one.stated) for one in scores)
    pairs = [pair for one in scores for pair in one.pairs()]
    kinds = sum(is_kind_right(*pair) for pair in pairs)
    periods = sum(is_period_right(*pair) for pair in pairs)
    return [
        *(name, str(listed), str(found)),
        *(_share(right, listed), _share(right, found), _share(right + repeated, found)),
        *(_share(right + repeated + stated, found), _share(kinds, len(pairs)), _share(periods, len(pairs))),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


HEAD = ["article", "listed", "found", "recall", "listed ones", "precision", "reviewed", "kind", "period"]


def missed(scores: Sequence[Score]) -> list[str]:
    lines = []
    for one in scores:
        lines += [f"{one.doc[:6]} MISSED  {row}" for n, row in enumerate(one.listed) if n not in one.matches]
        lines += [f"{one.doc[:6]} EXTRA   {shown(c)}" for c in one.unmatched if c not in one.repeated]
        for row, candidate in one.pairs():
            if not is_kind_right(row, candidate):
                lines.append(f"{one.doc[:6]} KIND    {row.kind}: {shown(candidate)}")
            if not is_period_right(row, candidate):
                lines.append(f"{one.doc[:6]} PERIOD  {row.period}: {shown(candidate)}")
    return lines


def shown(candidate: Candidate) -> str:
    values = " → ".join(
        f"{v.comparator.value} {v.value:f} {v.unit_as_stated} [{v.when.label if v.when else '–'}]"
        for v in candidate.values
    )
    return f"¶{candidate.paragraph} {candidate.kind.value} {values} | {candidate.as_stated} | {candidate.confidence}"


def scores_of(lists: dict[str, list[Listed]], folder: Path, only: Sequence[str], least: float) -> list[Score]:
    chosen = [doc for doc in lists if not only or doc in only]
    return [score(doc, lists[doc], folder / f"{doc}.txt", least) for doc in chosen]


def calibration(scores: Sequence[Score]) -> list[list[str]]:
    """By tenths of confidence: how many candidates, and which share of them is listed (or repeated) with its kind."""
    bins: dict[int, list[bool]] = {}
    for one in scores:
        right = {id(candidate) for listed, candidate in one.pairs() if is_kind_right(listed, candidate)}
        right |= {id(candidate) for candidate in one.repeated}
        for candidate in one.reading.candidates:
            bins.setdefault(int(candidate.confidence * 10), []).append(id(candidate) in right)
    return [[f"0.{tenth}", str(len(found)), _share(sum(found), len(found))] for tenth, found in sorted(bins.items())]


def main(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reader")
    parser.add_argument("--missed", action="store_true", help="list what was missed and what is wrong")
    parser.add_argument("--all", action="store_true", help="score the unlikely candidates too")
    parser.add_argument("--calibration", action="store_true", help="how confidence stands to the lists")
    parser.add_argument("--docs", default="", help="only these articles, separated by commas")
    options = parser.parse_args(given)
    if not (SHARED / "articles").is_dir():
        sys.stdout.write(f"There are no articles in {SHARED}; name their folder with SHARED=.\n")
        return 1
    only = [doc for doc in options.docs.split(",") if doc]
    for lists, folder in ((two(SHARED), SHARED / "seeds"), (ten(SHARED), SHARED / "articles")):
        scores = scores_of(lists, folder, only, 0.0 if options.all else LIKELY)
        if scores:
            sys.stdout.write(table(HEAD, rows_of(scores)) + "\n\n")
            sys.stdout.writelines(f"{line}\n" for line in (missed(scores) if options.missed else []))
            if options.calibration:
                sys.stdout.write(table(["confidence", "candidates", "listed"], calibration(scores)) + "\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
