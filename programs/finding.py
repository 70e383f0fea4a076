"""What finding is, for a kind of record: which rows match all words, in which order, and why each of them does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.models.searchable import Searchable
from programs.rules.pinyin import PinyinHit, find_pinyin, stored_forms
from programs.rules.words import Piece, excerpt, fold, pieces, spans


@dataclass(frozen=True)
class Text:
    """One text in which a word of the reader may stand; `pinyin` is what was stored for a name."""

    label: str | Promise
    text: str
    language: str = "zh-Hans"
    pinyin: str = ""


@dataclass
class Why:
    """One reason: the text that holds some of the words, with those words marked."""

    label: str
    language: str
    shown: list[Piece]
    typed: str = ""  # the pinyin that was typed for the marked characters


@dataclass
class Found:
    url: str
    title: list[Piece]
    about: str
    whys: list[Why] = field(default_factory=list)


Ways = list[list[tuple[str, str]]]  # for each word of the reader, the columns that may hold it, and in which form


def own_ways(word: str) -> list[tuple[str, str]]:
    """The record's own texts hold the word, or its name begins or goes on with the word as pinyin."""
    return [("search_text", word), *(("search_pinyin", form) for form in stored_forms(word))]


def own_match(model: type[Searchable], word: str) -> Q:
    return asking(model, [own_ways(word)])


def own_read(word: str) -> Q:
    return reading([own_ways(word)])


def asking(model: type[Searchable], ways: Ways) -> Q:
    """Every word is held, in one of its ways; asked of the indexes (see `programs.holding`)."""
    return reduce(and_, (Q(pk__holds_any=word) for word in ways))


def reading(ways: Ways) -> Q:
    """The same, asked of each row."""
    return reduce(and_, (reduce(or_, (Q(**{f"{column}__has": text}) for column, text in word)) for word in ways))


def any_of(*found: QuerySet[Any], way: str = "pk") -> Q:
    """Its key is in any of these, each found by an index of its own: no engine uses one for "this, or of such a
    region".
    """
    first, *others = (keys.order_by() for keys in found)
    return Q(**{f"{way}__in": first.union(*others)})


class Kind:
    """A kind of record that can be found; a subclass says which rows are public and what else they answer to."""

    key: ClassVar[str]
    model: ClassVar[type[Searchable]]
    shown: ClassVar[Sequence[str]] = ()  # what a result shows besides the texts that are searched
    order: ClassVar[Sequence[str]] = ()
    is_long: ClassVar[bool] = False  # there may be tens of thousands, and their names have an index of their own
    program: ClassVar[str] = ""  # the way to the program by whose place a long kind is ordered

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def rows(self) -> QuerySet[Any]:
        """The public rows, with all that a result shows and nothing else: each column is a part of the statement."""
        return self.model._default_manager.only(*self.model.SEARCHED, "search_pinyin", *self.shown)

    def matches(self, word: str) -> Q:
        return own_match(self.model, word)

    def answers(self, word: str) -> Q:
        """The same as `matches`, asked of each row."""
        return own_read(word)

    def texts(self, row: Any) -> list[Text]:
        return own_texts(row)

    def url(self, row: Any) -> str:
        return str(row.get_absolute_url())

    def about(self, row: Any) -> Iterable[str]:
        return ()

    def condition(self, words: Sequence[str], common: Collection[str] = ()) -> Q:
        """Every word is answered. Those that are said to be common are not looked for: the rows are asked."""
        return reduce(and_, (self.answers(word) if word in common else self.matches(word) for word in words))

    def find(self, words: Sequence[str], common: Collection[str] = ()) -> QuerySet[Any]:
        """Rows that answer to every word; those whose name does come first."""
        ranks = [When(reading(ways), then=rank) for rank, ways in enumerate(self.ranks(words))]
        rank = Case(*ranks, default=len(ranks), output_field=IntegerField())
        rows = self.rows().filter(self.condition(words, common))
        return rows.annotate(in_name=rank).order_by("in_name", *self.order)

    def ranks(self, words: Sequence[str]) -> list[Ways]:
        """What comes first, the best first: the name holds the words; it begins with them as pinyin."""
        said: Ways = [[(column, word) for column in self.model.SEARCHED[:2]] for word in words]
        begun: Ways = [[("search_pinyin", form) for form in stored_forms(word, begins=True)] for word in words]
        return [said, begun] if all(begun) else [said]

    def result(self, row: Any, words: Sequence[str]) -> Found:
        about = " · ".join(part for part in self.about(row) if part)
        found = Found(self.url(row), [], about)
        title = row.label
        marked: list[tuple[int, int]] = []
        for text, hits in _hits(self.texts(row), words):
            if text.text == title:
                marked += spans(title, tuple(word for word, hit in hits if hit is None))
                marked += [(hit.start, hit.end) for _word, hit in hits if hit]
            found.whys += _whys(text, hits, in_title=text.text == title)
        found.title = pieces(title, sorted(_apart(marked)))
        return found


Hit = tuple[str, PinyinHit | None]


def own_texts(row: Searchable, fields: Sequence[str] = (), label: str | Promise = "") -> list[Text]:
    """The searched fields, or only these, under their names or the label; those in the reader's language first."""
    name = row.SEARCHED[0]
    found = [
        Text(
            label or row._meta.get_field(field).verbose_name,  # type: ignore[union-attr]
            str(getattr(row, field)),
            "en" if field.endswith("_en") else "zh-Hans",
            row.search_pinyin if field == name else "",
        )
        for field in fields or row.SEARCHED
    ]
    reader = "zh-Hans" if (get_language() or "").startswith("zh") else "en"
    return sorted(found, key=lambda text: text.language != reader)


def _hits(texts: list[Text], words: Sequence[str]) -> list[tuple[Text, list[Hit]]]:
    """For each word the first text that holds it, or else the first name that it is pinyin of; grouped by text."""
    hits: list[list[Hit]] = [[] for _text in texts]
    for word in words:
        said = next((number for number, text in enumerate(texts) if word in fold(text.text)), None)
        if said is not None:
            hits[said].append((word, None))
            continue
        for number, text in enumerate(texts):
            hit = find_pinyin(word, text.text, text.pinyin) if text.pinyin else None
            if hit:
                hits[number].append((word, hit))
                break
    return [(text, found) for text, found in zip(texts, hits, strict=True) if found]


def _whys(text: Text, hits: list[Hit], *, in_title: bool) -> list[Why]:
    """The words that stand in the text, and then each that is its pinyin. A title is not repeated: it is marked."""
    said = tuple(word for word, hit in hits if hit is None)
    whys = [Why(str(text.label), text.language, [] if in_title else excerpt(text.text, said))] if said else []
    for word, hit in hits:
        if hit:
            label = _("pinyin initials") if hit.by_initials else _("pinyin")
            shown = [] if in_title else pieces(text.text, [(hit.start, hit.end)])
            whys.append(Why(label, text.language, shown, word))
    return whys


def _apart(marked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those that overlap an earlier one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(marked):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart
