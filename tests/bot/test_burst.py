"""Two hundred people vote within two seconds while Slack is slow: the card shows what is stored, at Slack's pace."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest

from rituals.decisions.answer import choosing
from rituals.ids import Team
from sandbox.faults import delay
from sandbox.people import Person
from sandbox.things import Message
from sandbox.workspaces import add_person
from storage import seats
from storage.database import Database
from tests.bot.making import close, find_decision, open_decision
from tests.town import QUICK, Town, build_town

pytestmark = pytest.mark.both_engines

GAP = 0.25
PEOPLE = 200


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    """A town with real gaps between a card's updates, and two hundred more people in #platform."""
    async with build_town(database, replace(QUICK, card_gap=timedelta(seconds=GAP))) as built:
        workspace = built.slack.workspace
        for number in range(PEOPLE):
            person = add_person(workspace, f"voter{number}", f"Voter {number}", "UTC")
            workspace.get_channel("platform").members.append(person.id)
        await built.bot.directory.read_people(Team(workspace.team))
        built.slack.rates.scale, built.slack.deliver.answer_seconds = None, 30
        yield built


async def test_the_last_word_of_each_counts_and_the_card_shows_them_all(town: Town) -> None:
    chance = random.Random(7)  # noqa: S311 - Chance that repeats itself.
    card = await open_decision(town)
    voters = [Person(town.slack, f"voter{number}") for number in range(PEOPLE)]
    town.slack.faults.add("chat.update", delay(0, 0.3), times=None)
    town.slack.faults.add("block_actions", delay(0, 2), times=None)
    began, courier = monotonic(), asyncio.create_task(town.bot.courier.run())
    last = await asyncio.gather(
        *(
            vote(voter, card, [chance.choice(("Kafka", "SQS")) for _ in range(chance.randint(1, 3))])
            for voter in voters
        )
    )
    await town.settle()
    updates = len(town.slack.calls("chat.update"))
    assert updates <= (monotonic() - began) / GAP + 2

    wanted = Counter(last)
    decision, team = await find_decision(town), Team(town.slack.workspace.team)
    profile = await town.bot.foundation.database.read(seats.read_profile, team, decision)
    assert dict(profile) == {choosing([1]): wanted["Kafka"], choosing([2]): wanted["SQS"]}
    assert f"{PEOPLE} of {PEOPLE + 3} voted" in town["Ann"].read(card)

    await close(town)
    await town.settle()
    winner = wanted.most_common(1)[0][0]
    shown = town["Ann"].read(card)
    assert f"Decided: {winner}" in shown
    for option, votes in wanted.items():
        assert re.search(rf"\b{votes} · \d+ %  {option}\b", shown), (option, votes, shown)
    assert f"{PEOPLE} of {PEOPLE + 3} voted" in shown
    await town.bot.courier.stop()
    await courier


async def vote(voter: Person, card: Message, options: list[str]) -> str:
    """Presses these buttons without waiting for an answer; returns the last one."""
    async with asyncio.TaskGroup() as presses:
        for option in options:
            presses.create_task(voter.clicks(option, on=card))
    return options[-1]
