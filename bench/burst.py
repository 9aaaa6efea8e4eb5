"""A burst: five hundred votes on one card within ten seconds, with the sandbox as Slack."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop
from sqlalchemy import Connection

from bench import children, seeds
from bench.report import Figures, say
from bench.seeds import Place
from bench.town import furnish, living
from handlers.decisions.ritual import draw
from handlers.replies import Message
from rituals.decisions.model import Decision
from rituals.ids import Channel, Team
from rituals.ids import Person as PersonId
from sandbox.people import Person
from sandbox.things import Message as Posted
from storage import cards, decisions
from storage.cards import Card
from storage.database import Database, open_database
from storage.migrate import migrate

VOTES, SECONDS = 500, 9.5
SHOWN_WITHIN = 20.0


def measure(folder: Path) -> Figures:
    """`burst_updates`, calls of chat.update; RuntimeError if the card does not show what is stored at last."""
    migrate(children.database_url(folder))
    return uvloop.run(_measure(folder))


async def _measure(folder: Path) -> Figures:
    slack = furnish(VOTES)
    voters = [Person(slack, f"voter-{number}") for number in range(VOTES)]
    channel = Channel(slack.workspace.get_channel("platform").id)
    place = Place(Team(slack.workspace.team), channel, PersonId(voters[0].id))
    decision = seeds.make_decision(place, "D-1")
    database = open_database(children.database_url(folder))
    await seeds.open_decision(database, decision, [PersonId(voter.id) for voter in voters])
    async with living(slack) as settings:
        with children.running_bot(folder, settings) as bot:
            await asyncio.to_thread(children.wait_until_ready, bot)
            slack.app.request_url = f"{bot.url}/slack/events"
            posted = slack.workspace.get_message(channel, await _wait_until_shown(database, decision))
            taken = await _vote(voters, posted)
            await _wait_until_shown(database, decision)
    await _check(database, decision, posted)
    await database.close()
    updates = len(slack.calls("chat.update"))
    say(f"burst: {VOTES} votes in {taken:.1f} s, {updates} updates; the card shows what is stored.")
    return {"burst_updates": updates}


async def _vote(voters: list[Person], card: Posted) -> float:
    """Everybody presses a button, evenly over the time; returns the seconds that it took."""
    began = time.perf_counter()
    pressed = []
    for number, voter in enumerate(voters):
        wait = began + number * SECONDS / VOTES - time.perf_counter()
        await asyncio.sleep(max(0.0, wait))
        pressed.append(asyncio.create_task(voter.clicks(("Kafka", "SQS", "NATS")[number % 3], on=card)))
    await asyncio.gather(*pressed)
    return time.perf_counter() - began


async def _wait_until_shown(database: Database, decision: Decision) -> str:
    """The `ts` of the card, once Slack shows its newest revision; TimeoutError after a while."""
    async with asyncio.timeout(SHOWN_WITHIN):
        while True:
            card = await database.read(_read_card, decision)
            if card.ts is not None and card.shown == card.wanted:
                return card.ts
            await asyncio.sleep(0.1)


async def _check(database: Database, decision: Decision, posted: Posted) -> None:
    stored, wanted = await database.read(_read, decision)
    if stored.answered != VOTES:
        raise RuntimeError(f"{VOTES} people voted, {stored.answered} votes are stored.")
    if posted.text != wanted.text or not _shows(posted.blocks, list(wanted.blocks)):
        raise RuntimeError("The card does not show what is stored.")


def _read_card(tx: Connection, decision: Decision) -> Card:
    return cards.read_of(tx, *decision.ref)[0]


def _read(tx: Connection, decision: Decision) -> tuple[Decision, Message]:
    stored, drawn = (
        decisions.find(tx, decision.team, decision.id),
        draw(tx, _read_card(tx, decision), datetime.now(UTC)),
    )
    assert stored is not None
    assert drawn is not None
    return stored, drawn


def _shows(there: Any, wanted: Any) -> bool:
    """Whether all that is wanted is there; Slack adds to it (`block_id`, `emoji`)."""
    if isinstance(wanted, dict):
        return all(name in there and _shows(there[name], value) for name, value in wanted.items())
    if isinstance(wanted, list | tuple):
        return len(there) == len(wanted) and all(map(_shows, there, wanted))
    return bool(there == wanted)
