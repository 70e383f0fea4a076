"""No text makes the reader raise, mark outside the text or take long."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.reading.article.files import NoTextError, decoded
from indicators.reading.article.reader import read
from indicators.reading.normalise import normalise, normalised
from tests.fuzz.inputs import WORDS, one_input
from tests.unit.reading.sound import check_reading

LIKELY = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
ANY = st.text(st.characters(), max_size=200)  # halves of surrogate pairs too


@given(LIKELY)
@example("从1家到2家")
@example("翻")
@example("\ud83d12家")
@example("1—2—3万家")
@example("2023年13月45日, 2月30日12家")
def test_texts_of_likely_pieces_are_read(text):
    check_reading(text)


@given(ANY)
def test_any_text_is_read(text):
    check_reading(text)


@given(ANY | LIKELY)
def test_every_sign_of_a_normalised_text_has_its_place_in_the_original(text):
    result = normalised(text)
    places = [result.origin(place) for place in range(len(result.text))]
    assert places == sorted(set(places))
    for char, place in zip(result.text, places, strict=True):
        assert char == normalise(text[place]) or not char.isascii() or not text[place].isascii()


@given(LIKELY)
def test_normalising_twice_changes_nothing_in_likely_texts(text):
    once = normalise(text)
    assert normalise(normalise(once)) == normalise(once)


@given(st.binary(max_size=200) | ANY.map(lambda text: text.encode("gb18030", "replace")))
def test_any_bytes_are_a_text_or_none(content):
    try:
        decoded(content)
    except NoTextError:
        return


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\x01" + bytes(range(200)), b"\0" + "产值12.5亿元，增长3%".encode("gb18030")]
)
def test_what_the_fuzzer_tries_is_read(data):
    one_input(data)


HOSTILE = {
    "digits": "1",
    "multipliers": "万",
    "brackets": "（",
    "list": "、1",
    "counted": "1家",
    "years": "2020年",
    "months": "12月",
    "from and to": "由1%增长至",
    "letters": "A1",
    "lines": "\n",
    "short lines": "12\n",
    "glosses": "項(xiang)",
    "spaces": " ",
    "numerals": "十",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_and_not_faster(piece):
    """Four times the text in at most ten times the time: a quadratic step would take sixteen."""
    short, long = (piece * (size // len(piece)) for size in (5_000, 20_000))
    assert any(_seconds(long) <= 10 * _seconds(short) + 0.02 for _attempt in range(3))


def _seconds(text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start
