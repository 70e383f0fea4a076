"""What finding is, for a kind of record: which rows match all words, in which order, and why each of them does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.models.searchable import Searchable
from programs.rules.pinyin import PinyinHit, find_pinyin, stored_forms
from programs.rules.words import Piece, excerpt, fold, pieces, spans


@dataclass(frozen=True)
class Text:
    """One text in which a word of the reader may stand; `pinyin` is what was stored for a name."""

    label: str
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


def own_match(word: str, prefix: str = "") -> Q:
    """The record's own texts hold the word, or its name begins or goes on with the word as pinyin."""
    return Q(**{f"{prefix}search_text__holds": word}) | pinyin_match(word, prefix)


def pinyin_match(word: str, prefix: str = "", *, begins: bool = False) -> Q:
    """The name answers to the word as pinyin; an empty condition, which an OR leaves out, where it is none."""
    forms = (Q(**{f"{prefix}search_pinyin__holds": form}) for form in stored_forms(word, begins=begins))
    return reduce(or_, forms, Q())


class Kind:
    """A kind of record that can be found; a subclass says which rows are public and what else they answer to."""

    key: ClassVar[str]
    model: ClassVar[type[Searchable]]
    order: ClassVar[Sequence[str]] = ()

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def rows(self) -> QuerySet[Any]:
        """The public rows, with all that a result shows."""
        return self.model._default_manager.all()

    def matches(self, word: str) -> Q:
        return own_match(word)

    def texts(self, row: Any) -> list[Text]:
        return own_texts(row)

    def url(self, row: Any) -> str:
        return str(row.get_absolute_url())

    def about(self, row: Any) -> Iterable[str]:
        return ()

    def condition(self, words: Sequence[str]) -> Q:
        return reduce(and_, (self.matches(word) for word in words))

    def find(self, words: Sequence[str]) -> QuerySet[Any]:
        """Rows that answer to every word; those whose name does come first."""
        rows = self.rows().filter(self.condition(words))
        return rows.annotate(in_name=self._rank(words)).order_by("in_name", *self.order)

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

    def _rank(self, words: Sequence[str]) -> Case:
        name, name_en = self.model.SEARCHED[:2]
        said = [Q(**{f"{name}__icontains": word}) | Q(**{f"{name_en}__icontains": word}) for word in words]
        begun = [pinyin_match(word, begins=True) for word in words]
        ranks = [When(reduce(and_, said), then=0)]
        if all(begun):
            ranks.append(When(reduce(and_, begun), then=1))
        return Case(*ranks, default=2, output_field=IntegerField())


Hit = tuple[str, PinyinHit | None]


def own_texts(row: Searchable) -> list[Text]:
    """The searched fields under their names, those in the reader's language first."""
    name = row.SEARCHED[0]
    found = [
        Text(
            str(row._meta.get_field(field).verbose_name),  # type: ignore[union-attr]
            str(getattr(row, field)),
            "en" if field.endswith("_en") else "zh-Hans",
            row.search_pinyin if field == name else "",
        )
        for field in row.SEARCHED
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
    whys = [Why(text.label, text.language, [] if in_title else excerpt(text.text, said))] if said else []
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
