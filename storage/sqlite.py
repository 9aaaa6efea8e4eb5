"""The database in one file: one thread writes and commits in groups, a few threads read.

It knows SQLite and how to keep it durable and fast; it knows no table.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine
from sqlalchemy.pool import QueuePool

from storage.errors import SetupError
from storage.sqlite_writer import SqliteWriter, Waiting
from storage.watch import Watch, call

P = ParamSpec("P")
T = TypeVar("T")

READERS = 4
_BUSY_SECONDS = 5


def engine_for(
    path: Path,
    begin: Literal["BEGIN", "BEGIN IMMEDIATE"],
    *,
    read_only: bool = False,
    references: bool = True,
) -> Engine:
    """An engine whose transactions start with `begin`; the file is made with mode 600 unless it is only read.

    Only a migration, which copies tables, works with `references` unchecked.
    """
    if not read_only:
        _make_private(path)
    engine = create_engine(
        "sqlite://",
        creator=partial(_connect, path, read_only=read_only, references=references),
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=0,
        hide_parameters=True,
    )

    def say_begin(connection: PoolProxiedConnection) -> None:
        connection.cursor().execute(begin)

    # The driver opens no transaction by itself (isolation_level=None), so SQLAlchemy's begin must be said aloud.
    # SQLAlchemy's manual does so in an event, whose mere presence makes every statement a quarter dearer.
    engine.dialect.do_begin = say_begin  # type: ignore[method-assign, assignment]
    return engine


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives its log beside the file the same mode as the file.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise SetupError(f"The database {path} cannot be opened: {error.strerror}.") from error


def _connect(path: Path, *, read_only: bool, references: bool = True) -> sqlite3.Connection:
    mode = "ro" if read_only else "rw"
    try:
        raw = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
    except sqlite3.Error as error:
        raise SetupError(f"The database {path} cannot be opened: {error}.") from error
    try:
        _set_up(raw, read_only=read_only, references=references)
    except sqlite3.Error as error:
        raw.close()
        raise SetupError(f"The database {path} cannot be used: {error}.") from error
    return raw


def _set_up(raw: sqlite3.Connection, *, read_only: bool, references: bool) -> None:
    raw.execute(f"PRAGMA foreign_keys={'ON' if references else 'OFF'}")
    for pragma in ("mmap_size=0", "cache_size=-16000", "temp_store=MEMORY"):
        raw.execute(f"PRAGMA {pragma}")
    if read_only:
        raw.execute("PRAGMA query_only=ON")
        return
    (mode,) = raw.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        raise sqlite3.NotSupportedError(
            "it cannot keep a write-ahead log, so the file must be on a local disk"
        )
    for pragma in ("synchronous=FULL", "secure_delete=ON", "journal_size_limit=67108864"):
        raw.execute(f"PRAGMA {pragma}")


class SqliteDatabase:
    """One file, owned by one process, used by one event loop."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, path: Path, watch: Watch) -> None:
        self._path = path
        self._callbacks: list[Callable[[], None]] = []
        self._writing = engine_for(path, "BEGIN IMMEDIATE")
        self._writer = SqliteWriter(self._writing, watch, self._tell_committed)
        self._reading = engine_for(path, "BEGIN", read_only=True)
        # Kept, since taking a connection out of SQLAlchemy's pool costs as much as a simple read.
        self._readers: SimpleQueue[Connection] = SimpleQueue()
        for _ in range(READERS):
            self._readers.put(self._reading.connect())
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite reader")
        self._closed = False

    async def write(
        self, act: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `act(tx, …)` in a transaction and return its value once that is committed; see `Database.write`."""
        self._check_open()
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer.submit(Waiting(act, args, kwargs, answer))
        return await answer

    async def read(
        self, ask: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `ask(tx, …)` on one unchanging picture of what is committed; see `Database.read`."""
        self._check_open()
        return await self._in_thread(partial(self._ask, ask, *args, **kwargs))

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Call `callback` in the event loop after each commit that changed something."""
        self._callbacks.append(callback)

    async def close(self) -> None:
        """Finish what waits, then close; closing twice changes nothing."""
        if self._closed:
            return
        self._closed = True
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._threads.shutdown()
        for _ in range(READERS):
            self._readers.get().close()
        self._reading.dispose()
        self._writer.close()
        self._writing.dispose()

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("The database is closed.")

    def _tell_committed(self) -> None:
        for callback in self._callbacks:
            callback()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _ask(self, ask: Callable[..., T], *args: object, **kwargs: object) -> T:
        tx = self._readers.get()
        try:
            with tx.begin():
                return call(ask, tx, *args, **kwargs)
        finally:
            self._readers.put(tx)
