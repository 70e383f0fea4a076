"""What the public data stand at: a short text that differs after every commit that a public page could show."""

from __future__ import annotations

import os
import sqlite3
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import OperationalError, connections
from django.utils import timezone

from qualityportal.caching.triggers import VERSION
from qualityportal.databases.choice import read_alias
from qualityportal.databases.health import answers

READ = f"SELECT count(*), coalesce(sum(changed), 0) FROM {VERSION}"  # noqa: S608  # our own name


def data_version(now: datetime | None = None) -> str:
    """The version in the database that this request is read from, with the day: some pages say “today”.

    Raises DatabaseError, and does not wait for a database that is known to be gone.
    """
    alias = read_alias()
    if not answers(alias):
        raise OperationalError(f"The database “{alias}” does not answer.")
    connection = connections[alias]
    day = timezone.localdate(now).isoformat()
    return f"{day}.{of_file(connection.settings_dict['NAME']) if _is_file(connection) else _of(connection)}"


def _of(connection: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        version = _text(cursor.fetchone())
    if not connection.in_atomic_block:
        connection.close()  # back to the pool: who waits for another's page holds none
    return version


def _text(row: Any) -> str:
    return f"{row[0]}.{row[1]}"


def _is_file(connection: Any) -> bool:
    # Inside a transaction only its own connection sees what it has written.
    is_memory = str(connection.settings_dict["NAME"]).startswith("file:")
    return connection.vendor == "sqlite" and not connection.in_atomic_block and not is_memory


@dataclass
class _Probe(threading.local):
    """A connection of one thread that never writes, so that SQLite tells it for a few microseconds whether any other
    has written (PRAGMA data_version): far less than opening Django's connection to ask.
    """

    file: tuple[str, int, int] = ("", 0, 0)  # path, device, inode: a restored backup is another file
    database: sqlite3.Connection | None = field(default=None, repr=False)
    seen: int = -1
    version: str = ""


_probe = _Probe()


def of_file(path: str | Path) -> str:
    """The version in a database file, as this thread's own connection sees it."""
    database = _opened(path)
    [(seen,)] = database.execute("PRAGMA data_version").fetchall()
    if seen != _probe.seen:
        _probe.version = _text(database.execute(READ).fetchall()[0])
        _probe.seen = seen
    return _probe.version


def _opened(path: str | Path) -> sqlite3.Connection:
    try:
        status = os.stat(path)
        file = (str(path), status.st_dev, status.st_ino)
        if _probe.database is None or _probe.file != file:
            if _probe.database is not None:
                _probe.database.close()
            _probe.database = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, timeout=20)
            _probe.file, _probe.seen = file, -1
    except (OSError, sqlite3.Error) as error:
        raise OperationalError(str(error)) from error
    return _probe.database
