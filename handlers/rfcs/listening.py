"""Listening whether a thread is alive, as far as Slack lets Cairn read it: people who talk break the silence, too."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from sqlalchemy import Connection

from handlers.answering import Way
from handlers.failures import CALL_FAILED, NotInstalledError, error_name
from handlers.rfcs.acts.course import home_card
from rituals.ids import Channel
from rituals.rfcs import silence
from storage import rfcs
from storage.timers import Timer

log = structlog.get_logger(__name__)
MOST_READ = 200
LISTENS_FOR = 2.0
"""Seconds at most: whatever else falls due waits meanwhile."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread in which an RFC is reviewed, and since when it is to be listened to."""

    channel: Channel
    ts: str
    since: datetime


def find_thread(tx: Connection, timer: Timer) -> Thread | None:
    """The thread of the RFC whose author is about to be asked; None where there is none yet."""
    rfc = rfcs.find(tx, timer.team, timer.ritual_id)
    card = None if rfc is None else home_card(tx, rfc)
    if card is None or card.ts is None:
        return None
    return Thread(card.channel, card.ts, timer.due_at - silence.SILENCE)


async def listen(way: Way, thread: Thread | None) -> datetime | None:
    """When somebody has said something in the thread; None where nobody has, or Cairn cannot tell."""
    if thread is None:
        return None
    try:
        async with asyncio.timeout(LISTENS_FOR):
            slack = await way()
            found = await slack.conversations_replies(
                channel=thread.channel, ts=thread.ts, oldest=str(thread.since.timestamp()), limit=MOST_READ
            )
    except (*CALL_FAILED, NotInstalledError) as error:
        log.info("thread not read", error=error_name(error))
        return None
    return max(_said_by_people(found["messages"], thread.ts), default=None)


def _said_by_people(messages: Sequence[Mapping[str, Any]], parent: str) -> list[datetime]:
    return [
        datetime.fromtimestamp(float(message["ts"]), UTC)
        for message in messages
        if message.get("user") and not message.get("bot_id") and message["ts"] != parent
    ]
