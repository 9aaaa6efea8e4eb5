"""Records as they are stored, on both engines."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from rituals.records.model import Link, NextStep, Review, Source, State, Verdict
from storage import channels, records
from storage.database import Database
from tests.records.making import (
    ANN,
    CHEN,
    FULL,
    LEADS,
    PLATFORM,
    READ_AT,
    RECORD,
    TEAM,
    furnish,
    keep,
    numbered,
)

REVIEW = Review(date(2027, 2, 18), CHEN, Verdict.PARTLY, "The bill is high.", NextStep.AMEND)


async def test_a_record_is_given_back_as_it_was(database: Database) -> None:
    stored = await database.write(keep, FULL)
    assert stored == replace(FULL, number=1)


async def test_one_ritual_leaves_one_record(database: Database) -> None:
    first = await database.write(records.add, RECORD)
    assert await database.write(records.add, replace(RECORD, title="Again?")) == first
    assert await database.write(records.add, numbered(2)) == first + 1
    found = await database.read(records.find_by_source, TEAM, "decision", "dec1")
    assert found is not None
    assert found.title == "Which queue?"


async def test_a_record_is_seen_by_those_who_see_its_channel(database: Database) -> None:
    await database.write(furnish)
    number = await database.write(records.add, numbered(1, channel=LEADS))
    assert await database.read(records.find_visible, TEAM, number, ANN)
    assert await database.read(records.find_visible, TEAM, number, CHEN) is None
    assert await database.read(records.read_visible, (TEAM, CHEN)) == []
    assert len(await database.read(records.read_visible, (TEAM, ANN))) == 1


async def test_a_newer_record_has_the_place_of_an_older_one(database: Database) -> None:
    await database.write(records.add, RECORD)
    await database.write(records.add, numbered(2, supersedes=(1,)))
    older = await database.read(records.get, TEAM, 1)
    newer = await database.read(records.get, TEAM, 2)
    assert (older.state, older.superseded_by) == (State.SUPERSEDED, 2)
    assert newer.supersedes == (1,)
    await database.write(records.set_state, TEAM, 1, State.ACCEPTED)
    assert await database.read(records.get, TEAM, 1) == replace(RECORD, number=1)


async def test_tags_links_and_reviews_stand_in_the_record(database: Database) -> None:
    def change(tx: Connection) -> None:
        records.add(tx, numbered(1, tags=("old",)))
        records.tag(tx, records.get(tx, TEAM, 1), ["b", "a"])
        records.link(tx, records.get(tx, TEAM, 1), Link("Dashboard", "https://example.com/1"))
        records.link(tx, records.get(tx, TEAM, 1), Link("Board", "https://example.com/1"))
        records.add_review(tx, records.get(tx, TEAM, 1), REVIEW)

    await database.write(change)
    found = await database.read(records.get, TEAM, 1)
    assert found.tags == ("a", "b")
    assert found.links == (Link("Board", "https://example.com/1"),)
    assert found.reviews == (REVIEW,)


async def test_a_record_follows_its_channel_to_another_id(database: Database) -> None:
    await database.write(furnish)
    await database.write(records.add, RECORD)
    await database.write(channels.change_id, TEAM, PLATFORM, "CNEW")
    assert await database.read(records.find_visible, TEAM, 1, ANN)


async def test_the_latest_come_first_and_at_most_so_many(database: Database) -> None:
    await database.write(furnish)
    for number in range(1, 6):
        await database.write(records.add, replace(RECORD, source=Source("decision", str(number))))
    latest = await database.read(records.read_visible, (TEAM, ANN), 2)
    assert [one.number for one in latest] == [5, 4]


async def test_a_channel_that_nobody_knows_hides_its_records(database: Database) -> None:
    await database.write(furnish)
    await database.write(records.add, RECORD)
    await database.write(channels.hide_channel, TEAM, PLATFORM, READ_AT)
    assert await database.read(records.read_visible, (TEAM, ANN)) == []
