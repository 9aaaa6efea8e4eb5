"""How fast we speak in one workspace: Slack's limits, kept by the one worker that holds the lease. Real time only."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

OPEN, UPDATE = "conversations.open", "chat.update"
MINUTE = timedelta(minutes=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the courier keeps to, and Home."""

    post_gap: timedelta = timedelta(seconds=1)  # Between two posts in one channel.
    card_gap: timedelta = timedelta(seconds=2)  # Between two redrawings of one card.
    home_gap: timedelta = timedelta(seconds=3)  # Between two drawings of a person's Home.
    updates_a_minute: int = 40
    posts_a_minute: int = 250  # Slack takes several hundred.
    openings_a_minute: int = 40  # Of conversations with people.
    lease: timedelta = timedelta(seconds=30)
    look_after: timedelta = timedelta(seconds=60)  # Before we look for a post whose answer was lost.
    retry: timedelta = timedelta(seconds=5)
    most_tries: int = 20
    answer: timedelta = timedelta(seconds=10)  # For which we wait after a call.
    file_ready: timedelta = timedelta(seconds=2)  # After which Slack can show a file that it was given.
    picture_tries: int = 5


class Pace:
    """What was sent lately in one workspace, and what has to wait."""

    def __init__(self, limits: Limits, real: Callable[[], datetime]) -> None:
        self._limits, self._real = limits, real
        self._free_at: dict[str, datetime] = {}
        self._updates, self._posts, self._openings = _Minute(), _Minute(), _Minute()

    def wait_for(self, key: str) -> datetime | None:
        """When this channel or method may be used again, as far as Slack has asked us to wait; None if now."""
        return self._future(self._free_at.get(key))

    def wait_to_post(self, channel: str, is_urgent: bool, since: datetime) -> datetime | None:
        """When the channel may be posted to; None if it may since then. What is not urgent leaves a fifth of the minute free."""
        most = self._limits.posts_a_minute
        free_at = self._posts.free_at(most if is_urgent else most * 4 // 5)
        free_at = max(free_at, self._free_at.get(channel, free_at))
        return free_at if free_at > since else None

    def posted(self, channel: str) -> None:
        """The channel was posted to."""
        self._posts.add(self._real())
        self._free_at[channel] = self._real() + self._limits.post_gap

    def wait_to_open(self) -> datetime | None:
        """When a conversation with a person may be opened; None if now."""
        free_at = self._openings.free_at(self._limits.openings_a_minute)
        return self._future(max(free_at, self._free_at.get(OPEN, free_at)))

    def opened(self) -> None:
        """A conversation was opened."""
        self._openings.add(self._real())

    def block(self, key: str, seconds: float) -> datetime:
        """Slack asks us to wait (Retry-After) with this channel or method; returns until when."""
        self._free_at[key] = self._real() + timedelta(seconds=seconds)
        return self._free_at[key]

    def updates_left(self) -> int:
        """How many cards may be redrawn now."""
        if self.wait_for(UPDATE):
            return 0
        return self._limits.updates_a_minute - self._updates.count(self._real())

    def updated(self) -> None:
        """A card was redrawn."""
        self._updates.add(self._real())

    def card_gap(self, active: int) -> timedelta:
        """Between two redrawings of a card, when so many want it: the minute's budget is shared."""
        return max(self._limits.card_gap, MINUTE * active / self._limits.updates_a_minute)

    def is_at_rest(self) -> bool:
        """Whether nothing has to wait and nothing was sent in the last minute; what is past is forgotten."""
        now = self._real()
        self._free_at = {key: free_at for key, free_at in self._free_at.items() if free_at > now}
        minutes = self._updates, self._posts, self._openings
        return not self._free_at and not any(minute.count(now) for minute in minutes)

    def _future(self, free_at: datetime | None) -> datetime | None:
        return free_at if free_at is not None and free_at > self._real() else None


class _Minute:
    """When something was done in the last minute."""

    def __init__(self) -> None:
        self._done: deque[datetime] = deque()

    def add(self, now: datetime) -> None:
        self._done.append(now)
        self.count(now)

    def count(self, now: datetime) -> int:
        while self._done and self._done[0] <= now - MINUTE:
            self._done.popleft()
        return len(self._done)

    def free_at(self, most: int) -> datetime:
        """From when on fewer than so many lie in the minute before."""
        return self._done[-most] + MINUTE if len(self._done) >= most else LONG_AGO
