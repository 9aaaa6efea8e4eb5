"""How fast we speak in one workspace: Slack's limits, kept by the one worker that holds the lease. Real time only."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """What the courier keeps to."""

    post_gap: timedelta = timedelta(seconds=1)  # Between two posts in one channel.
    card_gap: timedelta = timedelta(seconds=2)  # Between two redrawings of one card.
    updates_a_minute: int = 40
    lease: timedelta = timedelta(seconds=30)
    look_after: timedelta = timedelta(seconds=60)  # Before we look for a post whose answer was lost.
    retry: timedelta = timedelta(seconds=5)
    most_tries: int = 20


class Pace:
    """What was sent lately in one workspace, and what has to wait."""

    def __init__(self, limits: Limits, real: Callable[[], datetime]) -> None:
        self._limits, self._real = limits, real
        self._free_at: dict[str, datetime] = {}
        self._updates: deque[datetime] = deque()

    def wait_for(self, key: str) -> datetime | None:
        """When this channel or method may be used again; None if now."""
        free_at = self._free_at.get(key)
        return free_at if free_at is not None and free_at > self._real() else None

    def used(self, key: str) -> None:
        """The channel was posted to."""
        self._free_at[key] = self._real() + self._limits.post_gap

    def block(self, key: str, seconds: float) -> datetime:
        """Slack asks us to wait (Retry-After) with this channel or method; returns until when."""
        self._free_at[key] = self._real() + timedelta(seconds=seconds)
        return self._free_at[key]

    def updates_left(self) -> int:
        """How many cards may be redrawn now."""
        minute_ago = self._real() - timedelta(minutes=1)
        while self._updates and self._updates[0] <= minute_ago:
            self._updates.popleft()
        return 0 if self.wait_for("chat.update") else self._limits.updates_a_minute - len(self._updates)

    def updated(self) -> None:
        """A card was redrawn."""
        self._updates.append(self._real())

    def card_gap(self, active: int) -> timedelta:
        """Between two redrawings of a card, when so many want it: the minute's budget is shared."""
        return max(self._limits.card_gap, timedelta(minutes=1) * active / self._limits.updates_a_minute)
