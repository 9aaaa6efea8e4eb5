"""People, channels, members and user groups of a workspace, as Slack has told them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    false,
    or_,
    select,
    update,
)

from rituals.ids import Channel, Person, Team
from rituals.workspace import Member, Place
from storage.schema import channels, members, people, user_group_members, user_groups
from storage.upsert import add_new, put

# --------------------------------------------------------------------------------------------------- people


def save_people(tx: Connection, team: Team, read: Sequence[Member]) -> None:
    """These people are known as they are now."""
    for member in read:
        put(
            tx,
            people,
            {
                "team_id": team,
                "person": member.person,
                "name": member.name,
                "zone": member.zone,
                "is_bot": member.is_bot,
                "deleted": member.deleted,
                "guest": member.guest,
                "external": member.external,
                "admin": member.admin,
            },
        )


_PERSON = select(people).where(people.c.team_id == bindparam("team"), people.c.person == bindparam("who"))


def find_person(tx: Connection, team: Team, person: str) -> Member | None:
    """The person of this id, if known."""
    row = tx.execute(_PERSON, {"team": team, "who": person}).one_or_none()
    return None if row is None else _member(row)


def save_dm(tx: Connection, team: Team, person: Person, channel: str) -> None:
    """The conversation in which Cairn writes to this person."""
    tx.execute(
        update(people).where(people.c.team_id == team, people.c.person == person).values(dm_channel=channel)
    )


def find_dm(tx: Connection, team: Team, person: Person) -> Channel | None:
    """The conversation in which Cairn writes to this person, if it was opened before."""
    return tx.execute(
        select(people.c.dm_channel).where(people.c.team_id == team, people.c.person == person)
    ).scalar()


# ------------------------------------------------------------------------------------- channels, their members


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


def members_read_at(tx: Connection, team: Team, channel: str) -> datetime | None:
    """When the channel's members were read last, if they are known."""
    return tx.execute(
        select(channels.c.members_read_at).where(channels.c.team_id == team, channels.c.channel == channel)
    ).scalar()


def save_members(tx: Connection, team: Team, channel: str, read: Sequence[str], read_at: datetime) -> None:
    """The channel has these members and no others."""
    here = (members.c.team_id == team) & (members.c.channel == channel)
    before = set(tx.execute(select(members.c.person).where(here)).scalars())
    gone = before.difference(read)
    if gone:
        tx.execute(
            delete(members).where(here, members.c.person == bindparam("gone")), [{"gone": p} for p in gone]
        )
    new = [p for p in read if p not in before]
    add_new(tx, members, [{"team_id": team, "channel": channel, "person": person} for person in new])
    tx.execute(
        update(channels)
        .where(channels.c.team_id == team, channels.c.channel == channel)
        .values(members_read_at=read_at)
    )


def forget_members(tx: Connection, team: Team, channel: str) -> None:
    """Who the members of the channel are is unknown from now on: nobody sees what lives there."""
    tx.execute(delete(members).where(members.c.team_id == team, members.c.channel == channel))
    tx.execute(
        update(channels)
        .where(channels.c.team_id == team, channels.c.channel == channel)
        .values(members_read_at=None, joined=False)
    )


def add_member(tx: Connection, team: Team, channel: str, person: str) -> None:
    """The person has joined the channel."""
    add_new(tx, members, [{"team_id": team, "channel": channel, "person": person}])


