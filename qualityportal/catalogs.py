"""The translation catalogs: texts collected from code and templates, without xgettext or msgfmt.

English texts in the code are the message ids; locale/zh_Hans holds the Chinese ones. Babel reads the Python files,
Jinja2's own extractor the templates of the public pages; Django's `templatize` turns one of the admin into something
that Babel can read as Python.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    **dict[str, Any](DEFAULT_KEYWORDS),
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
}
CODE = ("qualityportal", "programs", "indicators", "seeds", "templates")
PAGES = settings.BASE_DIR / "templates" / "pages"
CATALOG = Path("locale") / "zh_Hans" / "LC_MESSAGES" / "django.po"


def collected() -> Catalog:
    """All texts of the project, in the order of the files, without line numbers (they would change every day)."""
    found = Catalog(project="qualityportal", fuzzy=False)
    for path in _files():
        name = str(path.relative_to(settings.BASE_DIR))
        for _line, message, comments, context in _texts_of(path):
            found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def _files() -> Iterator[Path]:
    for folder in CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt", ".xml") and "migrations" not in path.parts:
                yield path


def _texts_of(path: Path) -> Iterator[Any]:
    if PAGES in path.parents:
        as_drawn = {"trimmed": "true", "silent": "false"}  # see `templating.environment`
        return extract("jinja2.ext:babel_extract", io.BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"], as_drawn)
    return extract("python", _python_of(path), KEYWORDS, ["Translators:"])


def _python_of(path: Path) -> io.BytesIO:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return io.BytesIO(text.encode())


def updated() -> tuple[Catalog, list[str]]:
    """The Chinese catalog brought up to date, and what it lacks: a line per missing, unsure or outdated text."""
    path = settings.BASE_DIR / CATALOG
    with path.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")
    before = {(message.id, message.context) for message in catalog if message.id}
    template = collected()
    template.creation_date = catalog.creation_date  # a file that changes only when its texts do
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    faults = [f"not translated: {message.id}" for message in catalog if message.id and not _is_whole(message.string)]
    faults += [f"marked as unsure: {message.id}" for message in catalog if message.id and message.fuzzy]
    wanted = {(message.id, message.context) for message in template if message.id}
    faults += [f"no longer used: {message}" for message, _context in sorted(before - wanted, key=str)]
    faults += [f"other placeholders: {message.id}" for message in catalog if message.id and not _same_places(message)]
    for message in catalog:
        if message.id and _is_whole(message.string):
            faults += [f"{message.id}: {error}" for error in message.check(catalog)]
    return catalog, faults


PLACE = re.compile(r"%\((\w+)\)")


def _same_places(message: Message) -> bool:
    """The translation fills in what the text fills in; Babel's own check passes over plurals."""
    texts = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    translations = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    wanted = set(PLACE.findall(" ".join(texts)))
    return all(set(PLACE.findall(text or "")) == wanted for text in translations if text)


def _is_whole(translation: object) -> bool:
    return all(translation) if isinstance(translation, (tuple, list)) else bool(translation)


def write(catalog: Catalog) -> None:
    with (settings.BASE_DIR / CATALOG).open("wb") as file:
        write_po(file, catalog, width=110, omit_header=False, sort_by_file=True, include_lineno=False)
