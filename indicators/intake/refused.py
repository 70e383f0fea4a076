"""Why a file gives no text, in a sentence that says what to do."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_HARD = "too-hard"  # it would take more time or memory than an article needs
    BOMB = "bomb"
    DAMAGED = "damaged"
    PROTECTED = "protected"
    MACROS = "macros"
    DECLARATIONS = "declarations"  # a DTD, with which XML can be made to explode or to read other files
    NO_TEXT = "no-text"
    GARBLED = "garbled"
    OLD_WORD = "old-word"
    OPEN_DOCUMENT = "open-document"
    WORKBOOK = "workbook"
    SLIDES = "slides"
    ARCHIVE = "archive"
    RTF = "rtf"
    PICTURE = "picture"
    WEB_ARCHIVE = "web-archive"
    XML = "xml"
    BINARY = "binary"


SENTENCES = {
    Reason.EMPTY: _("The file holds no text."),
    Reason.TOO_LARGE: _("The file is larger than 10 MB. Upload the article alone, without pictures."),
    Reason.TOO_LONG: _("The text is longer than a million characters. Upload one article at a time."),
    Reason.TOO_MANY_PAGES: _("The PDF has more than 300 pages. Upload only the pages of the article."),
    Reason.TOO_HARD: _("Reading this file takes more time or memory than an article needs. Paste its text instead."),
    Reason.BOMB: _("The file unpacks to far more than an article of this size needs, so it is not opened."),
    Reason.DAMAGED: _("The file is cut off or damaged. Open it in the program it was made with and save it anew."),
    Reason.PROTECTED: _("The file is protected by a password. Remove it and save the file anew."),
    Reason.MACROS: _("The document holds macros. Save it as .docx, which holds none."),
    Reason.DECLARATIONS: _(
        "The document holds XML declarations (DTD), which no word processor writes; it is not opened."
    ),
    Reason.NO_TEXT: _("This PDF has no text, only pictures of pages. Type or paste the text."),
    Reason.GARBLED: _(
        "The letters of this PDF cannot be told (its fonts do not say what they stand for). Paste the text."
    ),
    Reason.OLD_WORD: _("This is an old Office file (.doc, .xls, .wps), whatever its name says. Save it as .docx."),
    Reason.OPEN_DOCUMENT: _("This is an OpenDocument file. Save it as .docx or as plain text."),
    Reason.WORKBOOK: _(
        "This is an Excel workbook. Save the article as .docx or text; tables are imported beside the lists."
    ),
    Reason.SLIDES: _("These are slides. Paste their text."),
    Reason.ARCHIVE: _("This is an archive or another packed file. Unpack it and upload the article itself."),
    Reason.RTF: _("This is a file in Rich Text Format. Save it as .docx or as plain text."),
    Reason.PICTURE: _("This is a picture. Type or paste the text."),
    Reason.WEB_ARCHIVE: _("This is a web archive. Save the page as “HTML only”."),
    Reason.XML: _("This is XML, no web page. Save the article as .docx, HTML or plain text."),
    Reason.BINARY: _("This is no text. Upload the article as .docx, PDF, HTML or plain text."),
}


class Unreadable(ValueError):  # noqa: N818  # it is what the file is
    """A file without text that can be used; `str()` is a sentence in the reader's language."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    def __str__(self) -> str:
        return str(SENTENCES[self.reason])
