"""What happens in the same moment: whatever comes first, what is counted is what is stored, and it goes on once."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from handlers.commitments.acts import committing, deciding, managing, working
from handlers.payloads import Who
from rituals.commitments.amending import Wording
from rituals.commitments.deciding import Writing
from rituals.commitments.model import Commitment, State
from rituals.commitments.texts import Texts
from rituals.ids import Person, Team
from rituals.positions import Pledge
from rituals.refusal import Refusal
from sandbox.things import Message
from storage import commitments
from storage.schema import deliveries, history, positions, timers
from tests.commitments.after_scenes import escalate, reveal, rule
from tests.commitments.scenes import commit, commitment_of, send, take
from tests.decisions.scenes import press
from tests.town import Town

pytestmark = pytest.mark.race

Work = Coroutine[Any, Any, object]
ONCE = "revealed", "ruled", "escalated", "confirming", "decided", "dropped", "working"


class Race:
    """A commitment, and all who act on it at once."""

    def __init__(self, town: Town, card: Message) -> None:
        self.town, self.card, self.id = town, card, commitment_of(card)
        self.team = Team(town.slack.workspace.team)
        self.write = town.bot.foundation.database.write

    def who(self, name: str) -> Who:
        return Who(self.team, Person(self.town[name].id))

    def presses(self) -> list[Work]:
        """Everybody agrees, and abstains."""
        return [
            send(self.town, press(self.town, who, self.card, f"commitment.take/{stance}", f"{self.id} 1"))
            for stance in ("abstain", "agree")
            for who in ("Ann", "Ben", "Chen")
        ]

    async def run(self, *work: Work) -> list[Refusal]:
        """All of it at once; the refusals that it met, and nothing else went wrong."""
        came = await asyncio.gather(*work, return_exceptions=True)
        refused = [one for one in came if isinstance(one, Refusal)]
        failed = [one for one in came if isinstance(one, BaseException) and one not in refused]
        assert not failed, failed
        await self.check()
        return refused

    async def check(self) -> None:
        """The count beside it, its result and its positions say the same; each turn was taken, and told, once."""
        await self.town.settle()
        for person in self.town.people.values():
            person.reads("platform")
            person.reads("@Cairn")
        counted, acts, found = await self.read()
        assert found.answered == counted
        assert [act for act in ONCE if acts.count(act) > 1] == []
        if found.result is not None:
            result = found.result
            stand = result.agree, result.reservations, result.committed, result.unconfirmed, result.abstained
            assert sum(stand) == counted

    async def read(self) -> tuple[int, list[str], Commitment]:
        def ask(tx: Connection) -> tuple[int, list[str], Commitment]:
            counted = tx.execute(select(func.count()).select_from(positions).where(~positions.c.withdrawn))
            found = commitments.find(tx, self.team, self.id)
            assert found is not None
            return counted.scalar_one(), list(tx.scalars(select(history.c.act))), found

        return await self.town.bot.foundation.database.read(ask)


@pytest.mark.parametrize("place", [0, 4])
async def test_who_takes_a_position_while_it_is_closed_and_amended_is_counted_or_told_that_it_is_too_late(
    town: Town, place: int
) -> None:
    race = Race(town, await commit(town))
    wording = Wording(Texts("Move the queue to SQS"))
    work = race.presses()
    work[place:place] = [
        race.write(managing.close, race.who("Ann"), race.id, "open", town.now()),
        race.write(managing.amend, race.who("Ann"), race.id, wording, town.now()),
        race.write(managing.close, race.who("Ann"), race.id, "open", town.now()),
    ]
    await race.run(*work)
    assert (await race.read())[2].state.is_final


async def test_the_last_position_and_the_deadline_in_the_same_moment_show_positions_once(town: Town) -> None:
    card = await commit(town)
    race = Race(town, card)
    await take(town, card, Ann="Agree", Ben="Agree")
    town.now.move_to((await race.read())[2].ends_at - timedelta(milliseconds=20))
    await race.run(*race.presses(), *(town.bot.clock.tick() for _ in range(4)))
    await town.pass_time(seconds=1)
    await race.check()
    assert (await race.read())[2].state in (State.DECIDED, State.STALLED)  # All may have abstained by then.


async def test_where_owners_go_on_in_two_ways_at_once_one_of_them_counts(town: Town) -> None:
    race = Race(town, await reveal(town, "Dana", {"Co-owners": ["Chen"]}))
    ends = town.now() + timedelta(days=3)
    refused = await race.run(
        race.write(working.begin, race.who("Ann"), race.id, ends, town.now()),
        race.write(managing.close, race.who("Chen"), race.id, "revealed", town.now()),
        race.write(working.begin, race.who("Chen"), race.id, ends, town.now()),
    )
    found = (await race.read())[2]
    assert found.state in (State.WORKING, State.ESCALATED)
    assert len(refused) == 2


async def test_of_rulings_and_of_a_ruling_and_another_decider_one_counts(town: Town) -> None:
    race = Race(town, await escalate(town, "Dana", {"Co-owners": ["Chen"]}))
    carry, drop = Writing("carry", "We can."), Writing("drop", "We can't.")
    refused = await race.run(
        race.write(deciding.rule, race.who("Dana"), race.id, carry, town.now()),
        race.write(managing.name_decider, race.who("Chen"), race.id, race.who("Ben").person, town.now()),
        race.write(deciding.rule, race.who("Dana"), race.id, drop, town.now()),
        race.write(managing.hand_over, race.who("Ann"), race.id, race.who("Ben").person, town.now()),
    )
    counted, acts, found = await race.read()
    assert counted == 3
    assert acts.count("ruled") + acts.count("named decider") == 1
    assert found.owner == race.who("Ben").person or found.state is State.DROPPED
    assert len(refused) >= 2


async def test_pledges_in_the_second_in_which_the_time_ends_count_or_are_too_late(town: Town) -> None:
    race = Race(town, await escalate(town, "Dana"))
    await rule(town, race.card, "Dana")
    ends = (await race.read())[2].ends_at
    town.now.move_to(ends - timedelta(milliseconds=20))

    def says(name: str, word: Pledge, stamp: str) -> Work:
        return race.write(committing.pledge, race.who(name), race.id, (word, stamp), town.now())

    await race.run(
        says("Ben", Pledge.NO, "9999999999.1"),
        town.bot.clock.tick(),
        says("Ben", Pledge.YES, "9999999999.0"),
        town.bot.clock.tick(),
    )
    await town.pass_time(hours=2)
    found = (await race.read())[2]
    assert found.state is State.DECIDED
    assert found.result is not None
    assert (found.result.committed, found.result.unconfirmed) == (0, 2)
    kept = await town.bot.foundation.database.read(read_kept)
    assert kept == ([], [])
    for person in town.people.values():
        person.reads("@Cairn")


def read_kept(tx: Connection) -> tuple[list[str], list[str]]:
    """What is kept of a no, and what the clock would still do about it."""
    told = tx.scalars(select(deliveries.c.key).where(deliveries.c.view == "commitment.answered"))
    return list(told), list(tx.scalars(select(timers.c.kind).where(timers.c.kind == "forget")))
