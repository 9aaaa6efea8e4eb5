"""What is known of channels stays right whatever order Slack tells it in."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select

from rituals.ids import Channel, Team
from rituals.workspace import Place
from storage import channels
from storage.database import Database
from storage.schema import members

TEAM, READ_AT = Team("T1"), datetime(2030, 1, 1, tzinfo=UTC)


def save(tx: Connection, channel: str, name: str, inside: list[str]) -> None:
    channels.save_channel(tx, TEAM, Place(Channel(channel), name, True, False, True, True))
    channels.add_members(tx, TEAM, channel, inside)
    channels.note_members_read(tx, TEAM, channel, READ_AT)


def read_members(tx: Connection, channel: str) -> list[str]:
    here = members.c.team_id == TEAM, members.c.channel == channel
    return list(tx.scalars(select(members.c.person).where(*here).order_by(members.c.person)))


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
    await database.write(channels.add_members, TEAM, "C2", ["U2", "U3"])
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
