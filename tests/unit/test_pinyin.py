"""Names by pinyin, and words as they are typed and marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.pinyin import find_pinyin, initials_of, stored_forms, stored_pinyin, typed_pinyin
from programs.rules.words import LONGEST_QUERY, MOST_WORDS, excerpt, pieces, query_of, spans


def marked(word: str, name: str) -> str | None:
    hit = find_pinyin(word, name, stored_pinyin(name))
    return name[hit.start : hit.end] if hit else None


@pytest.mark.parametrize(
    ("word", "name", "characters"),
    [
        ("zs", "樟树市", "樟树"),
        ("zhangshu", "樟树市", "樟树"),
        ("zhangsh", "樟树市", "樟树"),
        ("shu", "樟树市", "树"),
        ("jdz", "景德镇市", "景德镇"),
        ("jingdezhen", "景德镇市", "景德镇"),
        ("zhentao", "景德镇(陶瓷)", "镇(陶"),
        ("iso9000", "ISO9000认证", "ISO9000"),
        ("rz", "ISO9000认证", None),
        ("0rz", "ISO9000认证", "0认证"),
        ("dztc", "景德镇陶瓷", "德镇陶瓷"),
        ("zs", "一站式", None),
        ("chongqing", "重庆市", "重庆"),
        ("changsha", "长沙市", "长沙"),
        ("lvliang", "吕梁市", "吕梁"),
        ("an", "樟树市", None),
        ("hang", "樟树市", None),
        ("z", "樟树市", None),
        ("樟树", "樟树市", None),
        ("zs", "Zhangshu", None),
    ],
)
def test_pinyin_begins_where_a_syllable_begins(word, name, characters):
    assert marked(word, name) == characters
    stored = stored_pinyin(name)
    in_database = any(form in stored for form in stored_forms(word))
    assert in_database == (characters is not None), "the database finds the same"


def test_whole_syllables_go_before_initials():
    name = "沙市区"
    hit = find_pinyin("sh", name, stored_pinyin(name))
    assert hit
    assert (hit.start, hit.end, hit.by_initials) == (0, 1, False)


def test_the_beginning_of_a_name_is_told_apart():
    stored = stored_pinyin("樟树市")
    assert stored == "zhang shu shi||zhangshushi|shushi|shi//zss/ss/s"
    for word, begins in (("zs", True), ("zhang", True), ("shu", False), ("ss", False)):
        assert any(form in stored for form in stored_forms(word, begins=True)) == begins
    assert initials_of(stored_pinyin("樟树市")) == "zss"


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("zs", "zs"),
        ("xi'an", "xian"),
        ("lü", "lv"),
        ("z", ""),
        ("12", ""),
        ("z%", ""),
        ("樟", ""),
        ("a" * 90, "a" * 24),
    ],
)
def test_what_counts_as_pinyin(word, typed):
    assert typed_pinyin(word) == typed


@given(st.text(max_size=60))
def test_any_name_can_be_stored(name):
    stored = stored_pinyin(name)
    if stored:
        assert len(stored.split("||")[0].split()) == sum(c.isalnum() for c in name)


def test_a_long_name_stays_small():
    assert len(stored_pinyin("产业链质量提升" * 28)) < 12_000


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("景德镇 陶瓷", ("景德镇", "陶瓷")),
        ("景德镇,陶瓷、家具", ("景德镇", "陶瓷", "家具")),
        ("ZS Export", ("zs", "export")),
        ("“对标达标”", ("对标达标",)),
        ("陶瓷 陶瓷", ("陶瓷",)),
        ("a\0b\n\tc", ("a", "b", "c")),
        ('"', ('"',)),
        ("  \u3000 ", ()),
        ("", ()),
    ],
)
def test_words_of_a_query(typed, words):
    assert query_of(typed).words == words


def test_too_long_a_query_is_cut_and_says_so():
    query = query_of("瓷" * 10_000)
    assert (len(query.text), query.is_cut) == (LONGEST_QUERY, True)
    many = query_of(" ".join("abcdefghijk"))
    assert (len(many.words), many.is_cut) == (MOST_WORDS, True)
    assert not query_of("陶瓷").is_cut


def test_words_are_marked_as_they_are_written():
    assert spans("Ceramics and CERAMICS, ABC", ("ceramics", "abc")) == [(0, 8), (13, 21), (23, 26)]
    assert spans("陶瓷器", ("陶瓷", "瓷器")) == [(0, 3)]
    assert [(p.text, p.is_hit) for p in pieces("樟树市", [(0, 2)])] == [("樟树", True), ("市", False)]


@given(st.text(), st.text(min_size=1, max_size=5))
def test_pieces_lose_nothing(text, word):
    assert "".join(p.text for p in pieces(text, spans(text, (word,)))) == text


def test_an_excerpt_shows_the_word_and_its_neighbours():
    shown = excerpt("前" * 100 + "对标达标" + "后" * 100, ("对标达标",))
    assert [p.text for p in shown if p.is_hit] == ["对标达标"]
    assert (shown[0].text, shown[-1].text) == ("…", "…")
    assert sum(len(p.text) for p in shown) <= 62
    assert "".join(p.text for p in excerpt("A standard for ceramics", ("standard",))) == "A standard for ceramics"
