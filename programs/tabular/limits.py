"""How much a file may hold. All of it is asked before anything is unpacked or kept in memory."""

from __future__ import annotations

from django.utils.translation import gettext as _

MAX_BYTES = 5 * 2**20
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000  # with the empty, formatted ones
MAX_UNPACKED = 80 * 2**20
MAX_RATIO = 200  # unpacked against packed, of one part above a megabyte
MAX_PARTS = 500


def too_large() -> str:
    return _("The file is larger than %d MB. Split it into several files.") % (MAX_BYTES // 2**20)


def too_many_rows() -> str:
    return _("The file has more than %d rows. Split it into several files.") % MAX_ROWS


def too_many_columns() -> str:
    return _("The file has more than %d columns. Remove those that no table has.") % MAX_COLUMNS
