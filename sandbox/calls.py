"""What was asked of Slack and what Slack sent: a record that tests and benchmarks read and count."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass

from sandbox.feed import Change, Feed
from sandbox.things import Json

_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a Web API method; `at` is real time, `answer` what Slack meant, even if it was then lost."""

    method: str
    team: str | None
    arguments: Json
    answer: Json
    status: int
    at: float

    @property
    def ok(self) -> bool:
        """Whether Slack did it."""
        return bool(self.answer.get("ok"))


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request of Slack to the app; `status` 0 when no answer came, `seconds` until the answer."""

    kind: str
    payload: Json
    status: int
    at: float
    seconds: float
    attempt: int = 0


class Record:
    """The latest calls and deliveries, and the number of all."""

    def __init__(self) -> None:
        self.feed = Feed()
        self.calls: deque[Call] = deque(maxlen=_KEPT)
        self.deliveries: deque[Delivery] = deque(maxlen=_KEPT)
        self.called: Counter[str] = Counter()
        self.delivered: Counter[str] = Counter()

    def add_call(self, call: Call) -> None:
        """Note a call that was answered."""
        self.calls.append(call)
        self.called[call.method] += 1
        self.feed.publish(Change("call"))

    def add_delivery(self, delivery: Delivery) -> None:
        """Note a request to the app."""
        self.deliveries.append(delivery)
        self.delivered[delivery.kind] += 1
        self.feed.publish(Change("call"))

    def forget(self) -> None:
        """Start counting anew."""
        self.calls.clear()
        self.deliveries.clear()
        self.called.clear()
        self.delivered.clear()
