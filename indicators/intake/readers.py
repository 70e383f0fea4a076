"""Which reader takes which kind of file; whatever a library raises over it, it ends in Unreadable."""

from __future__ import annotations

from collections.abc import Callable

from indicators.intake.kinds import Kind
from indicators.intake.plain import cleaned, plain_text
from indicators.intake.refused import Reason, Unreadable


def read_as(kind: Kind, content: bytes) -> str:
    """The text of a file of this kind. Raises Unreadable, and nothing else."""
    try:
        return cleaned(_reader(kind)(content))
    except Unreadable:
        raise
    except (MemoryError, RecursionError) as error:
        raise Unreadable(Reason.TOO_HARD) from error
    except Exception as error:  # pypdf and lxml raise whatever their parts raise: KeyError, zlib.error, …
        raise Unreadable(Reason.DAMAGED) from error


def _reader(kind: Kind) -> Callable[[bytes], str]:
    """Each library is loaded only where it is needed."""
    if kind is Kind.PDF:
        from indicators.intake.pdf import text_of_pdf

        return text_of_pdf
    if kind is Kind.WORD:
        from indicators.intake.word import text_of_document

        return text_of_document
    if kind is Kind.WEB:
        from indicators.intake.web import text_of_page

        return text_of_page
    return plain_text
