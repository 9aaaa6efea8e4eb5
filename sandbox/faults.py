"""What goes wrong on purpose: on calls of the Web API and on deliveries to the app.

`slack.faults.add("chat.update", drop_answer(), times=1)`; a place is a method (`chat.postMessage`, `chat.*`), a post to
a `response_url`, or a delivery (`command`, `block_actions`, `view_submission`, `event`, `event.app_home_opened` …).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

type_of_fault = Literal[
    "drop_answer", "ratelimited", "server_error", "refuse", "delay", "lose", "duplicate", "hold"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong; `seconds` to `most` is a delay, or `seconds` the Retry-After."""

    kind: type_of_fault
    seconds: float = 0.0
    most: float | None = None
    code: str = ""
    status: int = 500

    def duration(self) -> float:
        """How many seconds to wait this time."""
        return self.seconds if self.most is None else random.uniform(self.seconds, self.most)  # noqa: S311


def drop_answer() -> Fault:
    """Slack does it, and the connection ends before the answer."""
    return Fault("drop_answer")


def lose() -> Fault:
    """A call ends before Slack did anything; a delivery never arrives."""
    return Fault("lose")


def ratelimited(seconds: float = 1.0) -> Fault:
    """429 with Retry-After."""
    return Fault("ratelimited", seconds)


def server_error(status: int = 500) -> Fault:
    """A 5xx before anything happened."""
    return Fault("server_error", status=status)


def refuse(code: str) -> Fault:
    """Slack answers with this error code."""
    return Fault("refuse", code=code)


def delay(seconds: float, most: float | None = None) -> Fault:
    """It takes so long; with `most` a random time between the two."""
    return Fault("delay", seconds, most)


def duplicate() -> Fault:
    """A delivery arrives twice, as after an answer that was lost."""
    return Fault("duplicate")


def hold() -> Fault:
    """An event waits and arrives after the next delivery of any kind; what a person waits for cannot be held."""
    return Fault("hold")


@dataclass(slots=True)
class _Planned:
    place: str
    fault: Fault
    left: int | None


class Faults:
    """The faults that are switched on."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []

    def add(self, place: str, fault: Fault, times: int | None = 1) -> None:
        """Let this go wrong there for the next `times` occasions, or always with None."""
        self._planned.append(_Planned(place, fault, times))

    def clear(self) -> None:
        """Let everything go well again."""
        self._planned.clear()

    def take(self, *places: str) -> list[Fault]:
        """The faults for one occasion known by these names; they are used up by it."""
        if not self._planned:
            return []
        taken = []
        for planned in self._planned:
            if any(fnmatchcase(place, planned.place) for place in places):
                taken.append(planned.fault)
                if planned.left is not None:
                    planned.left -= 1
        self._planned = [planned for planned in self._planned if planned.left != 0]
        return taken
