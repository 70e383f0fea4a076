"""Makes templates/programs/brief.docx anew, as it was first made:

    python -m qualityportal.brief.template

The file is what counts, and may be changed in Word: styles, margins, numbering, footers. Running this undoes that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from qualityportal.brief.look import CHARACTERS, FANG_SONG, LATIN, LOOKS, NUMBERING, OTHER_NAMES, TABLE, TEMPLATE, Look


def make() -> WordDocument:
    document = Document()
    _empty(document)
    _page(document)
    _fonts(document)
    styles = document.styles.element
    for look in LOOKS:
        styles.append(parse_xml(_paragraph_style(look)))
    for name, properties in CHARACTERS.items():
        styles.append(parse_xml(_character_style(name, properties)))
    styles.append(parse_xml(TABLE.format(ns=nsdecls("w"))))
    _numbering(document)
    _footers(document)
    return document


def _empty(document: WordDocument) -> None:
    """Without what the library's own blank file brings along: text, styles, a preview picture, other lists."""
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    kept = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    for element in list(document.part.numbering_part.element):
        document.part.numbering_part.element.remove(element)
    wanted = {RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.FONT_TABLE, RT.THEME}
    _drop(document.part.rels, wanted)
    _drop(document.part.package.rels, {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES})


def _drop(relations: Any, wanted: set[str]) -> None:
    for key in [key for key, relation in relations.items() if relation.reltype not in wanted]:
        del relations[key]


def _page(document: WordDocument) -> None:
    """GB/T 9704-2012, 5.2.1: A4, 37 mm above, 28 mm at the binding, a type area of 156 × 225 mm."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(22)
    settings = document.settings.element
    for name in ("zoom", "savePreviewPicture", "rsids", "doNotAutoCompressPictures"):
        for element in settings.findall(qn(f"w:{name}")):
            settings.remove(element)
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")


def _fonts(document: WordDocument) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN}" w:eastAsia="{FANG_SONG}" '
            f'w:hAnsi="{LATIN}" w:cs="{LATIN}"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
            '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )
    names = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, others in OTHER_NAMES.items()
    )
    table = document.part.part_related_by(RT.FONT_TABLE)
    table._blob = f"<w:fonts {nsdecls('w')}>{names}</w:fonts>".encode()  # the library keeps this part as bytes


def _paragraph_style(look: Look) -> str:
    number = ""
    if look.number:
        number = f'<w:numPr><w:ilvl w:val="{look.number[1]}"/><w:numId w:val="{look.number[0]}"/></w:numPr>'
    rule = f'w:line="{look.line * 20:.0f}" w:lineRule="exact"' if look.line else 'w:line="240" w:lineRule="auto"'
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId={quoteattr(_id(look.name))}>'
        f"<w:name w:val={quoteattr(look.name)}/><w:basedOn w:val={quoteattr(_id(look.base))}/><w:qFormat/><w:pPr>"
        + ("<w:keepNext/>" if look.keep_next else "")
        + f'{number}<w:spacing w:before="{look.before * 20:.0f}" w:after="{look.after * 20:.0f}" {rule}/>'
        f'<w:ind w:firstLineChars="{look.indent * 100}" w:firstLine="{look.indent * look.size * 20:.0f}"/>'
        f'<w:jc w:val="{look.align}"/>'
        + (f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "")
        + f'</w:pPr><w:rPr><w:rFonts w:eastAsia="{look.font}"/>'
        + ("<w:b/>" if look.bold else "")
        + ("<w:i/>" if look.italic else "")
        + f'<w:sz w:val="{look.size * 2:.0f}"/><w:szCs w:val="{look.size * 2:.0f}"/></w:rPr></w:style>'
    )


def _character_style(name: str, properties: str) -> str:
    return (
        f'<w:style {nsdecls("w")} w:type="character" w:styleId={quoteattr(_id(name))}><w:name w:val={quoteattr(name)}/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>'
    )


def _id(name: str) -> str:
    return name.title().replace(" ", "")


def _numbering(document: WordDocument) -> None:
    """7.3.3: 一、 （一） 1. — one list of three levels for each language; a level begins anew under the one above."""
    numbering = document.part.numbering_part.element
    for key, levels in NUMBERING.items():
        numbering.append(parse_xml(_list(key, levels)))
    for key in NUMBERING:
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))


def _list(key: int, levels: Iterable[tuple[str, str]]) -> str:
    styles = {look.number: _id(look.name) for look in LOOKS}
    written = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{styles[key, level]}"/><w:suff w:val="{"nothing" if key == 1 and level < 2 else "space"}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>'
        f"{written}</w:abstractNum>"
    )


def _footers(document: WordDocument) -> None:
    """7.5: — 1 — in 四号 半角宋体, on the outer side, one character from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align, side in ((section.footer, "right", "end"), (section.even_page_footer, "left", "start")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["footer"]
        properties = paragraph._p.get_or_add_pPr()
        indent = OxmlElement("w:ind")
        indent.set(qn("w:rightChars" if side == "end" else "w:leftChars"), "100")
        indent.set(qn("w:right" if side == "end" else "w:left"), str(14 * 20))
        properties.append(indent)
        properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="{align}"/>'))
        paragraph.add_run("— ")
        paragraph._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )
        paragraph.add_run(" —")


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    make().save(str(TEMPLATE))
