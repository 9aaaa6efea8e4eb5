"""Channels and their members, as Slack has told them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, delete, false, or_, select, update

from rituals.ids import Channel, Team
from rituals.workspace import Place
from storage.schema import cards, channels, decisions, deliveries, members
from storage.upsert import add_new, put


def save_channel(tx: Connection, team: Team, place: Place) -> None:
    """The channel is as it is now; whether its members are known is left alone."""
    put(
        tx,
        channels,
        {
            "team_id": team,
            "channel": place.channel,
            "name": place.name,
            "private": place.private,
            "archived": place.archived,
            "joined": place.joined,
        },
    )


def find_channel(tx: Connection, team: Team, channel: str) -> Place | None:
    """The channel of this id, if known."""
    row = tx.execute(
        select(channels).where(channels.c.team_id == team, channels.c.channel == channel)
    ).one_or_none()
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
) -> tuple[list[str], list[str]]:
    """Who of those that were read is new in the channel, and whom we know there that was not read; by id."""
    here = members.c.team_id == team, members.c.channel == channel
    before = set(tx.execute(select(members.c.person).where(*here)).scalars())
    return sorted(set(read) - before), sorted(before.difference(read))


def note_members_read(tx: Connection, team: Team, channel: str, read_at: datetime) -> None:
    """The channel's members are known as they were at this moment."""
    tx.execute(
        update(channels)
        .where(channels.c.team_id == team, channels.c.channel == channel)
        .values(members_read_at=read_at)
    )


def forget_members(tx: Connection, team: Team, channel: str) -> None:
    """Cairn is no longer in the channel, and who its members are is unknown from now on.

    What lives there is then seen by nobody if the channel is private, and by full members if it is public.
    """
    tx.execute(delete(members).where(members.c.team_id == team, members.c.channel == channel))
    tx.execute(
        update(channels)
        .where(channels.c.team_id == team, channels.c.channel == channel)
        .values(members_read_at=None, joined=False)
    )


def add_members(tx: Connection, team: Team, channel: str, joined: Sequence[str]) -> None:
    """These people have joined the channel."""
    add_new(tx, members, [{"team_id": team, "channel": channel, "person": person} for person in joined])


def remove_members(tx: Connection, team: Team, channel: str, left: Sequence[str]) -> None:
    """These people have left the channel."""
    here = members.c.team_id == team, members.c.channel == channel
    if left:
        tx.execute(
            delete(members).where(*here, members.c.person == bindparam("left")),
            [{"left": person} for person in left],
        )


def hide_channel(tx: Connection, team: Team, channel: str) -> None:
    """Slack no longer tells Cairn of the channel: it is gone, or private now, and nobody sees what lives there."""
    forget_members(tx, team, channel)
    tx.execute(
        update(channels).where(channels.c.team_id == team, channels.c.channel == channel).values(private=True)
    )


def rename_channel(tx: Connection, team: Team, channel: str, name: str) -> None:
    """The channel has another name."""
    tx.execute(
        update(channels).where(channels.c.team_id == team, channels.c.channel == channel).values(name=name)
    )


def archive_channel(tx: Connection, team: Team, channel: str, archived: bool) -> None:
    """The channel is archived, or no longer so."""
    tx.execute(
        update(channels)
        .where(channels.c.team_id == team, channels.c.channel == channel)
        .values(archived=archived)
    )


def change_id(tx: Connection, team: Team, before: str, after: str) -> None:
    """The channel goes by another id, and so does everything that lives there; told twice, it changes nothing.

    What we have been told under the new id already is newer than what we know by the old one.
    """
    for table in (decisions, cards, deliveries):  # In this order everybody locks them.
        _move(tx, table, team, before, after)
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
    tx.execute(update(table).where(table.c.team_id == team, table.c.channel == before).values(channel=after))
