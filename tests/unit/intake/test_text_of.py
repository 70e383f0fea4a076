"""Whatever is uploaded: its text, or a sentence that says why there is none."""

from __future__ import annotations

import contextlib
import subprocess
import time
import zlib

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.intake import Reason, Unreadable, text_of
from indicators.intake.kinds import Kind, kind_of
from indicators.intake.readers import read_as
from indicators.intake.refused import SENTENCES
from tests.unit.intake.making import OVERRIDES, RELATIONS, SENTENCE, W, body, p, package, pdf, word

PAGE = f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>".encode()
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
OUTSIDE = "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
MACROS = OVERRIDES.replace(
    "/>", '><Override PartName="/word/document.xml" ContentType="a.macroEnabled.main+xml"/></Types>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
READABLE = {
    "notes.txt": SENTENCE.encode(),
    "gb.txt": SENTENCE.encode("gb18030"),
    "wide.txt": SENTENCE.encode("utf-16"),
    "mended.txt": SENTENCE.encode().decode("latin-1").encode(),
    "report.docx": word(SENTENCE),
    "report.pdf": pdf([SENTENCE]),
    "page.html": PAGE,
    "wrong.pdf": word(SENTENCE),
    "wrong.docx": pdf([SENTENCE]),
    "wrong.txt": PAGE,
    "wrong.html": SENTENCE.encode(),
    "part.html": f"{'　'}<b>注</b><p>{SENTENCE}</p>".encode(),
    "no name": b"\n" + pdf([SENTENCE]),
}  # fmt: skip
REFUSED = {
    "empty": (b"", Reason.EMPTY),
    "only spaces": (b"\xef\xbb\xbf \r\n", Reason.EMPTY),
    "an empty document": (word(), Reason.EMPTY),
    "an empty page": (b"<html><body><script>1</script></body></html>", Reason.EMPTY),
    "too large": (b"a" * (10 * 2**20 + 1), Reason.TOO_LARGE),
    "too long": (b"a" * 1_000_001, Reason.TOO_LONG),
    "document in an archive": (package({"report.docx": word(SENTENCE)}), Reason.ARCHIVE),
    "billion laughs": (body(p("&j;"), before=f"{LAUGHS}]>"), Reason.DECLARATIONS),
    "file from outside": (body(p("&e;"), before=OUTSIDE), Reason.DECLARATIONS),
    "declarations in UTF-16": (
        package({"[Content_Types].xml": OVERRIDES, "_rels/.rels": f"{OUTSIDE}<a/>".encode("utf-16")}),
        Reason.DECLARATIONS,
    ),
    "macros": (body(p(SENTENCE), vbaProject_bin=b"\0"), Reason.MACROS),
    "macros by type": (
        package({"[Content_Types].xml": MACROS, "_rels/.rels": RELATIONS.format(""), "word/document.xml": "<a/>"}),
        Reason.MACROS,
    ),
    "elements in elements": (body("<w:p>" * 5_000 + "</w:p>" * 5_000), Reason.DAMAGED),
    "cut off": (word(SENTENCE)[:-400], Reason.DAMAGED),
    "no document": (package({"[Content_Types].xml": OVERRIDES, "_rels/.rels": "<a/>"}), Reason.DAMAGED),
    "document outside": (
        package({
            "[Content_Types].xml": OVERRIDES,
            "_rels/.rels": RELATIONS.format("").replace('Target="word', 'TargetMode="External" Target="file:///etc'),
        }),
        Reason.DAMAGED,
    ),
    "workbook": (package({"[Content_Types].xml": OVERRIDES, "xl/workbook.xml": "<a/>"}), Reason.WORKBOOK),
    "slides": (package({"[Content_Types].xml": OVERRIDES, "ppt/presentation.xml": "<a/>"}), Reason.SLIDES),
    "OpenDocument": (package({"mimetype": "application/vnd.oasis.opendocument.text"}), Reason.OPEN_DOCUMENT),
    "old Word": (OLE, Reason.OLD_WORD),
    "protected Word": (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.PROTECTED),
    "Rich Text": (b"{\\rtf1 a}", Reason.RTF),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), Reason.PICTURE),
    "gzip": (b"\x1f\x8b\x08" + bytes(40), Reason.ARCHIVE),
    "web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n", Reason.WEB_ARCHIVE),
    "XML": (b"<?xml version='1.0'?><rows><row>1</row></rows>", Reason.XML),
    "bytes": (bytes(range(256)) * 4, Reason.BINARY),
    "pictures of pages": (pdf([]), Reason.NO_TEXT),
    "damaged PDF": (b"%PDF-1.7\nnothing", Reason.DAMAGED),
}  # fmt: skip
LARGE = {  # made for their test alone
    "unpacks to too much": lambda: (body(p("甲"), media_png=bytes(220 * 2**20)), Reason.BOMB),
    "one part unpacks to too much": lambda: (body(p("a" * 4_000_000)), Reason.BOMB),
    "too many parts": lambda: (package({f"word/{n}.xml": "" for n in range(2_001)}), Reason.BOMB),
}


