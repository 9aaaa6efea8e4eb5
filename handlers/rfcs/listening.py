"""Listening whether a thread is alive, as far as Slack lets Cairn read it: people who talk break the silence, too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection

from handlers.failures import CALL_FAILED, error_name
from handlers.rfcs.acts.course import SILENCE, await_silence, get, home_card
from handlers.rfcs.acts.managing import last_act
from handlers.ritual import Desk
from rituals.ids import Channel, Team
from rituals.rfcs import silence
from rituals.rfcs.model import RITUAL
from storage import rfcs, timers

log = structlog.get_logger(__name__)
AHEAD = timedelta(days=2)
"""So long before an author would be asked we look: once a day, so that one look may fail."""

MOST_READ = 200


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread in which an RFC is reviewed."""

    number: str
    channel: Channel
    ts: str


async def listen(desk: Desk, team: Team) -> None:
    """Authors who would be asked soon are asked later where people talk in the thread."""
    quiet = await desk.database.read(read_quiet, team, desk.now() + AHEAD)
    if not quiet:
        return
    slack, since = await desk.slack(team), desk.now() - silence.SILENCE
    for thread in quiet:
        try:
            found = await slack.conversations_replies(
                channel=thread.channel, ts=thread.ts, oldest=str(since.timestamp()), limit=MOST_READ
            )
        except CALL_FAILED as error:
            log.info("thread not read", error=error_name(error))
            continue
        if said := _said_by_people(found["messages"], thread.ts):
            await desk.database.write(hear, team, thread.number, max(said))


def read_quiet(tx: Connection, team: Team, until: datetime) -> list[Thread]:
    """The threads of those RFCs whose authors will be asked by then because nothing happens."""
    threads = []
    for number in timers.read_coming(tx, (team, RITUAL, SILENCE), until):
        rfc = rfcs.find(tx, team, number)
        card = None if rfc is None else home_card(tx, rfc)
        if card is not None and card.ts is not None:
            threads.append(Thread(number, card.channel, card.ts))
    return threads


def hear(tx: Connection, team: Team, number: str, said_at: datetime) -> None:
    """Somebody has said something in the thread: its author is asked after as long a silence from then on."""
    rfc = get(tx, team, number)
    await_silence(tx, rfc, max(said_at, last_act(tx, rfc)))


def _said_by_people(messages: Sequence[Mapping[str, Any]], parent: str) -> list[datetime]:
    return [
        datetime.fromtimestamp(float(message["ts"]), UTC)
        for message in messages
        if message.get("user") and not message.get("bot_id") and message["ts"] != parent
    ]
