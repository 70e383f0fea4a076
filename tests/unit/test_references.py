"""The text of a citation: by GB/T 7714—2015 clause 4.6, and as BibTeX that a parser reads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from programs.rules.references import Reference, bibtex, gbt_7714

FIGURE = Reference(
    key="observation-31",
    author="产业质量提升看板",
    title="樟树市金属家具：营收，2019 年，352.6 亿元",
    url="https://portal.example/observations/31/?as_of=2026-03-09",
    cited=date(2026, 3, 9),
    updated=date(2026, 3, 1),
    stated="一篇报道，第 1 段：“营收352.6亿元”",
)


def fields(text: str) -> dict[str, str]:
    """The fields of an entry, read as BibTeX reads them: braces count, a backslash before them or not."""
    assert text.count("{") == text.count("}")
    found, depth, name, value = {}, 0, "", ""
    for sign in text[text.index(",") + 1 : -1]:
        if sign == "}":
            depth -= 1
        if depth:
            value += sign
        elif sign == "}":
            found[name.strip(" \n,=")], name, value = value, "", ""
        elif sign != "{":
            name += sign
        if sign == "{":
            depth += 1
    assert depth == 0
    return found


def test_a_figure_by_the_standard():
    assert gbt_7714(FIGURE) == (
        "产业质量提升看板. 樟树市金属家具：营收，2019 年，352.6 亿元[DB/OL]. (2026-03-01)[2026-03-09]. "
        "https://portal.example/observations/31/?as_of=2026-03-09."
    )


def test_a_day_of_change_that_is_not_known_is_left_out():
    assert "[DB/OL]. [2026-03-09]. https://" in gbt_7714(replace(FIGURE, updated=None))
    assert fields(bibtex(replace(FIGURE, updated=None)))["year"] == "2026"


def test_a_figure_as_bibtex():
    text = bibtex(FIGURE)
    assert text.startswith("@misc{quality-portal-observation-31-2026-03-09,\n")
    assert fields(text) == {
        "author": "{产业质量提升看板}",
        "title": "{樟树市金属家具：营收，2019 年，352.6 亿元}",
        "year": "2026",
        "howpublished": r"\url{https://portal.example/observations/31/?as_of=2026-03-09}",
        "url": "https://portal.example/observations/31/?as_of=2026-03-09",
        "urldate": "2026-03-09",
        "note": "一篇报道，第 1 段：“营收352.6亿元”",
    }


@pytest.mark.parametrize(
    ("sign", "written"),
    [
        ("100%", r"100\%"),
        ("A&B", r"A\&B"),
        ("$5", r"\$5"),
        ("#1", r"\#1"),
        ("a_b", r"a\_b"),
        ("{", r"\textbraceleft{}"),
        ("}", r"\textbraceright{}"),
        ("~", r"\textasciitilde{}"),
        ("2^3", r"2\textasciicircum{}3"),
        ("\\input", r"\textbackslash{}input"),
    ],
)
def test_signs_that_tex_would_obey_are_written_out(sign, written):
    found = fields(bibtex(replace(FIGURE, title=sign, stated=sign)))
    assert found["title"] == f"{{{written}}}"
    assert found["note"] == written


def test_no_field_breaks_the_line_or_the_entry():
    odd = replace(FIGURE, title="两\n行 }, note = {x", url='https://portal.example/{x}?a="1"\\', stated="")
    assert "\n" not in gbt_7714(odd)
    found = fields(bibtex(odd))
    assert set(found) == {"author", "title", "year", "howpublished", "url", "urldate"}
    assert found["url"] == "https://portal.example/%7Bx%7D?a=%221%22%5C"


def test_the_key_is_of_the_record_and_the_day():
    assert bibtex(FIGURE) == bibtex(replace(FIGURE))
    later = replace(FIGURE, cited=date(2026, 4, 1))
    assert bibtex(later).splitlines()[0] != bibtex(FIGURE).splitlines()[0]
