"""Channels and their members, as Slack has told them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, false, or_, select, update

from rituals.ids import Channel, Person, Team
from rituals.workspace import Place
from storage.prepared import run
from storage.schema import (
    actions,
    cards,
    channel_settings,
    channels,
    commitments,
    decisions,
    deliveries,
    members,
    record_digests,
    records,
    rfcs,
)
from storage.upsert import put_newer

LIVE_THERE = (
    decisions,
    commitments,
    rfcs,
    records,
    record_digests,
    channel_settings,
    actions,
    cards,
    deliveries,
)
"""What lives in channels, in the order in which everybody locks them."""

ONE_EACH = (record_digests, channel_settings)
"""Of these a channel has one at most."""

LEAVERS_KEPT = timedelta(days=1)
"""So long we remember that somebody has left: far longer than a list of members takes to be read."""


def save_channel(tx: Connection, team: Team, place: Place, told_at: datetime) -> None:
    """The channel is as Slack told at this moment; what it told later stands, and who its members are is left alone."""
    row = {
        "team_id": team,
        "channel": place.channel,
        "name": place.name,
        "private": place.private,
        "archived": place.archived,
        "joined": place.joined,
        "told_at": told_at,
    }
    put_newer(tx, channels, [row], "told_at")


_CHANNEL = select(channels).where(
    channels.c.team_id == bindparam("team"), channels.c.channel == bindparam("which")
)


def find_channel(tx: Connection, team: Team, channel: str) -> Place | None:
    """The channel of this id, if known."""
    row = run(tx, _CHANNEL, {"team": team, "which": channel}).one_or_none()
    if row is None:
        return None
    known = row.members_read_at is not None
    return Place(Channel(row.channel), row.name, row.private, row.archived, row.joined, known)


def read_followed(tx: Connection, team: Team) -> list[Channel]:
    """The channels of which we believe that Slack lets us read them, by id: Cairn is there, or they are public."""
    rows = tx.execute(
        select(channels.c.channel)
        .where(channels.c.team_id == team, or_(channels.c.joined, channels.c.private == false()))
        .order_by(channels.c.channel)
    )
    return [Channel(channel) for channel in rows.scalars()]


def members_read_at(tx: Connection, team: Team, channel: str) -> datetime | None:
    """When the channel's members were read last, if they are known."""
    return tx.execute(
        select(channels.c.members_read_at).where(channels.c.team_id == team, channels.c.channel == channel)
    ).scalar()


def compare_members(
    tx: Connection, team: Team, channel: str, read: Sequence[str]
) -> tuple[list[str], list[Person]]:
    """Who of those that were read is new in the channel, and whom we know there that was not read; by id."""
    before = _read_inside(tx, members.c.team_id == team, members.c.channel == channel)
    return sorted(set(read) - before), sorted(before.difference(read))


def note_members_read(
    tx: Connection, where: tuple[Team, str], read_at: datetime, from_outside: bool = False
) -> bool:
    """The channel's members are known as they were at this moment; False where Cairn has left it since.

    A public channel may be read `from_outside`.
    """
    team, channel = where
    readable = or_(channels.c.joined, channels.c.private == false()) if from_outside else channels.c.joined
    here = channels.c.team_id == team, channels.c.channel == channel, readable
    noted = tx.execute(update(channels).where(*here).values(members_read_at=read_at))
    inside = members.c.team_id == team, members.c.channel == channel
    if noted.rowcount != 1:
        tx.execute(delete(members).where(*inside))
        return False
    tx.execute(delete(members).where(*inside, ~members.c.inside, members.c.told_at < read_at - LEAVERS_KEPT))
    return True


def forget_members(tx: Connection, team: Team, channel: str, told_at: datetime) -> None:
    """Cairn is no longer in the channel, and who its members are is unknown from now on.

    What lives there is then seen by nobody if the channel is private, and by full members if it is public.
    """
    tx.execute(delete(members).where(members.c.team_id == team, members.c.channel == channel))
    _change(tx, (team, channel), told_at, members_read_at=None, joined=False)


