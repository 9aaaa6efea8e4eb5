"""The only thread that writes to SQLite: it runs all acts that wait and commits them as one.

A durable commit costs a disk's write, many times what an act costs, so acts that wait together share one.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, cast

from sqlalchemy import Engine

from storage.traces import Traces
from storage.watch import Watch, call

GROUP = 256
_TRY_AGAIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Waiting:
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

    def __init__(self, engine: Engine, watch: Watch, committed: Callable[[], None]) -> None:
        self._watch = watch
        self._committed = committed
        self._tx = engine.connect()
        self._raw = cast("sqlite3.Connection", self._tx.connection.driver_connection)
        self._traces = Traces(self._tx, watch)
        self._line: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="sqlite writer", daemon=True)
        self._thread.start()

    def submit(self, waiting: Waiting) -> None:
        """Put an act at the end of the line."""
        self._line.put(waiting)

    def close(self) -> None:
        """Run what is in the line, then end; blocks."""
        self._line.put(None)
        self._thread.join()
        self._tx.close()

    def _work(self) -> None:
        self._traces.wipe()
        while group := self._next_group():
            before = self._raw.total_changes
            outcomes = self._run(group)
            self._traces.wipe()
            _hand_over(group, outcomes, self._committed if self._raw.total_changes != before else None)

    def _next_group(self) -> list[Waiting]:
        """All acts that wait, at least one; none when the line is closed."""
        waiting = self._wait()
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

    def _wait(self) -> Waiting | None:
        """Whoever is next in line; what is left in the log is tried again until somebody comes."""
        while self._traces.are_left:
            with suppress(Empty):
                return self._line.get(timeout=_TRY_AGAIN_SECONDS)
            self._traces.wipe()
        return self._line.get()

    def _run(self, group: list[Waiting]) -> list[_Outcome]:
        try:
            return self._run_together(group)
        except _SpoiltError as spoilt:
            if len(group) == 1:
                return [_Outcome(error=spoilt.error)]
            return [outcome for waiting in group for outcome in self._run([waiting])]
        except BaseException as error:  # noqa: BLE001 (all of the group are told that it was not committed)
            return [_Outcome(error=error)] * len(group)

    def _run_together(self, group: list[Waiting]) -> list[_Outcome]:
        with self._tx.begin():
            outcomes = [self._attempt(waiting) for waiting in group]
            self._watch.checkpoint("before commit")
        self._watch.checkpoint("after commit")
        return outcomes

    def _attempt(self, waiting: Waiting) -> _Outcome:
        if waiting.answer.cancelled():
            return _Outcome()
        before = self._raw.total_changes
        began = self._watch.stopwatch()
        try:
            value = call(waiting.act, self._tx, *waiting.args, **waiting.kwargs)
        except BaseException as error:
            # A full disk ends the transaction under our hands: then what the others wrote is lost as well.
            if self._raw.total_changes != before or not self._raw.in_transaction:
                raise _SpoiltError(error) from error
            return _Outcome(error=error)
        finally:
            self._watch.note(waiting.act, began)
        return _Outcome(value)


def _hand_over(group: list[Waiting], outcomes: list[_Outcome], committed: Callable[[], None] | None) -> None:
    """Wake the event loop once for the whole group."""
    loop = group[0].answer.get_loop()
    # When the loop has ended nobody waits for the answers any more.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(_answer, group, outcomes, committed)


def _answer(
    group: Iterable[Waiting], outcomes: Iterable[_Outcome], committed: Callable[[], None] | None
) -> None:
    for waiting, outcome in zip(group, outcomes, strict=True):
        if waiting.answer.done():
            continue
        if outcome.error is None:
            waiting.answer.set_result(outcome.value)
        else:
            waiting.answer.set_exception(outcome.error)
    if committed is not None:
        committed()
