"""What happens in the same moment: whatever comes first, what is counted is what is stored, and it is told once."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from handlers.decisions.acts import managing
from handlers.payloads import Who
from rituals.decisions.amending import Wording
from rituals.ids import Person, Team
from storage import decisions, seats
from storage.schema import ballots, history
from tests.decisions.scenes import decide, decision_of, press, send
from tests.town import Town

pytestmark = pytest.mark.race

VOTERS, OPTIONS = ("Ann", "Ben", "Chen"), (1, 2, 3)
WORDING = Wording("Which queue, really?", "", ("Kafka", "SQS", "NATS", "Redis"))

Work = Coroutine[Any, Any, object]


class Race:
    """A decision, and all who act on it at once."""

    def __init__(self, town: Town, decision: str) -> None:
        self.town, self.decision = town, decision
        self.team, self.ann = Team(town.slack.workspace.team), Person(town["Ann"].id)
        self._write = town.bot.foundation.database.write

    def votes(self) -> list[Work]:
        """Everybody presses every button."""
        card = self.town.card("Which queue")
        presses = [
            press(self.town, who, card, f"decision.cast/{option}", self.decision)
            for option in OPTIONS
            for who in VOTERS
        ]
        return [send(self.town, each) for each in presses]

    def closes(self) -> Work:
        """Ann closes it."""
        return self._write(managing.close, Who(self.team, self.ann), self.decision, self.town.now())

    def amends(self) -> Work:
        """Ann adds an option."""
        return self._write(managing.amend, Who(self.team, self.ann), self.decision, WORDING, self.town.now())

    async def check(self) -> None:
        """The count beside the decision, its result, and its ballots say the same."""
        await self.town.settle()
        for person in self.town.people.values():
            person.reads("platform")
        counted, found, profile = await self.town.bot.foundation.database.read(self.read)
        assert found.answered == counted == sum(profile.values())
        if found.result is not None:
            assert found.result.ballots == counted

    def read(self, tx: Connection) -> tuple[int, Any, Any]:
        """How many ballots count, the decision, and how often each ballot was cast."""
        counted = select(func.count()).select_from(ballots).where(~ballots.c.withdrawn)
        found = decisions.find(tx, self.team, self.decision)
        return tx.execute(counted).scalar_one(), found, seats.read_profile(tx, self.team, self.decision)


@pytest.fixture
async def race(town: Town) -> Race:
    """A decision is open."""
    return Race(town, decision_of(await decide(town)))


async def test_the_last_press_of_each_counts_though_all_press_at_once(race: Race) -> None:
    await asyncio.gather(*race.votes())
    await race.check()
    assert "3 of 3 voted" in race.town["Ann"].read(race.town.card("Which queue?"))
    profile = (await race.town.bot.foundation.database.read(race.read))[2]
    assert list(profile.values()) == [3], "everybody pressed the third button last"


@pytest.mark.parametrize("place", [0, 4, 9])
async def test_who_votes_while_it_is_closed_is_counted_or_told_that_it_is_too_late(
    race: Race, place: int
) -> None:
    work = race.votes()
    work[place:place] = [race.closes(), race.closes()]
    await asyncio.gather(*work)
    await race.check()
    acts = await race.town.bot.foundation.database.read(lambda tx: list(tx.scalars(select(history.c.act))))
    assert acts.count("counting") == 1
    assert len(acts) - len([act for act in acts if act in ("voted", "changed", "opened", "counting")]) == 1


@pytest.mark.parametrize("place", [0, 4, 9])
async def test_who_votes_while_it_is_amended_is_counted_by_the_version_they_saw_or_asked_anew(
    race: Race, place: int
) -> None:
    work = race.votes()
    work.insert(place, race.amends())
    await asyncio.gather(*work)
    await race.check()
    for person in VOTERS:
        race.town[person].reads("@Cairn")


async def test_who_votes_at_the_deadline_is_counted_or_told_that_it_has_passed(race: Race) -> None:
    town = race.town
    found = await town.bot.foundation.database.read(decisions.find, race.team, race.decision)
    assert found is not None
    town.now.move_to(found.terms.closes_at - timedelta(milliseconds=30))
    await asyncio.gather(*race.votes(), *(town.bot.clock.tick() for _ in range(5)))
    await town.pass_time(seconds=1)
    await race.check()
    found = await town.bot.foundation.database.read(decisions.find, race.team, race.decision)
    assert found is not None
    assert found.state.is_final
