"""The look of a brief as it was first made: its styles, fonts and numbers. `template.py` makes the file of them.

Layout after GB/T 9704-2012. Sizes in points: 22 is 2号, 14 is 四号, 12 is 小四, 10.5 is 五号, 9 is 小五.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

TEMPLATE: Final = Path(__file__).resolve().parents[2] / "templates" / "programs" / "brief.docx"

SONG, FANG_SONG, HEI, KAI, TITLE_SONG = "宋体", "仿宋", "黑体", "楷体", "方正小标宋简体"
LATIN: Final = "Times New Roman"
# The names under which another machine may have the same face; Word reads them from the font table.
OTHER_NAMES: Final = {
    SONG: "SimSun",
    FANG_SONG: "FangSong,仿宋_GB2312,FangSong_GB2312",
    HEI: "SimHei",
    KAI: "KaiTi,楷体_GB2312,KaiTi_GB2312",
    TITLE_SONG: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong",
}
CHINESE: Final = "chineseCountingThousand"  # 一 二 三
# (number format, text) of the levels: chapters, parts of a chapter, items, small items. The third list is the notes.
NUMBERING: Final = {
    1: ((CHINESE, "%1、"), (CHINESE, "（%2）"), ("decimal", "%3."), ("decimal", "%4.")),
    2: (("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "(%3)"), ("decimal", "(%4)")),
    3: (("decimal", "[%1]"),),
}


@dataclass(frozen=True)
class Look:
    """A paragraph style. `font` is that of Chinese characters, `line` the exact distance of lines (0: by the text),
    `indent` of the first line in characters, `number` the list and level of its numbers.
    """

    name: str
    size: float
    font: str = FANG_SONG
    base: str = "Normal"
    line: float = 0
    before: float = 0
    after: float = 0
    align: str = "left"
    indent: int = 0
    bold: bool = False
    italic: bool = False
    keep_next: bool = False
    outline: int | None = None
    number: tuple[int, int] | None = None


LOOKS: Final = (
    Look("Title", 22, TITLE_SONG, line=32, after=6, align="center", keep_next=True),
    Look("Subtitle", 14, KAI, line=24, after=6, align="center"),
    Look("Facts", 10.5, KAI, line=16, align="center"),
    Look("heading 1", 12, HEI, line=18, before=8, after=2, indent=2, keep_next=True, outline=0, number=(1, 0)),
    Look("heading 2", 12, KAI, line=18, indent=2, keep_next=True, outline=1, number=(1, 1)),
    Look("Body Text", 12, line=18, align="both", indent=2),
    Look("List Number", 12, line=18, align="both", indent=2, number=(1, 2)),
    Look("List Number 2", 10.5, line=15.5, align="both", indent=2, number=(1, 3)),
    Look("Picture", 10.5, before=4, align="center", keep_next=True),
    Look("caption", 10.5, HEI, before=2, after=8, align="center"),
    Look("Table Caption", 10.5, HEI, before=8, after=3, align="center", keep_next=True),
    Look("Table Head", 9, HEI, line=13, keep_next=True),
    Look("Table Text", 9, line=13),
    Look("Table Note", 9, line=13, before=3, after=6),
    Look("Note", 9, line=12.5, after=2, align="both", number=(3, 0)),
    Look("footer", 14, SONG),
    # The same in English, where it differs.
    Look("Title English", 17, base="Title", after=4, bold=True, align="center", keep_next=True),
    Look("Subtitle English", 12, base="Subtitle", after=8, italic=True, align="center"),
    Look("Facts English", 10, base="Facts", after=2, align="center"),
    Look("Heading 1 English", 13, base="heading 1", before=8, after=3, bold=True, keep_next=True, number=(2, 0)),
    Look("Heading 2 English", 12, base="heading 2", before=4, after=2, bold=True, keep_next=True, number=(2, 1)),
    Look("Body Text English", 11, base="Body Text", after=4),
    Look("List Number English", 10.5, base="List Number", after=2, number=(2, 2)),
    Look("List Number 2 English", 9.5, base="List Number 2", after=2, number=(2, 3)),
    Look("Caption English", 10, base="caption", before=2, after=8, bold=True, align="center"),
    Look(
        "Table Caption English", 10, base="Table Caption", before=8, after=3, bold=True, align="center", keep_next=True
    ),
    Look("Table Head English", 9, base="Table Head", bold=True, keep_next=True),
    Look("Table Text English", 9, base="Table Text"),
)
CHARACTERS: Final = {
    "Strong": f'<w:rFonts w:eastAsia="{HEI}"/>',
    "Strong English": "<w:b/>",
    "Note Mark": '<w:vertAlign w:val="superscript"/>',
    "Hyperlink": "",
}
TABLE: Final = """<w:style {ns} w:type="table" w:customStyle="1" w:styleId="Figures"><w:name w:val="Figures"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="12" w:space="0" w:color="000000"/>
<w:bottom w:val="single" w:sz="12" w:space="0" w:color="000000"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/></w:tblBorders>
<w:tblCellMar><w:top w:w="14" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="14" w:type="dxa"/>
<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>
</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""
