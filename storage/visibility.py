"""Who sees what, and who can take part: one predicate for every surface."""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    false,
    literal,
    or_,
    select,
)

from rituals.ids import Person, Team
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


def can_see(tx: Connection, team: Team, person: Person, channel: str) -> bool:
    """Whether this person sees what lives in the channel, now."""
    sees = select(literal(1)).where(visible_to(person, literal(team), literal(channel)))
    return tx.execute(sees).first() is not None


def is_member(tx: Connection, team: Team, person: str, channel: str) -> bool:
    """Whether this person, who can take part, is a member of the channel now."""
    return tx.execute(_inside(team, channel).where(people.c.person == person)).first() is not None


def read_inside(tx: Connection, team: Team, channel: str) -> list[Person]:
    """The members of a channel who can take part, by id."""
    return _read(tx, _inside(team, channel))


def read_group(tx: Connection, team: Team, group: str) -> list[Person]:
    """The members of a user group who can take part, by id."""
    here = and_(
        user_group_members.c.team_id == people.c.team_id,
        user_group_members.c.person == people.c.person,
        user_group_members.c.user_group == group,
    )
    return _read(tx, _counted(team).join(user_group_members, here))


def read_counted(tx: Connection, team: Team, listed: Sequence[str]) -> list[Person]:
    """Those of these people who can take part, by id."""
    return _read(tx, _counted(team).where(people.c.person.in_(listed)))


def read_blind(tx: Connection, team: Team, channel: str, listed: Sequence[str]) -> list[Person]:
    """Those of these people who do not see what lives in the channel, by id."""
    sees = visible_to(people.c.person, people.c.team_id, literal(channel))
    return _read(tx, _counted(team).where(people.c.person.in_(listed), ~sees))


def _counted(team: Team) -> Select[tuple[str]]:
    return select(people.c.person).where(
        people.c.team_id == team,
        people.c.is_bot == false(),
        people.c.deleted == false(),
        people.c.external == false(),
    )


def _inside(team: Team, channel: str) -> Select[tuple[str]]:
    here = and_(
        members.c.team_id == people.c.team_id,
        members.c.person == people.c.person,
        members.c.channel == channel,
        members.c.inside,
    )
    return _counted(team).join(members, here)


def _read(tx: Connection, query: Select[tuple[str]]) -> list[Person]:
    return [Person(person) for person in tx.execute(query.order_by(people.c.person)).scalars()]
