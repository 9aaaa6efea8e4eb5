"""Who sees what, and who can take part: one predicate for every surface."""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)

from rituals.ids import Person, Team
from storage.prepared import run
from storage.schema import channels, members, people, user_group_members


def visible_to(
    person: Person | ColumnElement[str], team: ColumnElement[str], channel: ColumnElement[str]
) -> ColumnElement[bool]:
    """SQL: whether this person sees what lives in a channel of these columns, now.

    A public channel is seen by every full member, also where Cairn is not inside; a private one by its members, and
    guests see only where they are members. Members that are not known do not see.
    """
    who = people.alias()
    here = channels.alias()
    # By the aliases, not by the columns that were given: of those a query two levels down would make tables anew.
    inside = exists().where(
        members.c.team_id == who.c.team_id,
        members.c.channel == here.c.channel,
        members.c.person == who.c.person,
        members.c.inside,
    )
    return exists().where(
        who.c.team_id == team,
        who.c.person == person,
        who.c.is_bot == false(),
        who.c.deleted == false(),
        who.c.external == false(),
        here.c.team_id == who.c.team_id,
        here.c.channel == channel,
        or_(
            and_(here.c.private == false(), who.c.guest == false()),
            and_(here.c.members_read_at.is_not(None), inside),
        ),
    )


def seen_by(team: Team, person: Person, channel: ColumnElement[str]) -> ColumnElement[bool]:
    """SQL: the same for a whole list of one workspace: which channels the person sees is asked once, not for each row."""
    sees = visible_to(person, literal(team), channels.c.channel)
    return channel.in_(select(channels.c.channel).where(channels.c.team_id == team, sees))


_SEES = select(literal(1)).where(
    visible_to(
        bindparam("person", type_=Text), bindparam("team", type_=Text), bindparam("channel", type_=Text)
    )
)


def can_see(tx: Connection, team: Team, person: Person, channel: str) -> bool:
    """Whether this person sees what lives in the channel, now."""
    return run(tx, _SEES, {"team": team, "person": person, "channel": channel}).first() is not None


def is_member(tx: Connection, team: Team, person: str, channel: str) -> bool:
    """Whether this person, who can take part, is a member of the channel now."""
    return tx.execute(inside(team, channel).where(people.c.person == person)).first() is not None


def inside(team: Team, channel: str) -> Select[tuple[str]]:
    """SQL: the members of a channel who can take part."""
    return reading(team, channel).where(people.c.external == false())


def reading(team: Team, channel: str) -> Select[tuple[str]]:
    """SQL: the people who read a channel, also those from outside, who take no part."""
    here = and_(
        members.c.team_id == people.c.team_id,
        members.c.person == people.c.person,
        members.c.channel == channel,
        members.c.inside,
    )
    return _people(team).join(members, here)


def in_group(team: Team, group: str) -> Select[tuple[str]]:
    """SQL: the members of a user group who can take part."""
    here = and_(
        user_group_members.c.team_id == people.c.team_id,
        user_group_members.c.person == people.c.person,
        user_group_members.c.user_group == group,
    )
    return _counted(team).join(user_group_members, here)


def among(team: Team, listed: Sequence[str]) -> Select[tuple[str]]:
    """SQL: those of these people, a few, who can take part."""
    return only(_counted(team), listed)


def blind(query: Select[tuple[str]], channel: str) -> Select[tuple[str]]:
    """SQL: those of the people found by one of the queries above who do not see what lives in the channel."""
    return query.where(~visible_to(people.c.person, people.c.team_id, literal(channel)))


def seeing(query: Select[tuple[str]], channel: str) -> Select[tuple[str]]:
    """SQL: those of them who see it."""
    return query.where(visible_to(people.c.person, people.c.team_id, literal(channel)))


def only(query: Select[tuple[str]], listed: Sequence[str]) -> Select[tuple[str]]:
    """SQL: those of them who are in this list of a few."""
    return query.where(people.c.person.in_(listed))


def count(tx: Connection, query: Select[tuple[str]]) -> int:
    """How many people the query finds."""
    return tx.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def read(tx: Connection, query: Select[tuple[str]]) -> list[Person]:
    """The people whom the query finds, by id."""
    return [Person(person) for person in tx.execute(query.order_by(people.c.person)).scalars()]


def _counted(team: Team) -> Select[tuple[str]]:
    return _people(team).where(people.c.external == false())


def _people(team: Team) -> Select[tuple[str]]:
    return select(people.c.person).where(
        people.c.team_id == team, people.c.is_bot == false(), people.c.deleted == false()
    )
