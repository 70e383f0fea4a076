"""Triggers that move the data version with every write, whoever writes: a form, an import, the loader, raw SQL.

They stand on every table that a public page may read, and are put there anew after each migration: SQLite remakes a
table to change it, and the triggers of the old one go with it.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

READ_BY_PAGES = ("programs", "indicators", "seeds")
NEVER_PUBLIC = {
    *("programs_importfile", "programs_responsibility", "programs_revision", "programs_revision_authors"),
    *("indicators_articlereading", "indicators_readfigure", "indicators_figureoutcome", "indicators_indicatoralias"),
}
# What these count moves the version.
KEPT_BY_TRIGGERS = {
    *("programs_programtally", "programs_regiontally", "programs_chaintally", "programs_sourcetally"),
    "indicators_reportedindicator",
}
VERSION = "qualityportal_dataversion"

# One row per server process of PostgreSQL: no two transactions that are open at once share a row, so that none waits
# for another, as all would with one counter. The clock keeps a version from coming back, after a restored backup too.
POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION data_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO {VERSION} AS kept (writer, changed)
  VALUES (pg_backend_pid(), (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
  ON CONFLICT (writer) DO UPDATE SET changed = greatest(kept.changed + 1, EXCLUDED.changed);
  RETURN NULL;
END $$
"""  # noqa: S608  # our own name
POSTGRES_TRIGGER = """
CREATE OR REPLACE TRIGGER data_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION data_changed()
"""

# SQLite has one writer at a time: one row. The row is made and moved apart, since a statement's own OR IGNORE would
# reach into the trigger.
SQLITE_TRIGGER = f"""
CREATE TRIGGER IF NOT EXISTS data_changed_{{table}}_{{event}} AFTER {{event}} ON {{table}} BEGIN
  INSERT OR IGNORE INTO {VERSION} (writer, changed) VALUES (1, 0);
  UPDATE {VERSION} SET changed = max(changed + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER))
  WHERE writer = 1;
END
"""  # noqa: S608  # our own names


def public_tables() -> list[str]:
    """The tables that public pages read, those of many-to-many fields and of histories among them."""
    models = [m for name in READ_BY_PAGES for m in apps.get_app_config(name).get_models(include_auto_created=True)]
    return sorted({model._meta.db_table for model in models} - NEVER_PUBLIC - KEPT_BY_TRIGGERS)


def install(connection: BaseDatabaseWrapper) -> None:
    """Can be run again at any time; leaves out tables that are not there (yet)."""
    there = set(connection.introspection.table_names())
    if VERSION not in there:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in public_tables():
            if table in there:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [POSTGRES_TRIGGER.format(table=table)]
    return [SQLITE_TRIGGER.format(table=table, event=event) for event in ("INSERT", "UPDATE", "DELETE")]


def after_migrations(using: str, **_given: Any) -> None:
    install(connections[using])
