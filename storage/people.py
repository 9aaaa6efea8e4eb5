"""People and user groups of a workspace, as Slack has told them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from rituals.calendar import local_time
from rituals.ids import Channel, Person, Team
from rituals.settings.model import muted_for
from rituals.workspace import Member
from storage.prepared import run
from storage.schema import (
    members,
    people,
    person_settings,
    user_group_members,
    user_groups,
    workspace_settings,
)
from storage.settings import read_person, read_workspace
from storage.upsert import add_new, put, put_newer

_EVERYBODY = (
    select(people, person_settings.c.chosen.label("own"), workspace_settings.c.chosen.label("ours"))
    .outerjoin(
        person_settings,
        and_(person_settings.c.team_id == people.c.team_id, person_settings.c.person == people.c.person),
    )
    .outerjoin(workspace_settings, workspace_settings.c.team_id == people.c.team_id)
)


def save_people(
    tx: Connection, team: Team, told: Sequence[Member], told_at: datetime
) -> tuple[list[Person], list[Person]]:
    """These people are known as Slack told at this moment; what it told later stands.

    Returns who can take part no longer, or as guests only, and who can again, by id.
    """
    before = _read_limits(tx, team, told)
    rows = [
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
            "told_at": told_at,
        }
        # By id, so that two who save the same people at once do not wait for each other in a circle.
        for member in sorted(told, key=lambda member: member.person)
    ]
    put_newer(tx, people, rows, "told_at")
    after = _read_limits(tx, team, told)
    return (
        sorted({person for person, _ in after - before}),
        sorted({person for person, _ in before - after}),
    )


def _read_limits(tx: Connection, team: Team, among: Sequence[Member]) -> set[tuple[Person, str]]:
    """What keeps those of these people whom we know from taking part: altogether, or where they are no members."""
    known = tx.execute(
        select(
            people.c.person, or_(people.c.is_bot, people.c.deleted, people.c.external), people.c.guest
        ).where(people.c.team_id == team, people.c.person.in_([member.person for member in among]))
    )
    return {
        (Person(person), limit)
        for person, barred, guest in known
        for limit, holds in (("barred", barred), ("guest", guest))
        if holds
    }


def today(tx: Connection, team: Team, person: Person, now: datetime) -> date:
    """The day that it is for this person; in UTC for one whom we do not know."""
    member = find_person(tx, team, person)
    return now.date() if member is None else local_time(now, member.calendar.zone).date()


def read_unknown(tx: Connection, team: Team, listed: Sequence[Person]) -> list[Person]:
    """Those of these people, a few, of whom we know nothing but the id, in the order of the list."""
    known = select(people.c.person).where(people.c.team_id == team, people.c.person.in_(listed))
    found = set(tx.execute(known).scalars())
    return [person for person in listed if person not in found]


def read_group_strangers(tx: Connection, team: Team, group: str) -> list[Person]:
    """The members of a user group of whom we know nothing but the id."""
    who = (people.c.team_id == user_group_members.c.team_id) & (
        people.c.person == user_group_members.c.person
    )
    found = tx.execute(
        select(user_group_members.c.person)
        .outerjoin(people, who)
        .where(
            user_group_members.c.team_id == team,
            user_group_members.c.user_group == group,
            people.c.person.is_(None),
        )
        .order_by(user_group_members.c.person)
    )
    return [Person(person) for person in found.scalars()]


def read_uncounted(tx: Connection, team: Team, listed: Sequence[Person], most: int) -> list[Member]:
    """Those of these people, a few, who can never take part, by id; at most so many."""
    return _read_uncounted(tx, team, people.c.person.in_(listed), most)


def read_uncounted_in_group(tx: Connection, team: Team, group: str, most: int) -> list[Member]:
    """The members of a user group who can never take part, by id; at most so many."""
    there = select(user_group_members.c.person).where(
        user_group_members.c.team_id == team, user_group_members.c.user_group == group
    )
    return _read_uncounted(tx, team, people.c.person.in_(there), most)


def _read_uncounted(tx: Connection, team: Team, who: ColumnElement[bool], most: int) -> list[Member]:
    uncounted = or_(people.c.is_bot, people.c.deleted, people.c.external)
    query = _EVERYBODY.where(people.c.team_id == team, uncounted, who)
    return [_member(row) for row in tx.execute(query.order_by(people.c.person).limit(most))]


def read_strangers(tx: Connection, team: Team, channel: str) -> list[Person]:
    """The members of a channel of whom we know nothing but the id."""
    who = (people.c.team_id == members.c.team_id) & (people.c.person == members.c.person)
    found = tx.execute(
        select(members.c.person)
        .outerjoin(people, who)
        .where(
            members.c.team_id == team,
            members.c.channel == channel,
            members.c.inside,
            people.c.person.is_(None),
        )
        .order_by(members.c.person)
    )
    return [Person(person) for person in found.scalars()]


_PERSON = _EVERYBODY.where(people.c.team_id == bindparam("team"), people.c.person == bindparam("who"))


def find_person(tx: Connection, team: Team, person: str) -> Member | None:
    """The person of this id, if known."""
    row = run(tx, _PERSON, {"team": team, "who": person}).one_or_none()
    return None if row is None else _member(row)


def read_people(tx: Connection, team: Team, listed: Sequence[Person]) -> list[Member]:
    """Those of these people, a few, who are known, by id."""
    query = _EVERYBODY.where(people.c.team_id == team, people.c.person.in_(listed))
    return [_member(row) for row in tx.execute(query.order_by(people.c.person))]


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


def forget_dm(tx: Connection, team: Team, person: Person, channel: str) -> None:
    """This conversation with the person is no more."""
    is_it = and_(people.c.team_id == team, people.c.person == person, people.c.dm_channel == channel)
    tx.execute(update(people).where(is_it).values(dm_channel=None))


def forget_all_dms(tx: Connection, team: Team) -> None:
    """No conversation with anybody in the workspace is known any more."""
    known = and_(people.c.team_id == team, people.c.dm_channel.is_not(None))
    tx.execute(update(people).where(known).values(dm_channel=None))


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


def change_user_group(
    tx: Connection, team: Team, group: str, joined: Sequence[str], left: Sequence[str]
) -> None:
    """These people have come into the group, and those have left it."""
    here = (user_group_members.c.team_id == team) & (user_group_members.c.user_group == group)
    tx.execute(delete(user_group_members).where(here, user_group_members.c.person.in_(left)))
    add_new(tx, user_group_members, [{"team_id": team, "user_group": group, "person": p} for p in joined])


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


def _member(row: Row[tuple[object, ...]]) -> Member:
    own, ours = read_person(row.own), read_workspace(row.ours)
    return Member(
        Person(row.person),
        row.name,
        own.zone or row.zone,
        row.is_bot,
        row.deleted,
        row.guest,
        row.external,
        row.admin,
        own.hours or ours.hours,
        own.away_until,
        muted_for(own, ours),
    )
