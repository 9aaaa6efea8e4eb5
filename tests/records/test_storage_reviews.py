"""Who is to look back, when the clock asks, and what becomes of that when a record loses its place; on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, select

from rituals.records.model import State
from rituals.workspace import Member
from storage import channels, people, records, reviews
from storage.database import Database
from storage.schema import timers
from tests.records.making import (
    ANN,
    BEN,
    CHEN,
    LEADS,
    READ_AT,
    TEAM,
    furnish,
    numbered,
)

DAY = date(2027, 2, 18)
BEGINS = datetime(2027, 2, 18, tzinfo=UTC)
DUE = numbered(1, review_on=DAY, decider=CHEN)


def read_timers(tx: Connection) -> list[tuple[str, str, datetime]]:
    rows = tx.execute(select(timers).where(timers.c.team_id == TEAM).order_by(timers.c.timer_id))
    return [(row.ritual_id, row.kind, row.due_at) for row in rows]


async def test_a_day_of_review_sets_a_timer_and_another_day_moves_it(database: Database) -> None:
    await database.write(furnish)
    await database.write(records.add, DUE)
    assert await database.read(read_timers) == [("1", "ask", BEGINS)]
    kept = await database.read(records.get, TEAM, 1)
    await database.write(records.set_review, replace(kept, review_on=date(2027, 3, 1)))
    assert await database.read(read_timers) == [("1", "ask", datetime(2027, 3, 1, tzinfo=UTC))]
    await database.write(records.set_review, replace(kept, review_on=None))
    assert await database.read(read_timers) == []


@pytest.mark.parametrize("state", [State.DEPRECATED, State.REJECTED])
async def test_a_record_that_no_longer_holds_is_not_asked_about(database: Database, state: State) -> None:
    await database.write(records.add, DUE)
    await database.write(records.set_state, TEAM, 1, state)
    assert bool(await database.read(read_timers)) == (state is State.REJECTED)
    await database.write(records.set_state, TEAM, 1, State.ACCEPTED)
    assert await database.read(read_timers) == [("1", "ask", BEGINS)]


async def test_a_record_whose_place_is_taken_is_not_asked_about(database: Database) -> None:
    await database.write(records.add, DUE)
    await database.write(records.add, numbered(2, supersedes=(1,)))
    assert await database.read(read_timers) == []


async def test_the_decider_looks_back_else_the_owner_else_nobody(database: Database) -> None:
    await database.write(furnish)
    await database.write(records.add, DUE)
    await database.write(records.add, numbered(2, review_on=DAY, decider=CHEN, channel=LEADS))

    async def due(*who: str) -> list[list[int]]:
        found = [
            await database.read(reviews.read_due, (TEAM, {"Ann": ANN, "Ben": BEN, "Chen": CHEN}[one]), DAY)
            for one in who
        ]
        return [[record.number for record in listed] for listed in found]

    # Chen does not see #leads.
    assert await due("Ann", "Ben", "Chen") == [[2], [], [1]]
    gone = Member(CHEN, "Chen Wei", "UTC", deleted=True)
    await database.write(people.save_people, TEAM, [gone], READ_AT)
    assert await due("Ann", "Chen") == [[1, 2], []]
    await database.write(channels.remove_members, (TEAM, LEADS), [ANN], READ_AT)
    assert await due("Ann") == [[1]]
    orphan = await database.read(records.get, TEAM, 2)
    assert await database.read(reviews.find_reviewer, orphan) is None


async def test_what_was_missed_is_no_longer_asked_but_still_waits(database: Database) -> None:
    await database.write(furnish)
    await database.write(records.add, DUE)
    record = await database.read(records.get, TEAM, 1)
    await database.write(reviews.miss, record)
    assert await database.read(reviews.is_missed, record)
    assert await database.read(reviews.read_due, (TEAM, CHEN), DAY) == []
    assert await database.read(reviews.read_due, (TEAM, CHEN), DAY, True) == [record]
    await database.write(records.set_review, replace(record, review_on=date(2027, 6, 1)))
    assert not await database.read(reviews.is_missed, record)


async def test_nothing_is_due_before_its_day(database: Database) -> None:
    await database.write(furnish)
    await database.write(records.add, DUE)
    assert await database.read(reviews.read_due, (TEAM, CHEN), date(2027, 2, 17)) == []
