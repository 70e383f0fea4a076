"""Counts of published records that the database keeps itself, whoever writes: a page that says how many there are does
not count a million rows. Triggers do it in the transaction of the write, so that a count is never behind.

They are put in place after each migration: SQLite remakes a table to change it, and its triggers go with the old one.
Where one was missing, all is counted anew.

PostgreSQL runs the triggers of a statement in the order of their names, which here begin with the number of keys. So a
writer takes the row of a program before those of its parts, and two of them never wait for each other both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

LIVE = "publication = 'published'"


@dataclass(frozen=True)
class Kept:
    """A `column` of the `target` that follows the rows of the `source`, by `keys` of the target."""

    source: str
    target: str
    keys: tuple[str, ...]
    column: str

    @property
    def name(self) -> str:
        return f"tally_{len(self.keys)}_{self.target}_{self.column}"

    @property
    def former_name(self) -> str:
        """By which an earlier release called its triggers and their functions."""
        return f"tally_{self.target}_{self.column}"

    def is_among(self, triggers: set[str]) -> bool:
        """Whether it has been counting already."""
        return any(name.startswith(f"{self.name}_") for name in triggers)

    def sql(self, vendor: str) -> list[str]:
        """The statements that put its triggers in place."""
        raise NotImplementedError

    def recount(self) -> list[str]:
        """The statements that make the column right, whatever it holds."""
        raise NotImplementedError


@dataclass(frozen=True)
class Tally(Kept):
    """`target` has one row for each combination of `keys` of the `source`; its `column` counts the published rows."""

    named: tuple[str, ...] = ()
    """The keys in the source, where their names are others there."""
    absent: str = ""
    """SQL: what a key is in the target whose column in the source is NULL; without it none may be."""

    @property
    def own(self) -> tuple[str, ...]:
        return self.named or self.keys

    def read(self, row: str = "") -> str:
        """SQL: the keys out of the source, or out of a row of it."""
        given = (f"coalesce({row}{own}, {self.absent})" if self.absent else f"{row}{own}" for own in self.own)
        return ", ".join(f"{own} AS {key}" for own, key in zip(given, self.keys, strict=True))

    def counted(self, rows: str) -> str:
        """SQL: from rows of the keys and a number `n` in the source, the rows of the target that they count in."""
        return rows

    def sql(self, vendor: str) -> list[str]:
        return list(_postgresql(self) if vendor == "postgresql" else _sqlite(self))

    def recount(self) -> list[str]:
        keys = ", ".join(self.keys)
        rows = self.counted(
            f"SELECT {self.read()}, count(*) AS n FROM {self.source} WHERE {LIVE} GROUP BY {', '.join(self.own)}"
        )
        return [
            f"UPDATE {self.target} SET {self.column} = 0 WHERE {self.column} <> 0",
            # SQLite reads a conflict's ON as that of a join, unless the rows end in a WHERE.
            f"INSERT INTO {self.target} ({keys}, {self.column}) "
            f"SELECT {keys}, sum(n) FROM ({rows}) AS counted WHERE n > 0 GROUP BY {keys} "
            f"ON CONFLICT ({keys}) DO UPDATE SET {self.column} = EXCLUDED.{self.column}",
        ]


@dataclass(frozen=True)
class SubtreeTally(Tally):
    """Counts a row in its region and in all regions above it. One region that moves lets all be counted anew."""

    keys: tuple[str, ...] = ("region_id",)
    column: str = "programs"

    def counted(self, rows: str) -> str:
        """A path is made of codes of six digits, one for each of the three levels of GB/T 2260."""
        codes = ", ".join(f"substr(its.path, {start}, 6)" for start in (1, 8, 15))
        return (
            f"SELECT above.id AS region_id, own.n FROM ({rows}) AS own "
            f"JOIN programs_region AS its ON its.id = own.region_id "
            f"JOIN programs_region AS above ON above.code IN ({codes})"
        )

    def sql(self, vendor: str) -> list[str]:
        moves = "AFTER UPDATE OF path ON programs_region FOR EACH ROW WHEN (OLD.path <> NEW.path)"
        body = "; ".join(self.recount()) + ";"
        return [*super().sql(vendor), *_trigger(vendor, f"{self.name}_region", moves, body)]


@dataclass(frozen=True)
class Repeated(Kept):
    """The `column` of a row of the target is that of the source's row of the same key, of which there is one or none:
    an index of the target can then hold it. Who makes a row of the target takes the source's row first; who changes the
    column at the same moment waits for that, or is waited for, and either finds what the other has done.
    """

    def sql(self, vendor: str) -> list[str]:
        (key,), column = self.keys, self.column
        its = f"SELECT {column} FROM {self.source} WHERE {key} = NEW.{key}"
        if vendor == "sqlite":
            body = f"UPDATE {self.target} SET {column} = coalesce(({its}), 0) WHERE rowid = NEW.rowid;"
            begin = _trigger(vendor, f"{self.name}_made", f"AFTER INSERT ON {self.target} FOR EACH ROW", body)
        else:
            body = f"NEW.{column} := coalesce(({its} FOR NO KEY UPDATE), 0);"
            begin = _trigger(vendor, f"{self.name}_made", f"BEFORE INSERT ON {self.target} FOR EACH ROW", body, "NEW")
        follow = f"UPDATE {self.target} SET {column} = NEW.{column} WHERE {key} = NEW.{key};"
        new = f"AFTER INSERT ON {self.source} FOR EACH ROW WHEN (NEW.{column} <> 0)"
        changed = f"AFTER UPDATE OF {column} ON {self.source} FOR EACH ROW WHEN (OLD.{column} <> NEW.{column})"
        return [
            *begin,
            *_trigger(vendor, f"{self.name}_insert", new, follow),
            *_trigger(vendor, f"{self.name}_update", changed, follow),
        ]

    def recount(self) -> list[str]:
        (key,), column = self.keys, self.column
        its = f"SELECT its.{column} FROM {self.source} AS its WHERE its.{key} = {self.target}.{key}"
        return [f"UPDATE {self.target} SET {column} = coalesce(({its}), 0)"]


def keeper(tallies: Sequence[Kept]) -> Callable[..., None]:
    """A receiver of `post_migrate`."""

    def after_migrations(using: str, **_given: Any) -> None:
        keep(connections[using], tallies)

    return after_migrations


def keep(connection: BaseDatabaseWrapper, tallies: Sequence[Kept]) -> None:
    """Puts the triggers in place; can be run again at any time. Leaves out tables that are not there (yet)."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        before = triggers_in(cursor)
        for tally in tallies:
            if not {tally.source, tally.target} <= there:
                continue
            former = [name for name in sorted(before) if name.startswith(f"{tally.former_name}_")]
            taken = [_taken_away(name, connection.vendor) for name in former]
            counts = tally.is_among(before)
            for statement in [*taken, *tally.sql(connection.vendor), *(() if counts else tally.recount())]:
                cursor.execute(statement)