@pytest.fixture
def in_process(monkeypatch):
    """Reads here instead of in a process for each file: that the process answers the same is tried below."""
    monkeypatch.setattr("indicators.intake.text.read_confined", read_as)


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.usefixtures("in_process")
def test_what_a_file_is_its_content_tells(name):
    assert text_of(name, READABLE[name]).split("\n")[-1] == SENTENCE


@pytest.mark.parametrize("name", [*REFUSED, *LARGE])
@pytest.mark.usefixtures("in_process")
def test_a_file_without_usable_text_is_refused_with_the_reason(name):
    content, reason = LARGE[name]() if name in LARGE else REFUSED[name]
    with pytest.raises(Unreadable) as refused:
        text_of("article.docx", content)
    assert refused.value.reason is reason


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "page.html"])
def test_the_process_gives_the_text(name):
    assert text_of(name, READABLE[name]) == SENTENCE


def test_the_process_gives_the_reason():
    with pytest.raises(Unreadable) as refused:
        text_of("a.docx", REFUSED["billion laughs"][0])
    assert refused.value.reason is Reason.DECLARATIONS


def test_the_process_knows_no_secrets(monkeypatch):
    """It is started without the server's environment."""
    seen = {}

    def started(command, **options):
        seen.update(options)
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr("indicators.intake.confined.subprocess.run", started)
    with pytest.raises(Unreadable) as refused:
        text_of("page.html", READABLE["page.html"])
    assert refused.value.reason is Reason.TOO_HARD
    assert seen["env"] == {}
    assert seen["timeout"] <= 20


def test_every_reason_has_a_sentence_that_ends():
    assert set(SENTENCES) == set(Reason)
    with translation.override("en"):
        assert all(str(Unreadable(reason)).endswith(".") for reason in Reason)


def test_control_signs_do_not_reach_the_database():
    assert text_of("a.txt", "产\x00值\x0712亿元，".encode() + b"." * 200).startswith("产值12亿元")


@pytest.mark.parametrize(
    "content",
    [
        pdf(streams=[b"BT /F 1 Tf " + b"<00410042> Tj " * 6_000_000 + b"ET"]),
        pdf(streams=[b"q " * 30_000_000]),
        pdf(streams=[b"[" * 2_000_000]),
    ],
    ids=["much text", "many steps", "deep"],
)
def test_a_pdf_that_takes_too_much_is_given_up(content):
    start = time.monotonic()
    with pytest.raises(Unreadable):
        text_of("a.pdf", content)
    assert time.monotonic() - start < 30


def test_a_stream_packed_twice_is_no_way_round():
    packed = zlib.compress(zlib.compress(bytes(300 * 2**20)))
    content = pdf([SENTENCE]).replace(b"/Contents 7 0 R", b"/Contents 8 0 R")
    content += f"\n8 0 obj<</Length {len(packed)}/Filter[/FlateDecode/FlateDecode]>>stream\n".encode() + packed
    with pytest.raises(Unreadable):
        text_of("a.pdf", content + b"\nendstream endobj\n%%EOF")


WHOLE = [READABLE["report.docx"], body(p("甲")), READABLE["report.pdf"], PAGE, SENTENCE.encode()]


@st.composite
def damaged(draw):
    """A readable file with some bytes replaced, left out or doubled."""
    content = bytearray(draw(st.sampled_from(WHOLE)))
    for _change in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        content[start : start + draw(st.integers(0, 40))] = draw(st.binary(max_size=20))
    return bytes(content)


@settings(deadline=None)
@given(st.binary(max_size=300) | damaged(), st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", ""]))
@example(b"PK\x03\x04", "a.docx")
@example(b"%PDF-", "a.pdf")
@example(b"<p", "a.html")
@example(f'<a xmlns="{W}"/>'.encode(), "a.html")
def test_no_bytes_end_in_anything_but_text_or_a_reason(content, name):
    """The readers are called here without their process: what it does to an answer is tested above."""
    with contextlib.suppress(Unreadable):
        text = read_as(kind_of(name, content), content)
        assert text.strip()
        text.encode()


@settings(deadline=None, max_examples=12)
@given(damaged())
def test_nor_do_they_through_the_process(content):
    with contextlib.suppress(Unreadable):
        assert text_of("a", content).strip()


def test_a_text_is_read_without_a_process(monkeypatch):
    monkeypatch.setattr("indicators.intake.text.read_confined", None)
    assert kind_of("a.txt", SENTENCE.encode()) is Kind.TEXT
    assert text_of("a.txt", SENTENCE.encode()) == SENTENCE
