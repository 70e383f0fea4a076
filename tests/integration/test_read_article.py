"""manage.py read_article: what a caller of the command gets."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

TEXT = "青禾县竹编产业\n2023年，全县竹编产值由11.2亿元增至12.50亿元，增长超10%，建成省级示范企业1家。\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="gb18030")
    return path


def printed(*given) -> str:
    out = io.StringIO()
    call_command("read_article", *given, stdout=out)
    return out.getvalue()


def test_json_has_the_shape_that_callers_rely_on(article):
    found = json.loads(printed(article, "--json"))
    assert found["paragraphs"] == 3
    change, rate = found["candidates"]
    text = TEXT.split("\n")[1].replace("，", ",")
    assert change.keys() == {
        *("paragraph", "start", "end", "as_stated", "kind", "subject", "indicator", "values", "doubts", "confidence")
    }
    assert (change["paragraph"], change["kind"], rate["kind"]) == (2, "change", "rate")
    assert text[change["start"] : change["end"]] == change["as_stated"]
    assert [(value["value"], value["comparator"], value["unit"]) for value in change["values"]] == [
        ("11.2", "eq", "亿元"),
        ("12.50", "eq", "亿元"),
    ]
    assert [(value["value"], value["comparator"], value["period"]) for value in rate["values"]] == [
        ("10", "gt", "2023年")
    ]


def test_what_lists_mostly_leave_out_is_shown_on_request(article):
    assert len(json.loads(printed(article, "--json", "--all"))["candidates"]) == 3
    assert "1 more" in printed(article)
    assert "1 more" not in printed(article, "--all")


def test_a_file_that_is_no_text_says_so(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="no text file"):
        printed(path)
