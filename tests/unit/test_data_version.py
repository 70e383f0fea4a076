"""The version in a database file, read past Django for speed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from django.db import OperationalError

from qualityportal.caching.triggers import VERSION
from qualityportal.caching.version import of_file


def written(path, changed: int) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE IF NOT EXISTS {VERSION} (writer INTEGER PRIMARY KEY, changed INTEGER)")
        database.execute(f"INSERT OR REPLACE INTO {VERSION} VALUES (1, ?)", [changed])  # noqa: S608


def test_it_moves_with_the_commit_of_any_other_connection(tmp_path):
    path = str(tmp_path / "a portal's.sqlite3")
    written(path, 5)
    assert of_file(path) == of_file(path) == "1.5"
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"UPDATE {VERSION} SET changed = 6")  # noqa: S608
        assert of_file(path) == "1.5"
        database.commit()
        assert of_file(path) == "1.6"


def test_a_restored_backup_is_another_file(tmp_path):
    path, backup = tmp_path / "portal.sqlite3", tmp_path / "backup"
    written(path, 5)
    assert of_file(str(path)) == "1.5"
    written(backup, 3)
    backup.replace(path)
    assert of_file(str(path)) == "1.3"


def test_a_missing_file_is_a_database_error(tmp_path):
    with pytest.raises(OperationalError):
        of_file(str(tmp_path / "none"))
