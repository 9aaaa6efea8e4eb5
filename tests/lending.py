"""Databases that one test after the other borrows: to compile every statement anew takes longer than most tests."""

import time
from collections.abc import Callable
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import Connection

from storage.database import Database, open_database
from storage.schema import metadata
from storage.watch import Watch

P = ParamSpec("P")
T = TypeVar("T")


class Kept:
    """A database with all tables that stays open, and which acts were slow since it was lent last."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.slow: list[str] = []
        self._known: set[str] = set()
        self._borrower: Lent | None = None
        # The work that the thread itself did: a busy machine, or waiting for a lock as a test wants it, is no fault.
        self._database = open_database(url, Watch(on_slow=self._note, stopwatch=time.thread_time))
        self._database.on_commit(self._tell)

    def lend(self) -> "Lent":
        """The database for one test; it has no row."""
        self.slow.clear()
        self._borrower = Lent(self._database)
        return self._borrower

    async def take_back(self) -> None:
        """Nothing of the test is left."""
        self._borrower = None
        await self._database.write(_empty)

    async def close(self) -> None:
        """It is lent no more."""
        await self._database.close()

    def _tell(self) -> None:
        if self._borrower is not None:
            self._borrower.tell()

    def _note(self, act: str, milliseconds: float) -> None:
        # The first time, SQLAlchemy compiles the statements: that is no fault of the act.
        if act in self._known:
            self.slow.append(f"{act}: {milliseconds:.0f} ms")
        self._known.add(act)


class Lent:
    """A database as one test knows it; closing it is left to whoever keeps it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._callbacks: list[Callable[[], None]] = []

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        """The engine."""
        return self._database.dialect

    async def write(
        self, act: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """See `Database.write`."""
        return await self._database.write(act, *args, **kwargs)

    async def read(
        self, ask: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """See `Database.read`."""
        return await self._database.read(ask, *args, **kwargs)

    def on_commit(self, callback: Callable[[], None]) -> None:
        """See `Database.on_commit`; forgotten after the test."""
        self._callbacks.append(callback)

    def tell(self) -> None:
        """Something was committed."""
        for callback in self._callbacks:
            callback()

    async def close(self) -> None:
        """Nothing."""


_EMPTY = [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]  # noqa: S608 - Our own names.


def _empty(tx: Connection) -> None:
    """By the driver, as it is done after each test: PostgreSQL takes all at once, SQLite finds each compiled."""
    driver: Any = tx.connection.driver_connection
    if tx.dialect.name == "postgresql":
        driver.execute(";".join(_EMPTY), prepare=False)
    else:
        for statement in _EMPTY:
            driver.execute(statement)
