"""The database on a PostgreSQL server, which any number of processes share.

It knows PostgreSQL's transactions and when one must be run again; it knows no table.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from storage.watch import Watch, call

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 8
ATTEMPTS = 6
_SERIALISATION_FAILURE = "40001"
_DEADLOCK = "40P01"


def engine_for(url: URL) -> Engine:
    """An engine whose sessions speak UTC and find out by themselves that the server was restarted."""
    return create_engine(
        url,
        pool_size=THREADS,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"options": "-c timezone=UTC", "application_name": "cairn", "connect_timeout": 10},
        hide_parameters=True,
    )


class PostgresDatabase:
    """One server, shared with other processes; each act runs in a thread, in a transaction of its own."""

    dialect: Literal["postgresql"] = "postgresql"

    def __init__(self, url: URL, watch: Watch, pause: Callable[[float], None] = time.sleep) -> None:
        self._watch = watch
        self._pause = pause
        self._engine = engine_for(url)
        # One picture for all statements of a read, as on SQLite; PostgreSQL's default shows each a newer one.
        self._reading = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="postgresql")
        self._callbacks: list[Callable[[], None]] = []
        self._closed = False

    async def write(
        self, act: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `act(tx, …)` in a transaction and return its value once that is committed; see `Database.write`."""
        loop = asyncio.get_running_loop()
        return await self._in_thread(partial(self._write, loop, act, *args, **kwargs))

    async def read(
        self, ask: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `ask(tx, …)` on one unchanging picture of what is committed; see `Database.read`."""
        return await self._in_thread(partial(self._ask, ask, *args, **kwargs))

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Call `callback` in the event loop after each commit of this process."""
        self._callbacks.append(callback)

    async def close(self) -> None:
        """Finish what waits, then close; closing twice changes nothing."""
        if self._closed:
            return
        self._closed = True
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._closed:
            raise RuntimeError("The database is closed.")
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _ask(self, ask: Callable[..., T], *args: object, **kwargs: object) -> T:
        with self._reading.connect() as tx:
            return call(ask, tx, *args, **kwargs)

    def _write(
        self, loop: asyncio.AbstractEventLoop, act: Callable[..., T], *args: object, **kwargs: object
    ) -> T:
        for attempt in range(1, ATTEMPTS):
            try:
                return self._write_once(loop, act, *args, **kwargs)
            except DBAPIError as error:
                if not _is_worth_another_run(error):
                    raise
            # The server ends only one of those that stood in each other's way, so a little patience is enough.
            self._pause(0.005 * attempt * attempt)
        return self._write_once(loop, act, *args, **kwargs)

    def _write_once(
        self, loop: asyncio.AbstractEventLoop, act: Callable[..., T], *args: object, **kwargs: object
    ) -> T:
        with self._engine.begin() as tx:
            began = self._watch.stopwatch()
            try:
                value = call(act, tx, *args, **kwargs)
            finally:
                self._watch.note(act, began)
            self._watch.checkpoint("before commit")
        self._watch.checkpoint("after commit")
        # From here and not from the waiting task: that one may have been cancelled, and the commit stands.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self._tell_committed)
        return value

    def _tell_committed(self) -> None:
        for callback in self._callbacks:
            callback()


def _is_worth_another_run(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in (_SERIALISATION_FAILURE, _DEADLOCK)