def remove_member(tx: Connection, team: Team, channel: str, person: str) -> None:
    """The person has left the channel."""
    tx.execute(
        delete(members).where(
            members.c.team_id == team, members.c.channel == channel, members.c.person == person
        )
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


# -------------------------------------------------------------------------------------------------- user groups


def save_user_groups(tx: Connection, team: Team, read: Sequence[tuple[str, str, str]]) -> None:
    """The workspace has these groups (id, handle, name) and no others."""
    tx.execute(
        delete(user_groups).where(
            user_groups.c.team_id == team, user_groups.c.user_group.not_in([one[0] for one in read])
        )
    )
    for group, handle, name in read:
        put(tx, user_groups, {"team_id": team, "user_group": group, "handle": handle, "name": name})


def save_user_group_members(tx: Connection, team: Team, group: str, read: Sequence[str]) -> None:
    """The group has these members and no others."""
    here = (user_group_members.c.team_id == team) & (user_group_members.c.user_group == group)
    tx.execute(delete(user_group_members).where(here))
    add_new(tx, user_group_members, [{"team_id": team, "user_group": group, "person": p} for p in read])


def read_user_groups(tx: Connection, team: Team, query: str, most: int) -> list[tuple[str, str, str]]:
    """Groups (id, handle, name) whose handle or name holds the query, at most so many."""
    rows = tx.execute(
        select(user_groups.c.user_group, user_groups.c.handle, user_groups.c.name)
        .where(
            user_groups.c.team_id == team,
            or_(
                user_groups.c.handle.icontains(query, autoescape=True),
                user_groups.c.name.icontains(query, autoescape=True),
            ),
        )
        .order_by(user_groups.c.handle)
        .limit(most)
    )
    return [(row.user_group, row.handle, row.name) for row in rows]


# --------------------------------------------------------------------------------------------- who sees, who counts


def visible_to(person: Person, team: ColumnElement[str], channel: ColumnElement[str]) -> ColumnElement[bool]:
    """SQL: whether this person sees what lives in a channel of these columns, now.

    A public channel is seen by every full member, a private one by its members, and guests see only where they
    are members. What is not known is not seen.
    """
    who = people.alias()
    here = channels.alias()
    inside = exists().where(
        members.c.team_id == team, members.c.channel == channel, members.c.person == person
    )
    return exists().where(
        who.c.team_id == team,
        who.c.person == person,
        who.c.is_bot == false(),
        who.c.deleted == false(),
        who.c.external == false(),
        here.c.team_id == team,
        here.c.channel == channel,
        or_(
            and_(here.c.private == false(), who.c.guest == false()),
            and_(here.c.members_read_at.is_not(None), inside),
        ),
    )


def can_see(tx: Connection, team: Team, person: Person, channel: str) -> bool:
    """Whether this person sees what lives in the channel, now."""
    columns = select(
        bindparam("of_team", team).label("team"), bindparam("of", channel).label("channel")
    ).subquery()
    return bool(
        tx.execute(
            select(columns.c.team).where(visible_to(person, columns.c.team, columns.c.channel))
        ).first()
    )


def is_member(tx: Connection, team: Team, person: str, channel: str) -> bool:
    """Whether this person, who can take part, is a member of the channel now."""
    return bool(tx.execute(electors_of_channel(team, channel).where(people.c.person == person)).first())


def electors_of_channel(team: Team, channel: str) -> Select[tuple[str]]:
    """SQL: the members of a channel who can take part."""
    return _counted(team).join(
        members,
        and_(
            members.c.team_id == people.c.team_id,
            members.c.person == people.c.person,
            members.c.channel == channel,
        ),
    )


def electors_of_group(team: Team, group: str) -> Select[tuple[str]]:
    """SQL: the members of a user group who can take part."""
    return _counted(team).join(
        user_group_members,
        and_(
            user_group_members.c.team_id == people.c.team_id,
            user_group_members.c.person == people.c.person,
            user_group_members.c.user_group == group,
        ),
    )


def electors_of_list(team: Team, listed: Sequence[str]) -> Select[tuple[str]]:
    """SQL: those of these people who can take part."""
    return _counted(team).where(people.c.person.in_(listed))


def _counted(team: Team) -> Select[tuple[str]]:
    return select(people.c.person).where(
        people.c.team_id == team,
        people.c.is_bot == false(),
        people.c.deleted == false(),
        people.c.external == false(),
    )


def _member(row: Row[tuple[object, ...]]) -> Member:
    return Member(
        Person(row.person),
        row.name,
        row.zone,
        row.is_bot,
        row.deleted,
        row.guest,
        row.external,
        row.admin,
    )