def add_members(
    tx: Connection, where: tuple[Team, str], joined: Sequence[str], told_at: datetime
) -> list[Person]:
    """These people were in the channel at this moment; what was told later stands. Returns who was not before."""
    return _place(tx, where, dict.fromkeys(joined, True), told_at)


def remove_members(
    tx: Connection, where: tuple[Team, str], left: Sequence[str], told_at: datetime
) -> list[Person]:
    """These people were not in the channel at this moment; what was told later stands. Returns who was before."""
    return _place(tx, where, dict.fromkeys(left, False), told_at)


def _place(
    tx: Connection, where: tuple[Team, str], inside: Mapping[str, bool], told_at: datetime
) -> list[Person]:
    team, channel = where
    here = members.c.team_id == team, members.c.channel == channel, members.c.person.in_(inside)
    before = _read_inside(tx, *here)
    rows = [
        {"team_id": team, "channel": channel, "person": person, "inside": inside[person], "told_at": told_at}
        for person in sorted(inside)
    ]
    put_newer(tx, members, rows, "told_at")
    return sorted(before ^ _read_inside(tx, *here))


def _read_inside(tx: Connection, *conditions: ColumnElement[bool]) -> set[Person]:
    found = tx.execute(select(members.c.person).where(*conditions, members.c.inside))
    return {Person(person) for person in found.scalars()}


def hide_channel(tx: Connection, team: Team, channel: str, told_at: datetime) -> None:
    """Slack no longer tells Cairn of the channel: it is gone, or private now, and nobody sees what lives there."""
    forget_members(tx, team, channel, told_at)
    _change(tx, (team, channel), told_at, private=True)


def rename_channel(tx: Connection, where: tuple[Team, str], name: str, told_at: datetime) -> None:
    """The channel has another name."""
    _change(tx, where, told_at, name=name)


def archive_channel(tx: Connection, where: tuple[Team, str], archived: bool, told_at: datetime) -> None:
    """The channel is archived, or no longer so."""
    _change(tx, where, told_at, archived=archived)


def _change(tx: Connection, where: tuple[Team, str], told_at: datetime, **values: Any) -> None:
    here = channels.c.team_id == where[0], channels.c.channel == where[1]
    tx.execute(update(channels).where(*here).values(told_at=told_at, **values))


def change_id(tx: Connection, team: Team, before: str, after: str) -> None:
    """The channel goes by another id, and so does everything that lives there; told twice, it changes nothing.

    What we have been told under the new id already is newer than what we know by the old one.
    """
    for table in LIVE_THERE:
        _move(tx, table, team, before, after)
        if table is rfcs:
            _move_pointers(tx, team, before, after)
    old = (members.c.team_id == team) & (members.c.channel == before)
    if find_channel(tx, team, after) is None:
        newcomers = select(members.c.person).where(members.c.team_id == team, members.c.channel == after)
        tx.execute(delete(members).where(old, members.c.person.in_(newcomers)))
        _move(tx, members, team, before, after)
        _move(tx, channels, team, before, after)
    else:
        tx.execute(delete(members).where(old))
        tx.execute(delete(channels).where(channels.c.team_id == team, channels.c.channel == before))


def _move(tx: Connection, table: Table, team: Team, before: str, after: str) -> None:
    if table in ONE_EACH:
        there = select(table.c.channel).where(table.c.team_id == team, table.c.channel == after)
        if tx.execute(there).first() is not None:
            tx.execute(delete(table).where(table.c.team_id == team, table.c.channel == before))
            return
    tx.execute(update(table).where(table.c.team_id == team, table.c.channel == before).values(channel=after))


def _move_pointers(tx: Connection, team: Team, before: str, after: str) -> None:
    """Where a short card leads to an RFC, it is found under the new id."""
    query = select(rfcs.c.number, rfcs.c.pointers).where(rfcs.c.team_id == team).order_by(rfcs.c.number)
    for number, pointers in tx.execute(query.with_for_update()).all():
        if before in pointers:
            moved = list(dict.fromkeys(after if one == before else one for one in pointers))
            here = rfcs.c.team_id == team, rfcs.c.number == number
            tx.execute(update(rfcs).where(*here).values(pointers=moved))
