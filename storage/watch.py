"""How an act is called, and what a database tells whoever watches it: slow acts, and points worth a crash."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

T = TypeVar("T")

SLOW_MS = 50.0


def _ignore_slow(_act: str, _milliseconds: float) -> None:
    pass


def _ignore_point(_point: str) -> None:
    pass


def _ignore_traces(_tries: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Watch:
    """All callbacks are called in the thread in which acts run.

    `on_slow` gets the act's name and its milliseconds by `stopwatch` (seconds), when they are more than `SLOW_MS`.
    `checkpoint` is called at "act.done", "before commit" and "after commit". `on_traces` gets how often it was tried in
    vain to empty the log of what was destroyed.
    """

    on_slow: Callable[[str, float], None] = _ignore_slow
    checkpoint: Callable[[str], None] = _ignore_point
    on_traces: Callable[[int], None] = _ignore_traces
    stopwatch: Callable[[], float] = time.perf_counter

    def note(self, act: Callable[..., object], began: float) -> None:
        """Report the act that began at `began` if it was slow, then pass the point "act.done"."""
        milliseconds = (self.stopwatch() - began) * 1000
        if milliseconds > SLOW_MS:
            self.on_slow(name_of(act), milliseconds)
        self.checkpoint("act.done")


def name_of(act: Callable[..., object]) -> str:
    """The act's module and name; never its arguments, which may be private."""
    name = getattr(act, "__qualname__", type(act).__qualname__)
    return f"{act.__module__}.{name}"


def call(act: Callable[..., T], tx: Connection, *args: object, **kwargs: object) -> T:
    """The act's value; RuntimeError where it let StopIteration out."""
    try:
        return act(tx, *args, **kwargs)
    except StopIteration as error:
        # A future cannot carry this one: the caller would wait for ever.
        raise RuntimeError(f"{name_of(act)} raised StopIteration.") from error