def let_be_remade(table: str) -> Callable[[Any, Any], None]:
    """For `RunPython` before a migration that changes the table of a count: SQLite makes it anew, which it refuses
    while triggers of other tables name it. After the migrations `keep` puts them back, and counts anew.
    """

    def without_triggers(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'tally%%' AND instr(sql, %s)",
                [table],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(_taken_away(name, "sqlite"))

    return without_triggers


def triggers_in(cursor: Any) -> set[str]:
    """The names of all triggers of the database."""
    on_sqlite = cursor.db.vendor == "sqlite"
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'" if on_sqlite else "SELECT tgname FROM pg_trigger"
    )
    return {name for (name,) in cursor.fetchall()}


def _sqlite(tally: Tally) -> Iterator[str]:
    """A statement's own OR IGNORE would reach into the trigger, so that the row is made and moved apart."""
    keys = ", ".join(tally.keys)

    def of(row: str) -> str:
        rows = tally.counted(f"SELECT {tally.read(f'{row}.')}, 1 AS n")
        return f"SELECT {keys} FROM ({rows})"

    more = (
        f"INSERT OR IGNORE INTO {tally.target} ({keys}) {of('NEW')}; "
        f"UPDATE {tally.target} SET {tally.column} = {tally.column} + 1 WHERE ({keys}) IN ({of('NEW')});"
    )
    less = f"UPDATE {tally.target} SET {tally.column} = {tally.column} - 1 WHERE ({keys}) IN ({of('OLD')});"
    changed = f"UPDATE OF publication, {', '.join(tally.own)}"
    for name, event, row, body in (
        ("insert", "INSERT", "NEW", more),
        ("update_new", changed, "NEW", more),
        ("update_old", changed, "OLD", less),
        ("delete", "DELETE", "OLD", less),
    ):
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {tally.name}_{name} AFTER {event} ON {tally.source} "
            f"WHEN {row}.{LIVE} BEGIN {body} END"
        )


