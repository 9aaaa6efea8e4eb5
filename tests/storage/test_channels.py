"""What is known of channels stays right whatever order Slack tells it in."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from rituals.ids import Channel, Person, Team
from rituals.workspace import Member, Place
from storage import channels, people
from storage.database import Database
from storage.schema import members

TEAM, READ_AT = Team("T1"), datetime(2030, 1, 1, tzinfo=UTC)


def save(tx: Connection, channel: str, name: str, inside: list[str]) -> None:
    channels.save_channel(tx, TEAM, Place(Channel(channel), name, True, False, True, True), READ_AT)
    channels.add_members(tx, (TEAM, channel), inside, READ_AT)
    channels.note_members_read(tx, (TEAM, channel), READ_AT)


def read_members(tx: Connection, channel: str) -> list[str]:
    here = members.c.team_id == TEAM, members.c.channel == channel, members.c.inside
    return list(tx.scalars(select(members.c.person).where(*here).order_by(members.c.person)))


EARLIER, LATER = READ_AT - timedelta(seconds=1), READ_AT + timedelta(seconds=1)


async def test_what_was_told_later_of_a_channel_stands_whatever_is_read_of_before(database: Database) -> None:
    await database.write(save, "C1", "leads", ["U1"])
    where = TEAM, "C1"
    assert await database.write(channels.remove_members, where, ["U1", "U2"], LATER) == ["U1"]
    assert await database.write(channels.add_members, where, ["U1", "U2", "U3"], READ_AT) == ["U3"]
    assert await database.read(read_members, "C1") == ["U3"]
    assert await database.write(channels.add_members, where, ["U1"], LATER) == ["U1"]

    await database.write(channels.rename_channel, where, "leaders", LATER)
    await database.write(save, "C1", "leads", [])
    place = await database.read(channels.find_channel, TEAM, "C1")
    assert place is not None
    assert place.name == "leaders"


async def test_members_read_before_cairn_left_are_forgotten(database: Database) -> None:
    await database.write(save, "C1", "leads", ["U1"])
    await database.write(channels.forget_members, TEAM, "C1", LATER)
    await database.write(channels.add_members, (TEAM, "C1"), ["U2"], READ_AT)
    assert not await database.write(channels.note_members_read, (TEAM, "C1"), READ_AT)
    assert await database.read(read_members, "C1") == []


async def test_what_was_told_later_of_a_person_stands_and_who_can_take_part_is_told(
    database: Database,
) -> None:
    def tell(tx: Connection, deleted: bool, told_at: datetime) -> tuple[list[Person], list[Person]]:
        return people.save_people(tx, TEAM, [Member(Person("U1"), "Ann", "UTC", deleted=deleted)], told_at)

    assert await database.write(tell, False, READ_AT) == ([], [])
    assert await database.write(tell, True, EARLIER) == ([], [])
    assert await database.write(tell, True, LATER) == (["U1"], [])
    assert await database.write(tell, False, READ_AT) == ([], [])
    assert await database.write(tell, False, LATER) == ([], ["U1"])


async def test_a_channel_keeps_its_members_under_another_id(database: Database) -> None:
    await database.write(save, "C1", "leads", ["U1", "U2"])
    for _ in range(2):
        await database.write(channels.change_id, TEAM, "C1", "C2")
        place = await database.read(channels.find_channel, TEAM, "C2")
        assert place == Place(Channel("C2"), "leads", True, False, True, True)
        assert await database.read(read_members, "C2") == ["U1", "U2"]
    assert await database.read(channels.find_channel, TEAM, "C1") is None
    assert await database.read(read_members, "C1") == []


async def test_who_joined_under_the_new_id_before_it_was_told_is_kept(database: Database) -> None:
    await database.write(save, "C1", "leads", ["U1", "U2"])
    await database.write(channels.add_members, (TEAM, "C2"), ["U2", "U3"], READ_AT)
    await database.write(channels.change_id, TEAM, "C1", "C2")
    assert await database.read(read_members, "C2") == ["U1", "U2", "U3"]


@pytest.mark.parametrize("before", [["U1", "U2"], []])
async def test_what_was_read_under_the_new_id_before_it_was_told_stands(
    database: Database, before: list[str]
) -> None:
    await database.write(save, "C1", "leads", before)
    await database.write(save, "C2", "leaders", ["U2", "U3"])
    await database.write(channels.change_id, TEAM, "C1", "C2")
    place = await database.read(channels.find_channel, TEAM, "C2")
    assert place is not None
    assert place.name == "leaders"
    assert await database.read(read_members, "C2") == ["U2", "U3"]
    assert await database.read(channels.find_channel, TEAM, "C1") is None
    assert await database.read(read_members, "C1") == []
