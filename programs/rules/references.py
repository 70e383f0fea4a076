"""The text of a citation, as a reader puts it into a paper: by GB/T 7714 and as BibTeX.

GB/T 7714—2015 describes an electronic resource in clause 4.6: who is responsible, title, type and carrier in square
brackets (DB/OL is a database online, annex B), the day of the last change in round and the day of citing in square
brackets, and the way to it, each ended by a full stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

# BibTeX counts a brace also where a backslash stands before it, so braces become words.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}


@dataclass(frozen=True)
class Reference:
    """What a citation says. `key` names the record: `observation-31`. `cited` is the day of which the cited page tells:
    that of the visit, or for a page of the past that day, since nothing later is on it. `stated` says where the source
    states it.
    """

    key: str
    author: str
    title: str
    url: str
    cited: date
    updated: date | None = None
    stated: str = ""


def gbt_7714(reference: Reference) -> str:
    updated = f"({reference.updated.isoformat()})" if reference.updated else ""
    days = f"{updated}[{reference.cited.isoformat()}]"
    title = _one_line(reference.title)
    return f"{_one_line(reference.author)}. {title}[DB/OL]. {days}. {_address(reference.url)}."


def bibtex(reference: Reference) -> str:
    """The key is made of the record and the day, so that two citations of one figure can stand in one list."""
    url = _address(reference.url)
    fields = {
        "author": f"{{{_tex(reference.author)}}}",  # doubled: one name, not a first and a last one
        "title": f"{{{_tex(reference.title)}}}",  # doubled: capitals stay
        "year": str((reference.updated or reference.cited).year),
        "howpublished": f"\\url{{{url}}}",
        "url": url,
        "urldate": reference.cited.isoformat(),
        "note": _tex(reference.stated),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    key = f"quality-portal-{reference.key}-{reference.cited.isoformat()}"
    return "@misc{" + key + ",\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _address(url: str) -> str:
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")
