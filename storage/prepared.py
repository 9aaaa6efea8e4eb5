"""Statements that every click runs: compiled once for each database, then only filled in.

SQLAlchemy keeps compiled statements too, but finding one there again costs as much as a third of running it.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Connection, CursorResult, Delete, Dialect, Insert, Select, Update

Statement = Select[Any] | CompoundSelect[Any] | Insert | Update | Delete


def run(tx: Connection, statement: Statement, values: Mapping[str, Any]) -> CursorResult[Any]:
    """What `tx.execute` gives; for statements that live as long as the program, without lists of changing length."""
    columns = tuple(values) if statement.is_insert else None
    return tx.execute(_compiled(tx.dialect, statement, columns), values)


@lru_cache(maxsize=256)
def _compiled(dialect: Dialect, statement: Statement, columns: tuple[str, ...] | None) -> Any:
    return statement.compile(dialect=dialect, column_keys=columns)
