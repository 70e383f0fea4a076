"""All migrations take some 15 s: the first worker of a run migrates its empty test database and leaves a copy of it;
the others begin with that copy, and Django, which migrates it as ever, finds nothing left to do. No copy outlives its
run.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

SUFFIX = "migrated"
MEMORY = f"file:{SUFFIX}?mode=memory&cache=shared"


@pytest.fixture(scope="session")
def django_db_setup(request, tmp_path_factory, django_db_modify_db_settings, django_db_blocker) -> Iterator[None]:
    """pytest-django's own, between taking a copy and leaving one."""
    if not hasattr(request.config, "workerinput"):  # no workers beside this process
        request.getfixturevalue("django_db_setup")
        yield
        return
    copy = tmp_path_factory.getbasetemp().parent / f"{SUFFIX}-{connection.vendor}"
    with _alone(copy):
        first = not copy.exists()
        if first:
            request.getfixturevalue("django_db_setup")
            with django_db_blocker.unblock():
                _leave(copy)
        else:
            with _taken(copy):
                request.getfixturevalue("django_db_setup")
    yield
    if first:
        with _alone(copy), django_db_blocker.unblock():
            _remove(copy)


@contextmanager
def _alone(copy: Path) -> Iterator[None]:
    with copy.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _leave(copy: Path) -> None:
    """On SQLite the copy is the file; on PostgreSQL a database that the file names."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
    else:
        connection.creation.clone_test_db(SUFFIX, verbosity=0)
        copy.write_text(connection.creation.get_test_db_clone_settings(SUFFIX)["NAME"])


@contextmanager
def _taken(copy: Path) -> Iterator[None]:
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = MEMORY
        with closing(sqlite3.connect(MEMORY, uri=True)) as target, closing(sqlite3.connect(copy)) as source:
            source.backup(target)
            yield  # a database in memory lives as long as somebody is connected to it
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = copy.read_text()
        yield


def _remove(copy: Path) -> None:
    copy.unlink()
    if connection.vendor == "postgresql":
        connection.creation.destroy_test_db(suffix=SUFFIX, verbosity=0)
