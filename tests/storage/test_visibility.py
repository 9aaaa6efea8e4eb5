"""Who sees what lives in a channel, on both engines: one table for every kind of channel and of person."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from rituals.ids import Channel, Person, Team
from rituals.workspace import Member, Place
from storage import channels, people, visibility
from storage.database import Database

TEAM, HERE, READ_AT = Team("T1"), Channel("C1"), datetime(2030, 1, 1, tzinfo=UTC)

EVERYBODY = [
    Member(Person("full inside"), "", "UTC"),
    Member(Person("full outside"), "", "UTC"),
    Member(Person("guest inside"), "", "UTC", guest=True),
    Member(Person("guest outside"), "", "UTC", guest=True),
    Member(Person("bot inside"), "", "UTC", is_bot=True),
    Member(Person("deactivated inside"), "", "UTC", deleted=True),
    Member(Person("external inside"), "", "UTC", external=True),
]


@dataclass(frozen=True, slots=True)
class Case:
    """A channel, whether Cairn has left it, and who sees it."""

    name: str
    private: bool
    left: bool
    seen_by: frozenset[str]


CASES = [
    Case("public", False, False, frozenset({"full inside", "full outside", "guest inside"})),
    Case("public, left by Cairn", False, True, frozenset({"full inside", "full outside"})),
    Case("private", True, False, frozenset({"full inside", "guest inside"})),
    Case("private, left by Cairn", True, True, frozenset()),
]


def furnish(tx: Connection, case: Case) -> None:
    people.save_people(tx, TEAM, EVERYBODY, READ_AT)
    channels.save_channel(tx, TEAM, Place(HERE, "here", case.private, False, True, True), READ_AT)
    inside = [one.person for one in EVERYBODY if one.person.endswith("inside")]
    channels.add_members(tx, (TEAM, HERE), inside, READ_AT)
    channels.remove_members(tx, (TEAM, HERE), ["full outside", "guest outside"], READ_AT)
    channels.note_members_read(tx, (TEAM, HERE), READ_AT)
    if case.left:
        channels.forget_members(tx, TEAM, HERE, READ_AT)


def read_seers(tx: Connection) -> set[str]:
    return {one.person for one in EVERYBODY if visibility.can_see(tx, TEAM, one.person, HERE)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_channel_is_seen_by_those_who_can_see_it_in_slack(database: Database, case: Case) -> None:
    await database.write(furnish, case)
    assert await database.read(read_seers) == case.seen_by
    await database.write(channels.hide_channel, TEAM, HERE, READ_AT)
    assert await database.read(read_seers) == set()


async def test_what_lives_in_a_channel_that_is_not_known_is_seen_by_nobody(database: Database) -> None:
    await database.write(people.save_people, TEAM, EVERYBODY, READ_AT)
    assert await database.read(read_seers) == set()
