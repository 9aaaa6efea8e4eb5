"""Who wants to know that something changed in a workspace: the page, people who wait, tests.

Knows that something changed and where, never what it looks like now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

type_of_change = Literal[
    "message", "message_changed", "message_deleted", "modal", "home", "channel", "person", "trouble", "clock"
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
    """The changes since it was made: `with workspace.changes() as changes: async for change in changes`."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._queue: asyncio.Queue[Change] = asyncio.Queue()

    def put(self, change: Change) -> None:
        """Add a change for the reader."""
        self._queue.put_nowait(change)

    def close(self) -> None:
        """Receive nothing more."""
        self._feed.forget(self)

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
    """Tells every subscription of every change, in order."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []

    def subscribe(self) -> Subscription:
        """Changes from now on."""
        subscription = Subscription(self)
        self._subscriptions.append(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Stop telling this subscription; twice is once."""
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)

    def publish(self, change: Change) -> None:
        """Tell everyone who listens."""
        for subscription in self._subscriptions:
            subscription.put(change)

    async def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Whether `holds` became true within so many seconds, looked at again after each change."""
        with self.subscribe() as changes:
            try:
                async with asyncio.timeout(seconds):
                    while not holds():
                        await anext(changes)
            except TimeoutError:
                return holds()
        return True
