"""How much an uploaded article may hold, and what reading it may cost."""

from __future__ import annotations

MAX_BYTES = 10 * 2**20
MAX_SIGNS = 1_000_000  # of text; a long official report has 50 000
MAX_PAGES = 300

MAX_PARTS = 2_000  # of a Word document
MAX_UNPACKED = 200 * 2**20  # with its pictures, which are never unpacked
MAX_PART = 30 * 2**20  # of a part that is read
MAX_RATIO = 200  # unpacked against packed, of one part above a megabyte
MAX_DEPTH = 200  # of elements inside each other

SECONDS = 15  # below the time in which the web server gives up a request
MEMORY = 768 * 2**20  # address space of the process that reads
