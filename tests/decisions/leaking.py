"""A story that is told twice with other votes, and everything that anybody but the voter can see of it.

What is the same in both tellings tells nothing of the votes. Moments, and ids that chance gave, are masked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from sqlalchemy import Connection, select

from sandbox.things import Message
from storage.schema import (
    ballots,
    cards,
    decisions,
    deliveries,
    drafts,
    history,
    inbox,
    installations,
    leases,
    metadata,
    records,
    seals,
    timers,
)
from tests.decisions.scenes import decision_of, happen, manage, press, reach, send
from tests.decisions.sealing import FIVE, seal
from tests.town import Town

Votes = Mapping[str, str]

ONLOOKERS = "Ann", "Dana"
_MOMENT = re.compile(r"datetime\.datetime\([^)]*\)|\d{8,}(\.\d+)?")
_CHANCE = re.compile(r'"(token|trigger_id|view_id|hash|block_id)":"[^"]*"')
_IDS = (
    decisions.c.decision_id,
    decisions.c.draft_id,
    cards.c.card_id,
    deliveries.c.delivery_id,
    drafts.c.draft_id,
)


@dataclass
class Told:
    """One telling: what others saw, what was asked of Slack in order, what is left in Slack and in the database."""

    seen: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    slack: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


async def tell(town: Town, level: str, rounds: Sequence[Votes], closes: bool) -> Told:
    """People vote in these rounds, before each but the first of which the question is amended; others look around."""
    told = Told()
    for name in ONLOOKERS:
        await town[name].opens_home()  # Whoever opens it for the first time is welcomed there for an hour.
    for name in FIVE:
        town[name].reads("@Cairn")  # Conversations are numbered in the order in which they begin.
    await happen(town)
    await town.pass_time(hours=2)
    await reach(town, 0, 9)
    card = await seal(town, more={"… or typed": "fri 17:00"}, shown=level)
    town.slack.record.forget()
    for number, votes in enumerate(rounds):
        if number:
            await amend(town, card, f"Which queue, version {number + 1}?")
        for name, choice in votes.items():
            await town[name].clicks(choice, on=card)
            await town.settle()
            told.seen.append(town["Ann"].read(card))
        told.seen += await look_around(town, card)
    await town.pass_time(days=2)
    told.seen += await look_around(town, card)
    if closes:
        await town.pass_time(days=7)
        told.seen += await look_around(town, card)
    await gather(town, told)
    return told


async def amend(town: Town, card: Message, question: str) -> None:
    """Ann words the question anew."""
    ann = town["Ann"]
    await manage(ann, card, "Amend")
    await town.settle()
    await ann.fills("Question", question)
    await ann.submits("Amend")
    await town.settle()


async def look_around(town: Town, card: Message) -> list[str]:
    """What the owner, who is an admin, too, and another voter find out by looking everywhere."""
    seen = []
    for name in ONLOOKERS:
        person = town[name]
        for page in ("Details", "History", "Why?", "Manage"):
            await person.picks(page, on=card)
            await town.settle()
            seen.append(person.modal.text)
            await person.closes(everything=True)
            await town.settle()
        await send(town, press(town, name, card, "decision.results", decision_of(card)))
        await town.settle()
        seen.append(person.read(person.ephemerals[-1]))
        for line in ("/decide list", "/decisions queue"):
            await person.runs(line, in_="general")
            await town.settle()
        await person.opens_home()
        await happen(town)
        home = person.home()
        seen += [home.text if home else "", *person.reads("general"), *person.reads("@Cairn")]
        seen += [*person.reads_thread(card), *person.notifications]
    return seen


async def gather(town: Town, told: Told) -> None:
    """Everything that is left of the story, but for what voters alone were shown, is added to the telling."""
    database = town.bot.foundation.database
    places = sorted(town.slack.workspace.messages.items())
    messages = [each for _, there in places for each in there.values()]
    told.slack = [_as_json(replace(each, typed={})) for each in messages if each.ephemeral_to is None]
    # Home is drawn beside everything that its owner does, sooner or later: what stands there is seen.
    calls = [call for call in town.slack.calls() if call.method != "views.publish"]
    # Messages to several people are sent side by side: the order is that in each place.
    calls.sort(key=lambda call: str([call.arguments.get(name) for name in ("channel", "users")]))
    told.calls = [f"{call.method} {_as_json(call.arguments)}" for call in calls]
    told.stored = await database.read(dump)
    ids = await database.read(_read_ids)
    for texts in (told.seen, told.calls, told.slack, told.stored):
        texts[:] = [mask(text, ids) for text in texts]
    told.stored.sort()


def mask(text: str, ids: Sequence[str]) -> str:
    """The text without what differs from one telling to the next anyhow."""
    for one in ids:
        text = text.replace(one, "id")
    return _CHANCE.sub(r'"\1":"chance"', _MOMENT.sub("moment", text))


def dump(tx: Connection) -> list[str]:
    """All rows; without answers, numbers of rows and events, and what is encrypted or a digest of what is compared elsewhere."""
    hidden = {
        ballots.c.answer,
        ballots.c.sealed,
        seals.c.wrapped,
        cards.c.shown_digest,
        deliveries.c.lease,
        history.c.entry_id,
        records.c.record_id,
        timers.c.timer_id,
        inbox.c.event_id,
    }
    rows = []
    for table in metadata.sorted_tables:
        if table not in (installations, leases):
            shown = [column for column in table.columns if column not in hidden]
            rows += [f"{table.name} {dict(row)}" for row in tx.execute(select(*shown)).mappings()]
    return rows


def _read_ids(tx: Connection) -> list[str]:
    return [one for column in _IDS for one in tx.execute(select(column)).scalars()]


def _as_json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
