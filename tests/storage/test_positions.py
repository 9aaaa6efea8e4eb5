"""Positions and electorates as they are stored, on both engines: of rituals of any kind, each for itself."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection

from rituals.ids import Person, Ref, Team
from rituals.positions import Pledge, Position, Prediction
from rituals.workspace import Member
from storage import decisions, electors, people, positions, seats, visibility
from storage.database import Database
from tests.decisions.making import DECISION, ballot

TEAM = DECISION.team
ANN, BEN, CHEN, DANA = (Person(f"U{n}") for n in range(4))
NAMED = {ANN: "Dana", BEN: "chen", CHEN: "Ben", DANA: "Ann"}
"""In order of names they stand the other way round than in order of ids."""

NOW, LATER = datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)
PLAN, OTHER = Ref(TEAM, "commitment", "plan"), Ref(TEAM, "rfc", "plan")
AGREE = Position("agree", 1, NOW)
BLOCK = Position(
    "block",
    2,
    NOW,
    reason="It can't be undone.",
    aims="To sleep at night.",
    prediction=Prediction("Two outages", date(2027, 1, 15)),
    condition="A way back.",
    until=date(2026, 12, 1),
    pledge=Pledge.ON_RECORD,
    action_ts="1795543450.427109",
)


@pytest.fixture
async def asked(database: Database) -> Database:
    """A database in which Ann, Ben, Chen and Dana are asked by the plan."""

    def seat(tx: Connection) -> int:
        people.save_people(tx, TEAM, [Member(person, name, "UTC") for person, name in NAMED.items()], NOW)
        return electors.seat(tx, PLAN, visibility.among(TEAM, list(NAMED)))

    assert await database.write(seat) == 4
    return database


async def test_a_position_comes_back_as_it_was_taken(database: Database) -> None:
    assert await database.read(positions.find, PLAN, ANN) is None
    for position in (AGREE, BLOCK, replace(BLOCK, withdrawn=True)):
        await database.write(positions.save, PLAN, ANN, position)
        assert await database.read(positions.find, PLAN, ANN) == position
    assert await database.read(positions.find, OTHER, ANN) is None


async def test_those_who_stand_somewhere_are_read_in_order_of_names(asked: Database) -> None:
    for person in NAMED:
        await asked.write(positions.save, PLAN, person, replace(AGREE, withdrawn=person == BEN))
    await asked.write(positions.save, OTHER, BEN, BLOCK)
    stand = await asked.read(positions.read_all, PLAN)
    assert list(stand) == [DANA, CHEN, ANN]
    assert set(stand.values()) == {AGREE}
    assert await asked.read(positions.read_all, OTHER) == {BEN: BLOCK}


async def test_who_looked_at_an_older_text_is_read_in_portions(asked: Database) -> None:
    for person, version in ((ANN, 1), (BEN, 1), (CHEN, 1), (DANA, 2)):
        await asked.write(positions.save, PLAN, person, replace(AGREE, version=version))
    await asked.write(positions.save, PLAN, BEN, replace(AGREE, withdrawn=True))
    assert await asked.read(positions.read_outdated, PLAN, 2, "", 1) == [ANN]
    assert await asked.read(positions.read_outdated, PLAN, 2, ANN, 9) == [CHEN]
    assert await asked.read(positions.read_outdated, PLAN, 1, "", 9) == []
    assert [await asked.read(positions.count_outdated, PLAN, version) for version in (1, 2, 3)] == [0, 2, 3]


async def test_a_position_that_stands_is_an_answer(asked: Database) -> None:
    await asked.write(positions.save, PLAN, BEN, AGREE)
    await asked.write(positions.save, PLAN, CHEN, replace(AGREE, withdrawn=True))
    await asked.write(positions.save, OTHER, DANA, AGREE)
    assert await asked.read(electors.read_missing, PLAN, "", 9) == [ANN, CHEN, DANA]
    assert await asked.read(electors.read_missing, PLAN, ANN, 1) == [CHEN]
    seated = {ANN: False, BEN: True, CHEN: False, DANA: False}
    assert await asked.read(electors.read_seated, PLAN, list(NAMED), True) == seated


async def test_a_ballot_is_an_answer_to_its_decision_alone(asked: Database) -> None:
    same_name = Ref(TEAM, "commitment", DECISION.id)
    await asked.write(decisions.add, DECISION)
    for ref in (DECISION.ref, same_name):
        await asked.write(electors.add, ref, [ANN, BEN])
    await asked.write(seats.save_ballot, DECISION, ANN, ballot(1), NOW)
    assert await asked.read(electors.read_missing, DECISION.ref, "", 9) == [BEN]
    assert await asked.read(electors.read_missing, same_name, "", 9) == [ANN, BEN]


async def test_who_leaves_is_not_asked_until_they_come_back(asked: Database) -> None:
    await asked.write(electors.leave, PLAN, [BEN, CHEN], LATER)
    assert await asked.read(electors.read_missing, PLAN, "", 9) == [ANN, DANA]
    assert await asked.read(electors.read_seated, PLAN, [ANN, BEN, CHEN], False) == {BEN: False, CHEN: False}
    assert await asked.read(electors.count_asked, PLAN) == 4
    await asked.write(electors.come_back, PLAN, [BEN])
    await asked.write(electors.add, PLAN, [CHEN])
    assert await asked.read(electors.read_missing, PLAN, "", 9) == [ANN, BEN, CHEN, DANA]
    assert await asked.read(electors.read_asked, PLAN, 2) == [ANN, BEN]


async def test_rituals_of_a_kind_concern_those_whom_they_ask(database: Database) -> None:
    here, team = DECISION.terms.channel, Team(TEAM)
    await database.write(decisions.add, DECISION)
    await database.write(electors.add, DECISION.ref, [ANN, BEN])
    await database.write(electors.add, Ref(TEAM, "commitment", DECISION.id), [CHEN])
    for who, channel, concerned in (
        ([ANN, BEN], None, [DECISION.id]),
        ([BEN], here, [DECISION.id]),
        ([BEN], "CELSEWHERE", []),
        ([CHEN], None, []),
    ):
        found = await database.read(electors.read_concerned, decisions.KIND, team, who, channel)
        assert found == concerned
