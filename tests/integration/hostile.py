"""Files that nobody should trust, each made by a small function: what is wrong with it is its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

import openpyxl
from openpyxl.styles import PatternFill

from tests.integration.importing import csv_of, saved, xlsx_of

FOREIGN = 900_001  # the key of a figure in another region, far from those that a sequence gives
HEADER = ["program", "indicator", "value", "unit_mult", "period_start", "period_end", "inference", "role"]
ROW = ["jingdezhen", "revenue", "352.6", "亿", "2021-01-01", "2021-12-31", "", "actual"]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def row(**cells: object) -> list[object]:
    """The good row with other cells."""
    return [cells.get(name, value) for name, value in zip(HEADER, ROW, strict=True)]


def csv_with(**cells: object) -> bytes:
    return csv_of(HEADER, row(**cells))


def xlsx_with(**cells: object) -> bytes:
    return xlsx_of(HEADER, row(**cells))


def book_with(change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(ROW)
    change(book)
    return saved(book)


def repacked(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The workbook with parts replaced, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def sheet_xml(rows: str, after: str = "", before: str = "") -> bytes:
    """A workbook whose sheet is written by hand."""
    text = f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return repacked(xlsx_of(HEADER), {SHEET: text.encode()})


def text_row(number: int, cells: Sequence[object]) -> str:
    made = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{made}</row>'


GOOD_ROWS = text_row(1, list(HEADER)) + text_row(2, list(ROW))


def two_sheets(book: openpyxl.Workbook) -> None:
    book.create_sheet("more").append(["x"])


def hidden_sheet(book: openpyxl.Workbook) -> None:
    two_sheets(book)
    book.worksheets[1].sheet_state = "hidden"


def very_hidden_data(book: openpyxl.Workbook) -> None:
    book.active.sheet_state = "veryHidden"
    book.create_sheet("empty")


def merged(book: openpyxl.Workbook) -> None:
    book.active.append(ROW)
    book.active.merge_cells("A2:A3")


def merged_header(book: openpyxl.Workbook) -> None:
    book.active.merge_cells("G1:H1")


def formatted_far_away(book: openpyxl.Workbook) -> None:
    book.active.cell(3000, 150).fill = PatternFill("solid", fgColor="FFFF00")


def value_far_away(book: openpyxl.Workbook) -> None:
    book.active.cell(2, 900, "x")


def percent_cell(book: openpyxl.Workbook) -> None:
    book.active["B2"] = "pass-rate"
    book.active["C2"], book.active["D2"] = 0.98, None
    book.active["C2"].number_format = "0.0%"


def percent_of_money(book: openpyxl.Workbook) -> None:
    book.active["C2"] = 0.98
    book.active["C2"].number_format = "0%"


def shown_with_decimals(book: openpyxl.Workbook) -> None:
    book.active["C2"] = 19
    book.active["C2"].number_format = "#,##0.0_ "


def real_dates(book: openpyxl.Workbook) -> None:
    book.active["E2"], book.active["F2"] = date(2021, 1, 1), datetime(2021, 12, 31)  # noqa: DTZ001


def encrypted_zip() -> bytes:
    content = bytearray(xlsx_of(HEADER, ROW))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def lying_zip() -> bytes:
    """The directory says that the sheet is small."""
    content = bytearray(repacked(xlsx_of(HEADER), {SHEET: b"<a>" + b" " * 60_000_000 + b"</a>"}))
    at = content.rfind(SHEET.encode()) - 46
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(content)


def many_parts() -> bytes:
    return repacked(xlsx_of(HEADER, ROW), {f"xl/media/{number}.bin": b"x" for number in range(2000)})


def twenty_thousand_columns() -> bytes:
    return sheet_xml(f"<row>{''.join(f'<c><v>{number * 7919}</v></c>' for number in range(20_000))}</row>")


BILLION = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
STRINGS = f'<?xml version="1.0"?>{BILLION}<sst xmlns="{MAIN}"><si><t>&c;</t></si></sst>'
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def strings_with_entities() -> bytes:
    content = xlsx_of(HEADER, ROW)
    types = zipfile.ZipFile(io.BytesIO(content)).read("[Content_Types].xml").decode()
    own = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS_TYPE}"/></Types>'
    changed = types.replace("</Types>", own).encode()
    return repacked(content, {"[Content_Types].xml": changed, "xl/sharedStrings.xml": STRINGS.encode()})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

# What is wrong → file and words of the refusal. Each ends before any row is looked at.
WHOLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "only blanks": (lambda: b" \r\n\r\n\t", "is empty"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf", "is empty"),
    "only a header": (lambda: csv_of(HEADER), "no row below"),
    "only a header, xlsx": (lambda: xlsx_of(HEADER), "no row below"),
    "empty workbook": (lambda: saved(openpyxl.Workbook()), "empty"),
    "wrong columns": (lambda: csv_of(["a", "b"], ["1", "2"]), "no such column"),
    "one column misspelt": (lambda: csv_of(["programme", *HEADER[1:]], ROW), "meant"),
    "key column missing": (lambda: csv_of(HEADER[1:], ROW[1:]), "needs the columns"),
    "duplicate header": (lambda: csv_of([*HEADER, "value"], [*ROW, "1"]), "Columns C and I"),
    "one column under two names": (lambda: csv_of([*HEADER, "数值"], [*ROW, "1"]), "twice"),
    "no header over a cell": (lambda: csv_of([*HEADER, "", "position"], [*ROW, "x", "1"]), "no header"),
    "more cells than headers": (lambda: csv_of(HEADER, [*ROW, "x"]), "more cells than the header"),
    "no header row": (lambda: csv_of(ROW, ROW), "no such column"),
    "a million columns": (lambda: ",".join(["x"] * 1_000_000).encode(), "200 columns"),
    "a million columns, xlsx": (lambda: sheet_xml(f"<row>{'<c><v>1</v></c>' * 1_000_000}</row>"), "not opened"),
    "a million empty cells in a row": (lambda: sheet_xml(f"<row>{'<c/>' * 1_000_000}</row>"), "not opened"),
    "twenty thousand columns, xlsx": (twenty_thousand_columns, "200 columns"),
    "twenty thousand empty columns": (lambda: sheet_xml(f"<row>{'<c/>' * 20_000}</row>"), "200 columns"),
    "a value in column AHP": (lambda: book_with(value_far_away), "200 columns"),
    "too many rows": (lambda: csv_of(HEADER, *([ROW] * 20_001)), "20000 rows"),
    "a row number beyond all": (lambda: sheet_xml(GOOD_ROWS + '<row r="99999999"><c><v>1</v></c></row>'), "rows"),
    "a value in row 900000": (lambda: sheet_xml(GOOD_ROWS + '<row r="900000"><c><v>1</v></c></row>'), "20000 rows"),
    "too large": (lambda: csv_of(HEADER, ROW) + b"x" * (5 * 2**20), "5 MB"),
    "zip bomb": (lambda: repacked(xlsx_of(HEADER), {SHEET: b"0" * 70_000_000}), "not opened"),
    "zip bomb of many parts": (many_parts, "not opened"),
    "zip whose directory lies": (lying_zip, "damaged"),
    "zip that is cut off": (lambda: xlsx_of(HEADER, ROW)[:-200], "cut off"),
    "zip with a broken part": (lambda: repacked(xlsx_of(HEADER, ROW), {SHEET: b"<worksheet"}), "damaged"),
    "zip without a sheet": (lambda: repacked(xlsx_of(HEADER, ROW), {SHEET: None}), "empty"),
    "zip of something else": (lambda: repacked(xlsx_of(HEADER), {"xl/workbook.xml": None}), "no Excel workbook"),
    "zip without anything": (lambda: b"PK\x05\x06" + bytes(18), "no Excel workbook"),
    "protected by a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "encrypted zip": (encrypted_zip, "password"),
    "xls renamed": (lambda: OLE, "old Excel file"),
    "macros": (lambda: repacked(xlsx_of(HEADER, ROW), {"xl/vbaProject.bin": b"x"}), "macros"),
    "external links": (
        lambda: repacked(xlsx_of(HEADER, ROW), {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "other files",
    ),
    "XML entities in the sheet": (lambda: sheet_xml(text_row(1, ["&c;"]), before=BILLION), "XML declarations"),
    "XML entities from a file": (lambda: sheet_xml(text_row(1, ["&x;"]), before=EXTERNAL), "XML declarations"),
    "XML entities in the strings": (strings_with_entities, "XML declarations"),
    "a document type without entities": (
        lambda: sheet_xml(GOOD_ROWS, before="<!DOCTYPE worksheet>"),
        "XML declarations",
    ),
    "two filled sheets": (lambda: book_with(two_sheets), "several filled sheets"),
    "hidden sheet": (lambda: book_with(hidden_sheet), "hidden sheet"),
    "hidden data": (lambda: book_with(very_hidden_data), "hidden sheet"),
    "merged cells": (lambda: book_with(merged), "merged at A2:A3"),
    "merged header": (lambda: book_with(merged_header), "merged at G1:H1"),
    "formula in the header": (lambda: xlsx_of([*HEADER[:-1], "=A1"], ROW), "Header of column H"),
    "NUL bytes": (lambda: csv_with(inference="a\0b"), "NUL"),
    "UTF-16 without its mark": (lambda: csv_of(HEADER, ROW, encoding="utf-16-le"), "NUL"),
    "UTF-16 that breaks off": (lambda: csv_of(HEADER, ROW, encoding="utf-16") + b"\0", "UTF-8 nor GB18030"),
    "bytes of no encoding": (lambda: csv_of(HEADER, ROW) + b"\xff\xff\x00\xff", "UTF-8 nor GB18030"),
    "quotation mark not closed": (lambda: csv_of(HEADER, ROW) + b'"jingdezhen,revenue\n' * 3, "quotation mark"),
    "quotation mark not closed, long": (lambda: csv_of(HEADER) + b'"' + b"x,\n" * 90_000, "quotation mark"),
    "text after a quotation mark": (lambda: csv_of(HEADER) + b'"jingdezhen"x,1\n', "quotation mark"),
    "a web page called xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
    "XML of Excel 2003": (lambda: b'<?xml version="1.0"?><Workbook/>', "web page or XML"),
    "PDF": (lambda: b"%PDF-1.7 x", "PDF"),
    "JSON": (lambda: b'[{"program": "jingdezhen"}]', "JSON"),
}

# What is wrong → file, column of the refusal, words of it. The file is read, and its row is refused.
ROWS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "formula": (lambda: xlsx_with(value="=1+1"), "C", "formula"),
    "formula that opens a program": (lambda: xlsx_with(inference="=cmd|'/C calc'!A0"), "G", "formula"),
    "error cell": (lambda: xlsx_with(value="#REF!"), "C", "#REF!"),
    "error cell of a shared kind": (
        lambda: sheet_xml(text_row(1, HEADER) + '<row r="2"><c t="e"><v>#N/A</v></c><c><v>1</v></c></row>'),
        "A",
        "#N/A",
    ),
    "number as a date": (lambda: xlsx_with(period_start=44197), "E", "44197"),
    "number as a date, csv": (lambda: csv_with(period_start="44197"), "E", "44197"),
    "text as a date": (lambda: csv_with(period_start="last year"), "E", "no date"),
    "a day that is none": (lambda: csv_with(period_start="2021-02-30"), "E", "no day"),
    "a date with a time": (lambda: xlsx_with(period_start=datetime(2021, 1, 1, 12, 30)), "E", "no date"),  # noqa: DTZ001
    "NaN": (lambda: csv_with(value="NaN"), "C", "number alone"),
    "1e999": (lambda: csv_with(value="1e999"), "C", "number alone"),
    "1e999 in xlsx": (
        lambda: sheet_xml(
            text_row(1, HEADER) + '<row r="2"><c r="A2" t="inlineStr"><is><t>jingdezhen</t></is></c>'
            '<c r="C2"><v>1e999</v></c></row>'
        ),
        "C",
        "no number",
    ),
    "Infinity": (lambda: csv_with(value="-Infinity"), "C", "number alone"),
    "too many digits": (lambda: csv_with(value="1234567890123456"), "C", "digits"),
    "negative where none may be": (lambda: csv_of([*HEADER, "position"], [*ROW, "-1"]), "I", "whole number"),
    "half a whole number": (lambda: csv_of([*HEADER, "position"], [*ROW, "1.5"]), "I", "whole number"),
    "a whole number too large": (lambda: csv_of([*HEADER, "position"], [*ROW, "99999"]), "I", "32767"),
    "a percentage of money": (lambda: book_with(percent_of_money), "C", "percentage"),
    "a percentage beyond its bounds": (lambda: csv_with(indicator="pass-rate", value="980", unit_mult=""), "C", "98"),
    "a word for a number": (lambda: csv_with(value="三百"), "C", "number alone"),
    "true for a number": (lambda: xlsx_with(value=True), "C", "number alone"),
    "true for a text": (lambda: xlsx_with(inference=True), "G", "made"),
    "a date for a text": (lambda: xlsx_with(inference=date(2021, 1, 2)), "G", "made"),
    "unknown value of a list": (lambda: csv_with(role="hope"), "H", "not in the list"),
    "unknown program": (lambda: csv_with(program="no-such"), "A", "no-such"),
    "unknown indicator": (lambda: csv_with(indicator="' OR 1=1 --"), "B", "OR 1=1"),
    "program of another region": (lambda: csv_with(program="elsewhere"), "A", "may use"),
    "record of another region by its ID": (lambda: csv_of(["id", *HEADER], [str(FOREIGN), *ROW]), "", "keep"),
    "no such ID": (lambda: csv_of(["id", *HEADER], ["987654", *ROW]), "A", "987654"),
    "an ID that is none": (lambda: csv_of(["id", *HEADER], ["1; DROP", *ROW]), "A", "no ID"),
    "publication": (lambda: csv_of([*HEADER, "publication"], [*ROW, "published"]), "I", "publish"),
    "duplicate key": (lambda: csv_of(HEADER, ROW, ROW), "", "Row 2"),
    "a key without its program": (lambda: csv_with(program=""), "A", "empty"),
    "control character": (lambda: csv_with(inference="a\x07b"), "G", "control character"),
    "text turned right to left": (lambda: csv_with(inference="abc\u202egpj.exe"), "G", "direction"),
    "invisible joiner in a key": (lambda: csv_with(program="jing\u200bdezhen"), "A", "invisible"),
    "very long cell": (lambda: csv_with(inference="长" * 40_000), "G", "32767"),
    "text longer than its field": (lambda: csv_with(inference="长" * 300), "G", "200"),
    "half a period": (lambda: csv_with(period_end=""), "", "both the start and the end"),
    "a plan called a result": (lambda: csv_with(role="target"), "", "planned"),
}

# What is odd → file, value that is read. Readable after all, so read right.
READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "GB18030": (lambda: csv_of(HEADER, row(inference="上文，㐂"), encoding="gb18030"), "352.6"),
    "GB18030 with Chinese headers": (lambda: csv_of(["项目", "指标", *HEADER[2:]], ROW, encoding="gb18030"), "352.6"),
    "UTF-8 with its mark": (lambda: csv_of(HEADER, ROW, encoding="utf-8-sig"), "352.6"),
    "UTF-16": (lambda: csv_of(HEADER, ROW, encoding="utf-16"), "352.6"),
    "UTF-16 with tabs, as Excel writes Unicode text": (
        lambda: csv_of(HEADER, ROW, encoding="utf-16", delimiter="\t"),
        "352.6",
    ),
    "big-endian UTF-16": (lambda: b"\xfe\xff" + csv_of(HEADER, ROW, encoding="utf-16-be"), "352.6"),
    "semicolons": (lambda: csv_of(HEADER, ROW, delimiter=";"), "352.6"),
    "tabs": (lambda: csv_of(HEADER, ROW, delimiter="\t"), "352.6"),
    "line ends of old Macs": (lambda: csv_of(HEADER, ROW).replace(b"\r\n", b"\r"), "352.6"),
    "blank lines above and between": (lambda: b"\n\n" + csv_of(HEADER, [], ROW, []), "352.6"),
    "a comma and a quotation mark in a text": (lambda: csv_with(inference='他说"好",真的'), "352.6"),
    "headers in other cases and with blanks": (
        lambda: csv_of(
            [
                " Program",
                "INDICATOR ",
                "Value",
                "unit mult",
                "Period start",
                "ｐｅｒｉｏｄ＿ｅｎｄ",
                "inference",
                "Role",
            ],
            ROW,
        ),
        "352.6",
    ),
    "full-width digits": (lambda: csv_with(value="３５２．６"), "352.6"),
    "thousands": (lambda: csv_with(value="1,352.6"), "1352.6"),
    "negative": (lambda: csv_with(value="-3.90"), "-3.90"),
    "a leading apostrophe": (lambda: csv_with(inference="'=1+1"), "352.6"),
    "a formula as text in csv": (lambda: csv_with(inference="=1+1"), "352.6"),
    "percent cell": (lambda: book_with(percent_cell), "98.0"),
    "percent in csv": (lambda: csv_with(indicator="pass-rate", value="98.0%", unit_mult=""), "98.0"),
    "number shown with its decimals": (lambda: book_with(shown_with_decimals), "19.0"),
    "number as text": (lambda: xlsx_with(value="19.0"), "19.0"),
    "plain number": (lambda: xlsx_with(value=352.6), "352.6"),
    "real dates": (lambda: book_with(real_dates), "352.6"),
    "formatted, empty cells far away": (lambda: book_with(formatted_far_away), "352.6"),
    "an empty second sheet": (lambda: book_with(lambda book: book.create_sheet("x")), "352.6"),
    "right-to-left script": (lambda: csv_with(inference="שלום"), "352.6"),
    "emoji": (lambda: csv_with(inference="👍🏽 𠮷"), "352.6"),
    "xlsx called csv": (lambda: xlsx_of(HEADER, ROW), "352.6"),
}
