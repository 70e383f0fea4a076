"""The parts of a Word document, a zip file by ISO/IEC 29500-2; what could harm is looked for before one is unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from indicators.intake.limits import MAX_PART, MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from indicators.intake.refused import Reason, Unreadable

ENCRYPTED = 1  # flag of a part
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the two that a package may use
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
MAIN = "/officeDocument"  # how the type of the relationship to the document ends, in both versions of the standard
OTHERS = {"xl/": Reason.WORKBOOK, "ppt/": Reason.SLIDES}


class Package:
    """Opens a document. Raises Unreadable where it is none, or harmful."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Unreadable(Reason.DAMAGED) from error
        self._parts = {part.filename.lstrip("/"): part for part in self._archive.infolist()}
        self._check(self._archive.infolist())
        self.main = self._main()

    def _check(self, parts: list[zipfile.ZipInfo]) -> None:
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise Unreadable(Reason.PROTECTED)
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED or any(map(_is_bomb, parts)):
            raise Unreadable(Reason.BOMB)
        if any(part.compress_type not in METHODS for part in parts) or len(self._parts) < len(parts):
            raise Unreadable(Reason.DAMAGED)
        names = [name.lower() for name in self._parts]
        if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
            raise Unreadable(Reason.MACROS)

    def _main(self) -> str:
        """The document's own part. Relationships lead to other parts only; what lies outside is never followed."""
        if "[Content_Types].xml" not in self._parts:
            is_open = self._parts.get("mimetype") is not None
            raise Unreadable(Reason.OPEN_DOCUMENT if is_open else Reason.ARCHIVE)
        for start, reason in OTHERS.items():
            if any(name.startswith(start) for name in self._parts):
                raise Unreadable(reason)
        for relation in self.xml("_rels/.rels"):
            if relation.get("Type", "").endswith(MAIN) and relation.get("TargetMode") != "External":
                name = posixpath.normpath(relation.get("Target", "")).lstrip("/")
                self._check_type(name)
                return name
        raise Unreadable(Reason.DAMAGED)

    def _check_type(self, name: str) -> None:
        for override in self.xml("[Content_Types].xml"):
            if override.get("PartName") == f"/{name}" and "macroEnabled" in override.get("ContentType", ""):
                raise Unreadable(Reason.MACROS)

    def beside(self, name: str) -> str | None:
        """The part of this file name in the document's folder, where there is one."""
        path = posixpath.join(posixpath.dirname(self.main), name)
        return path if path in self._parts else None

    def xml(self, name: str) -> etree._Element:
        """A part as XML: no DTD, no entities, nothing fetched. Raises Unreadable."""
        if name not in self._parts:
            raise Unreadable(Reason.DAMAGED)
        with self._archive.open(self._parts[name]) as file:
            content = file.read(MAX_PART + 1)
        if len(content) > MAX_PART:
            raise Unreadable(Reason.BOMB)
        if any(doctype in content for doctype in DOCTYPES):
            raise Unreadable(Reason.DECLARATIONS)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        return etree.fromstring(content, parser)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(2**20, MAX_RATIO * part.compress_size)
