"""Inserting where a row may stand already: the one statement that both databases spell differently."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def put(tx: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """The row stands in the table: inserted, or written over the one with the same primary key."""
    tx.execute(_replacing(tx.dialect.name, table, tuple(row)), row)


def add_new(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Inserts those rows whose keys are not taken; returns how many they were."""
    if not rows:
        return 0
    return tx.execute(_keeping(tx.dialect.name, table), rows).rowcount


@lru_cache(maxsize=128)
def _replacing(dialect: str, table: Table, columns: tuple[str, ...]) -> Any:
    keys = [column.name for column in table.primary_key]
    statement = _INSERT[dialect](table)
    return statement.on_conflict_do_update(
        index_elements=keys, set_={name: statement.excluded[name] for name in columns if name not in keys}
    )


@lru_cache(maxsize=128)
def _keeping(dialect: str, table: Table) -> Any:
    return _INSERT[dialect](table).on_conflict_do_nothing()
