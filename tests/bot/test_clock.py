"""The clock: due work is done once, in its order; what fails is put off, and holds up nothing else."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection, select

from bot.clock import Clock
from bot.times import Clocks, real_time
from handlers.failures import NotInstalledError
from handlers.ritual import Ritual, Work
from rituals.ids import Ref, Team
from storage import history, schema, timers
from storage.database import Database, open_database
from storage.history import Entry
from storage.timers import Timer
from tests.lending import Kept
from tests.town import TestNow

TEAM = Team("T1")
MINUTE = timedelta(minutes=1)


async def _unreachable(team: Team) -> AsyncWebClient:
    """Cairn is in no workspace here."""
    raise NotInstalledError(team)


@dataclass
class Bells:
    """A ritual whose timers note that they went off, and fail where the test says so."""

    database: Database
    now: TestNow = field(default_factory=TestNow)
    broken: set[str] = field(default_factory=set)
    parked: list[str] = field(default_factory=list)

    def ring(self, tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
        """Notes in the database that the timer went off, and when."""
        history.add(tx, Ref(TEAM, "bells", timer.ritual_id), Entry(None, "rang", now))
        timers.finish(tx, timer)
        if timer.ritual_id in self.broken:
            raise LookupError(timer.ritual_id)

    def clock(self, database: Database | None = None) -> Clock:
        """Another clock."""

        def park(_: Connection, timer: Timer, __: datetime) -> None:
            self.parked.append(timer.ritual_id)

        ritual = Ritual(name="bells", timers={"bell": Work(self.ring)}, parked=park)
        return Clock(database or self.database, [ritual], Clocks(self.now, real_time), _unreachable)

    async def set(self, bell: str, after: timedelta, ritual: str = "bells") -> None:
        """The bell is to ring so much later than now."""
        await self.database.write(timers.set_timer, (TEAM, ritual, bell, "bell"), self.now() + after)

    async def rang(self) -> list[tuple[str, datetime]]:
        """Which bells rang, in order, and when."""
        table = schema.history
        query = select(table.c.ritual_id, table.c.happened_at).order_by(table.c.entry_id)
        return await self.database.read(
            lambda tx: [(row.ritual_id, row.happened_at) for row in tx.execute(query)]
        )

    async def attempts(self) -> int:
        """How often the only bell that is still set has failed."""
        return await self.database.read(lambda tx: tx.scalars(select(schema.timers.c.attempts)).one())

    async def pass_time(self, clock: Clock, span: timedelta) -> None:
        """Time passes on this clock."""
        self.now.want(span)
        await clock.catch_up(_settle)


async def _settle() -> None:
    pass


@pytest.fixture
def bells(database: Database) -> Bells:
    """Bells on each engine."""
    return Bells(database)


async def test_what_is_due_is_done_and_what_is_not_waits(bells: Bells) -> None:
    await bells.set("one", -MINUTE)
    await bells.set("two", MINUTE)
    clock = bells.clock()
    await clock.tick()
    await clock.tick()
    assert [bell for bell, _ in await bells.rang()] == ["one"]


async def test_one_that_fails_is_put_off_parked_after_five_times_and_holds_up_no_other(bells: Bells) -> None:
    bells.broken = {"bad"}
    await bells.set("bad", -MINUTE)
    await bells.set("good", -MINUTE)
    clock = bells.clock()
    await clock.tick()
    await clock.tick()
    assert [bell for bell, _ in await bells.rang()] == ["good"]
    for failures in range(1, 6):
        assert await bells.attempts() == failures
        assert await bells.database.read(timers.count_parked) == (failures == 5)
        await bells.pass_time(clock, 1.1 * MINUTE)
    assert await bells.attempts() == 5
    assert set(bells.parked) == {"bad"}
    assert await bells.database.read(timers.count_parked) == 1
    assert [bell for bell, _ in await bells.rang()] == ["good"]


async def test_one_that_works_again_is_done_and_counts_no_failures(bells: Bells) -> None:
    bells.broken = {"bell"}
    await bells.set("bell", -MINUTE)
    clock = bells.clock()
    await clock.tick()
    bells.broken = set()
    await bells.pass_time(clock, 2 * MINUTE)
    assert [bell for bell, _ in await bells.rang()] == ["bell"]
    assert await bells.database.read(timers.read_next) is None


async def test_a_timer_of_a_ritual_that_is_no_more_holds_up_no_other(bells: Bells) -> None:
    await bells.set("old", -MINUTE, ritual="gone")
    await bells.set("good", -MINUTE)
    clock = bells.clock()
    for _ in range(7):
        await bells.pass_time(clock, 2 * MINUTE)
    assert [bell for bell, _ in await bells.rang()] == ["good"]
    assert await bells.database.read(timers.count_parked) == 1


async def test_catching_up_skips_none_and_does_each_at_its_time(bells: Bells) -> None:
    spans = [timedelta(hours=hours) for hours in range(1, 30)]
    began = bells.now()
    for span in spans:
        await bells.set(f"after {span}", span)
    await bells.pass_time(bells.clock(), timedelta(days=2))
    rang = await bells.rang()
    assert [bell for bell, _ in rang] == [f"after {span}" for span in spans]
    for (_, at), span in zip(rang, spans, strict=True):
        assert timedelta(0) <= at - (began + span) < timedelta(seconds=30)
    assert not bells.now.is_behind()


async def test_what_a_piece_of_work_sets_before_the_goal_is_done_on_the_way(bells: Bells) -> None:
    def ring_and_set(tx: Connection, timer: Timer, now: datetime, value: Any) -> None:
        bells.ring(tx, timer, now, value)
        if timer.ritual_id == "first":
            timers.set_timer(tx, (TEAM, "bells", "second", "bell"), now + timedelta(hours=5))

    ritual = Ritual(name="bells", timers={"bell": Work(ring_and_set)})
    clock = Clock(bells.database, [ritual], Clocks(bells.now, real_time), _unreachable)
    await bells.set("first", timedelta(hours=1))
    await bells.pass_time(clock, timedelta(days=1))
    (_, first), (_, second) = await bells.rang()
    assert timedelta(hours=5) <= second - first < timedelta(hours=5, seconds=30)


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_two_clocks_on_one_database_do_each_piece_once(bells: Bells, kept: Kept) -> None:
    other = open_database(kept.url)
    clocks = bells.clock(), bells.clock(other)
    for number in range(60):
        await bells.set(f"bell {number}", -MINUTE)
    await asyncio.gather(*(clock.tick() for clock in clocks))
    rang = [bell for bell, _ in await bells.rang()]
    assert sorted(rang) == sorted(f"bell {number}" for number in range(60))
    await other.close()
