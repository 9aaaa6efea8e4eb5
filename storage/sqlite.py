"""The database in one file: one thread writes and commits in groups, a few threads read.

It knows SQLite and how to keep it durable and fast; it knows no table.
"""

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from storage.errors import SetupError
from storage.watch import Watch

P = ParamSpec("P")
T = TypeVar("T")

GROUP = 256
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

    # The driver opens no transaction by itself (isolation_level=None), so SQLAlchemy's begin must be said aloud.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives its log beside the file the same mode as the file.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


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
    except sqlite3.OperationalError as error:
        raise SetupError(f"The database {path} cannot be opened: {error}.") from error
    raw.execute(f"PRAGMA foreign_keys={'ON' if references else 'OFF'}")
    for pragma in ("mmap_size=0", "cache_size=-16000", "temp_store=MEMORY"):
        raw.execute(f"PRAGMA {pragma}")
    if read_only:
        raw.execute("PRAGMA query_only=ON")
        return raw
    # Two processes that turn a new file to write-ahead logging at once do not wait for each other in SQLite,
    # which is why the lock on the file is taken before it is opened.
    (mode,) = raw.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        raw.close()
        raise SetupError(f"SQLite cannot keep a write-ahead log beside {path}: put the file on a local disk.")
    for pragma in ("synchronous=FULL", "secure_delete=ON", "journal_size_limit=67108864"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An act that waits for its turn, and the future of the one who waits for its answer."""

    act: Callable[..., object]
    args: tuple[object, ...]
    kwargs: dict[str, object]
    answer: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: object = None
    error: BaseException | None = None


class _SpoiltError(Exception):
    """An act failed after it had written, so what it wrote must be rolled back, and the group with it."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(error)
        self.error = error


class SqliteWriter:
    """The only thread that writes. It takes all acts that wait, runs them in turn, and commits once for all.

    An act may run twice: when another one of its group failed after a write, the group is rolled back and each of
    its acts is run alone.
    """

    def __init__(self, path: Path, watch: Watch, committed: Callable[[], None]) -> None:
        self._watch = watch
        self._committed = committed
        self._engine = engine_for(path, "BEGIN IMMEDIATE")
        self._tx = self._engine.connect()
        self._raw = cast("sqlite3.Connection", self._tx.connection.driver_connection)
        self._line: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="sqlite writer", daemon=True)
        self._thread.start()

    def submit(self, waiting: _Waiting) -> None:
        """Put an act at the end of the line."""
        self._line.put(waiting)

    def close(self) -> None:
        """Run what is in the line, then end; blocks."""
        self._line.put(None)
        self._thread.join()
        self._tx.close()
        self._engine.dispose()

    def _work(self) -> None:
        while group := self._next_group():
            before = self._raw.total_changes
            outcomes = self._run(group)
            _hand_over(group, outcomes, self._committed if self._raw.total_changes != before else None)

    def _next_group(self) -> list[_Waiting]:
        """All acts that wait, at least one; none when the line is closed."""
        waiting = self._line.get()
        group = []
        with suppress(Empty):
            while waiting is not None:
                group.append(waiting)
                if len(group) == GROUP:
                    return group
                waiting = self._line.get_nowait()
            # The end of the line was met behind these acts: they are run first, then it is met again.
            self._line.put(None)
        return group

    def _run(self, group: list[_Waiting]) -> list[_Outcome]:
        try:
            return self._run_together(group)
        except _SpoiltError as spoilt:
            if len(group) == 1:
                return [_Outcome(error=spoilt.error)]
            return [outcome for waiting in group for outcome in self._run([waiting])]
        except BaseException as error:  # noqa: BLE001 (all of the group are told that it was not committed)
            return [_Outcome(error=error)] * len(group)

    def _run_together(self, group: list[_Waiting]) -> list[_Outcome]:
        with self._tx.begin():
            outcomes = [self._attempt(waiting) for waiting in group]
            self._watch.checkpoint("before commit")
        self._watch.checkpoint("after commit")
        return outcomes

    def _attempt(self, waiting: _Waiting) -> _Outcome:
        if waiting.answer.cancelled():
            return _Outcome()
        before = self._raw.total_changes
        began = self._watch.stopwatch()
        try:
            value = waiting.act(self._tx, *waiting.args, **waiting.kwargs)
        except BaseException as error:
            # A full disk ends the transaction under our hands: then what the others wrote is lost as well.
            if self._raw.total_changes != before or not self._raw.in_transaction:
                raise _SpoiltError(error) from error
            return _Outcome(error=error)
        finally:
            self._watch.note(waiting.act, began)
        return _Outcome(value)


def _hand_over(group: list[_Waiting], outcomes: list[_Outcome], committed: Callable[[], None] | None) -> None:
    """Wake the event loop once for the whole group."""
    loop = group[0].answer.get_loop()
    # When the loop has ended nobody waits for the answers any more.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(_answer, group, outcomes, committed)


def _answer(
    group: Iterable[_Waiting], outcomes: Iterable[_Outcome], committed: Callable[[], None] | None
) -> None:
    for waiting, outcome in zip(group, outcomes, strict=True):
        if waiting.answer.done():
            continue
        if outcome.error is None:
            waiting.answer.set_result(outcome.value)
        elif isinstance(outcome.error, StopIteration):
            # A future cannot carry this one; without an answer its caller would wait for ever.
            waiting.answer.set_exception(RuntimeError("The act raised StopIteration."))
        else:
            waiting.answer.set_exception(outcome.error)
    if committed is not None:
        committed()


class SqliteDatabase:
    """One file, owned by one process, used by one event loop."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, path: Path, watch: Watch) -> None:
        self._path = path
        self._callbacks: list[Callable[[], None]] = []
        self._writer = SqliteWriter(path, watch, self._tell_committed)
        self._readers = engine_for(path, "BEGIN", read_only=True)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite reader")
        self._closed = False

    async def write(
        self, act: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `act(tx, …)` in a transaction and return its value once that is committed; see `Database.write`."""
        self._check_open()
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer.submit(_Waiting(act, args, kwargs, answer))
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

    async def checkpoint_truncate(self) -> bool:
        """Empty the write-ahead log, so that nothing deleted is left in it; False if a reader was in the way."""
        return await self._in_thread(self._empty_log)

    async def backup(self, target: Path) -> None:
        """Write a whole, consistent copy to `target` (mode 600); FileExistsError if there is something already."""
        await self._in_thread(partial(self._copy, target))

    async def close(self) -> None:
        """Finish what waits, then close; closing twice changes nothing."""
        if self._closed:
            return
        self._closed = True
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._threads.shutdown()
        self._readers.dispose()
        self._writer.close()

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("The database is closed.")

    def _tell_committed(self) -> None:
        for callback in self._callbacks:
            callback()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _ask(self, ask: Callable[..., T], *args: object, **kwargs: object) -> T:
        with self._readers.connect() as tx:
            return ask(tx, *args, **kwargs)

    def _empty_log(self) -> bool:
        raw = _connect(self._path, read_only=False)
        try:
            (busy, _in_log, _copied) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()
        return not busy

    def _copy(self, target: Path) -> None:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        source = _connect(self._path, read_only=True)
        copy = sqlite3.connect(target)
        try:
            # All pages in one step: a copy in steps starts again whenever somebody writes.
            source.backup(copy)
        finally:
            copy.close()
            source.close()
