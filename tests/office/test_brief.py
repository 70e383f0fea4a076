"""A brief in a real office program: LibreOffice reads it, and its text and pictures are in the PDF made of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from indicators.charts.fonts import has_chinese_font

# What is looked at, with its charts.
BRIEFS = {
    "/programs/zhangshu-metal-furniture/": 4,
    "/en/programs/zhangshu-metal-furniture/": 4,
}
TOOLS = {"soffice": "libreoffice-writer", "pdftotext": "poppler-utils", "pdfimages": "poppler-utils"}


@pytest.fixture(scope="module")
def office() -> None:
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if not has_chinese_font():
        missing.append("fonts-noto-cjk")
    if not missing and "Liberation" not in run("fc-match", "Times New Roman"):  # it is as wide as the letters named
        missing.append("fonts-liberation")
    if missing:
        message = f"no brief was opened in LibreOffice (Debian: apt-get install {' '.join(dict.fromkeys(missing))})"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)


def pdfs(files: list[Path], folder: Path) -> list[Path]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    switches = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(["soffice", profile, *switches, *map(str, files)], check=True, capture_output=True, timeout=120)
    return [folder / f"{file.stem}.pdf" for file in files]


def run(*command: str | Path) -> str:
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=30).stdout.decode()


def text_of(pdf: Path) -> str:
    """Without white space: lines break where they must."""
    return re.sub(r"\s+", "", run("pdftotext", "-layout", pdf, "-"))


def widths(pdf: Path) -> list[int]:
    """Of the pictures, in px; each row below the two lines of the head is page, number, kind, width …"""
    rows = [line.split() for line in run("pdfimages", "-list", pdf).splitlines()[2:]]
    return [int(row[3]) for row in rows if row[2] == "image"]


def test_libreoffice_finds_text_numbers_and_pictures(office, portal, client, tmp_path):
    files = []
    for number, path in enumerate(BRIEFS):
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(client.get(f"{path}brief.docx").content)
    made = pdfs(files, tmp_path)
    for pdf, pictures in zip(made, BRIEFS.values(), strict=True):
        images = widths(pdf)
        assert len(images) == pictures
        assert min(images) >= 1000
        pages = re.search(r"Pages:\s+(\d+)", run("pdfinfo", pdf))
        assert pages
        assert 1 < int(pages[1]) <= 6
        assert f"—{pages[1]}—" in text_of(pdf)
    chinese, english = text_of(made[0]), text_of(made[1])
    # Numbers of headings, captions and notes are worked out by LibreOffice itself, not written into the text.
    assert all(
        text in chinese for text in ("一、基本情况", "（一）质量管理", "图4", "（见图4）", "第三方检验检测项目签约")
    )
    assert all(text in english for text in ("1.Overview", "4.1Qualitymanagement", "Chart4.", "(seeChart4)"))
    assert re.search(r"352\.6亿元\[1\]", chinese)
    assert "[1]樟树市金属家具产业质量提升项目情况，第8段" in chinese
    assert "atleast200serviceitems" in english
    assert not re.search("错误|Error|not found", chinese + english)