def _postgresql(tally: Tally) -> Iterator[str]:
    """Once for each statement, over all rows that it wrote. Rows are taken in one order, so that two writers wait for
    each other and never both. A row that is gone with its program is not made again by what goes with it.
    """
    keys = ", ".join(tally.keys)
    same = " AND ".join(f"kept.{key} = moved.{key}" for key in tally.keys)
    more = f"SELECT {tally.read()}, 1 AS n FROM new_rows WHERE {LIVE}"
    less = f"SELECT {tally.read()}, -1 AS n FROM old_rows WHERE {LIVE}"

    def moved(rows: str) -> str:
        return (
            f"SELECT {keys}, sum(n)::int AS n FROM ({tally.counted(rows)}) AS counted "
            f"GROUP BY {keys} HAVING sum(n) <> 0 ORDER BY {keys}"
        )

    add = (
        f"INSERT INTO {tally.target} AS kept ({keys}, {tally.column}) {{rows}} "
        f"ON CONFLICT ({keys}) DO UPDATE SET {tally.column} = kept.{tally.column} + EXCLUDED.{tally.column};"
    )
    take = (
        f"UPDATE {tally.target} AS kept SET {tally.column} = kept.{tally.column} + moved.n "
        f"FROM ({moved(less)}) AS moved WHERE {same};"
    )
    for event, body, transition in (
        ("insert", add.format(rows=moved(more)), "NEW TABLE AS new_rows"),
        (
            "update",
            add.format(rows=moved(f"{more} UNION ALL {less}")),
            "OLD TABLE AS old_rows NEW TABLE AS new_rows",
        ),
        ("delete", take, "OLD TABLE AS old_rows"),
        ("truncate", f"UPDATE {tally.target} SET {tally.column} = 0;", ""),
    ):
        name = f"{tally.name}_{event}"
        yield _function(name, body)
        yield (
            f"CREATE OR REPLACE TRIGGER {name} AFTER {event.upper()} ON {tally.source} "
            f"{f'REFERENCING {transition} ' if transition else ''}FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _trigger(vendor: str, name: str, when: str, body: str, gives: str = "NULL") -> Iterator[str]:
    if vendor == "sqlite":
        yield f"CREATE TRIGGER IF NOT EXISTS {name} {when} BEGIN {body} END"
        return
    yield _function(name, body, gives)
    yield f"CREATE OR REPLACE TRIGGER {name} {when} EXECUTE FUNCTION {name}()"


def _function(name: str, body: str, gives: str = "NULL") -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {body} RETURN {gives}; END $$"
    )


def _taken_away(trigger: str, vendor: str) -> str:
    """On PostgreSQL a trigger of ours goes with its function, which has its name."""
    return f"DROP FUNCTION IF EXISTS {trigger}() CASCADE" if vendor == "postgresql" else f"DROP TRIGGER {trigger}"
