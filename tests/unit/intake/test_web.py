"""What a web page says, without what stands around it."""

from __future__ import annotations

import pytest

from indicators.intake.web import text_of_page
from tests.unit.intake.making import SENTENCE

MENU = "<ul>" + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(9)) + "</ul>"
SECOND = "全县已有32家企业通过体系认证，合格率由94.1%提升到97.6%。"
FRAMES = {
    "article": "<nav>{menu}</nav><article><h1>竹编</h1><p>{one}</p><p>{two}</p></article><footer>主办单位</footer>",
    "form around everything": "<form>{menu}<div><h1>竹编</h1><div id=zoom><p>{one}</p><p>{two}</p></div></div></form>",
    "breaks for paragraphs": "{menu}<h1>竹编产业链</h1><div>　　{one}<br><br>　　{two}<br/></div><div>版权所有</div>",
    "title without a heading": "{menu}<div>竹编产业链</div><div><p>{one}</p><p>{two}</p></div><p>网站地图</p>",
    "cut off": "{menu}<h1>竹编产业链</h1><div><p>{one}<p>{two}",
}


def page(inside: str, head: str = "") -> bytes:
    head = f"<head><title>某县：竹编产业链_某网</title>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body>{inside}</body></html>".encode()


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_the_article_is_told_from_what_stands_around_it(frame):
    text = text_of_page(page(frame.format(menu=MENU, one=SENTENCE, two=SECOND)))
    assert [line.strip("　") for line in text.split("\n")][-2:] == [SENTENCE, SECOND]
    assert "栏目" not in text


def test_heading_and_date_before_the_article_stay():
    text = text_of_page(page(f"{MENU}<h1>竹编产业链</h1><p>2024-03-05</p><div><p>{SENTENCE}</p><p>{SECOND}</p></div>"))
    assert text.split("\n") == ["竹编产业链", "2024-03-05", SENTENCE, SECOND]


def test_scripts_styles_and_hidden_parts_are_no_text():
    hidden = "<script>var a='1亿元。';</script><style>p{width:1%}</style>"
    hidden += "<p hidden>藏一。</p><p style='display: none'>藏二。</p>"
    assert text_of_page(page(f"<!-- 藏三。 -->{hidden}<p>产值<b>12.5</b>亿元<script>1</script>，增长8.3%。</p>")) == (
        "产值12.5亿元，增长8.3%。"
    )


def test_a_row_of_a_table_is_a_line():
    rows = "<tr><th>产值</th><td>12.5亿元</td></tr><tr><th>企业</th><td>32家</td></tr>"
    assert text_of_page(page(f"<table>{rows}</table>")).split("\n") == ["产值\t12.5亿元", "企业\t32家"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("said", ["utf-8", "gb2312"])
def test_the_encoding_is_told_by_the_bytes_and_not_by_the_page(encoding, said):
    assert text_of_page(page(f"<p>{SENTENCE}</p>", f"<meta charset={said}>").decode().encode(encoding)) == SENTENCE


def test_entities_of_the_page_are_not_read():
    before = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert "root" not in text_of_page(before + page(f"<p>&a;{SENTENCE}</p>"))
