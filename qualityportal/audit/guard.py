"""Triggers that keep the audit log as it was written, whoever connects to the database.

They refuse to change a row, and to remove one before `KEPT_DAYS` have passed. (The owner of the tables can drop them:
against its own administrator no database helps; there exports kept elsewhere do.)
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "qualityportal_auditevent"
KEPT_DAYS = 190  # six months by law, with a margin

SQLITE_ON = f"""
CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, 'audit log: rows are not changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-{KEPT_DAYS} days')
BEGIN SELECT RAISE(ABORT, 'audit log: rows are kept {KEPT_DAYS} days'); END;
"""
SQLITE_OFF = "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;"

POSTGRES_ON = f"""
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit log: rows are not changed, and kept {KEPT_DAYS} days' USING ERRCODE = '23514'; END $$;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW
WHEN (OLD.at > now() - interval '{KEPT_DAYS} days') EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION audit_refuse();
"""
POSTGRES_OFF = f"""
DROP TRIGGER audit_no_update ON {TABLE};
DROP TRIGGER audit_no_delete ON {TABLE};
DROP TRIGGER audit_no_truncate ON {TABLE};
DROP FUNCTION audit_refuse();
"""


def install(connection: BaseDatabaseWrapper) -> None:
    _run(connection, SQLITE_ON, POSTGRES_ON)


def remove(connection: BaseDatabaseWrapper) -> None:
    """For taking the migration back, and for tests that empty all tables."""
    _run(connection, SQLITE_OFF, POSTGRES_OFF)


def _run(connection: BaseDatabaseWrapper, sqlite: str, postgres: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(postgres)
        return
    # One statement at a time: SQLite's own script runner would end the transaction first.
    with connection.cursor() as cursor:
        for statement in _statements(sqlite):
            cursor.execute(statement)


def _statements(script: str) -> list[str]:
    """The statements of `script`; a trigger ends with its END, not with the semicolon inside."""
    ends = "END;" if "BEGIN" in script else ";"
    parts = [part.strip() for part in script.split(ends)]
    return [f"{part} {ends}" for part in parts if part]
