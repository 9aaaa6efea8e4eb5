"""Inserting where a row may stand already: the one statement that both databases spell differently."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

# Without it, how many rows were inserted is forgotten on PostgreSQL.
COUNTED: Mapping[str, Any] = {"preserve_rowcount": True}


def put(tx: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """The row stands in the table: inserted, or written over the one with the same primary key."""
    tx.execute(_replacing(tx.dialect, table, tuple(row)), row)


def put_all(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same of several rows; all have the same columns."""
    if rows:
        tx.execute(_replacing(tx.dialect, table, tuple(rows[0])), rows)


def put_newer(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]], age: str) -> None:
    """These rows stand in the table, as with `put`, but for those whose `age` there is later; all have the same columns."""
    if rows:
        tx.execute(_replacing(tx.dialect, table, tuple(rows[0]), age), rows)


def add_new(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts those rows whose keys are not taken; all have the same columns."""
    if rows:
        tx.execute(_keeping(tx.dialect, table, tuple(rows[0])), rows)


def add_if_new(tx: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Inserts the row and returns True, unless a key of it is taken."""
    inserted = tx.execute(_keeping(tx.dialect, table, tuple(row)), row, execution_options=COUNTED)
    return inserted.rowcount == 1


# SQLAlchemy compiles a statement with ON CONFLICT anew each time, which takes ten times as long as running it.


@lru_cache(maxsize=256)
def _replacing(dialect: Dialect, table: Table, columns: tuple[str, ...], age: str | None = None) -> Any:
    keys = [column.name for column in table.primary_key]
    statement = _INSERT[dialect.name](table)
    written = statement.on_conflict_do_update(
        index_elements=keys,
        set_={name: statement.excluded[name] for name in columns if name not in keys},
        where=None if age is None else table.c[age] <= statement.excluded[age],
    )
    return written.compile(dialect=dialect, column_keys=list(columns))


@lru_cache(maxsize=256)
def _keeping(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> Any:
    return (
        _INSERT[dialect.name](table)
        .on_conflict_do_nothing()
        .compile(dialect=dialect, column_keys=list(columns))
    )
