"""Who wants to know that something changed in a workspace: the page, people who wait, tests.

Knows that something changed and where, never what it looks like now.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

type_of_change = Literal[
    "message",
    "message_changed",
    "message_deleted",
    "modal",
    "home",
    "channel",
    "person",
    "trouble",
    "clock",
    "call",
]


@dataclass(frozen=True, slots=True)
class Change:
    """Something in the workspace is different from before.

    `channel` and `ts` say which message, `person` whose modal, Home, ephemeral message or trouble it is.
    """

    kind: type_of_change
    channel: str | None = None
    ts: str | None = None
    person: str | None = None
    view: str | None = None


class Subscription:
    """The changes of some feeds since it was made: `with workspace.changes() as changes: async for change in changes`."""

    def __init__(self, *feeds: Feed) -> None:
        self._feeds = feeds
        self._queue: asyncio.Queue[Change] = asyncio.Queue()
        for feed in feeds:
            feed.listeners.append(self._queue)

    def skip(self) -> None:
        """Forget the changes that came so far."""
        while not self._queue.empty():
            self._queue.get_nowait()

    def close(self) -> None:
        """Receive nothing more; twice is once."""
        for feed in self._feeds:
            feed.listeners = [each for each in feed.listeners if each is not self._queue]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Change:
        return await self._queue.get()


class Feed:
    """Tells everyone who listens of every change, in order."""

    def __init__(self) -> None:
        self.listeners: list[asyncio.Queue[Change]] = []

    def subscribe(self) -> Subscription:
        """Changes from now on."""
        return Subscription(self)

    def publish(self, change: Change) -> None:
        """Tell everyone who listens."""
        for queue in self.listeners:
            queue.put_nowait(change)
