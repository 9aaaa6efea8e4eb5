"""The electorate of a ritual of any kind: who is asked, frozen when it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from rituals.decisions.model import RITUAL as DECISION
from rituals.ids import Person, Ref, Team
from storage.schema import ballots, electors, positions
from storage.upsert import COUNTED, add_new


def seat(tx: Connection, ref: Ref, asked: Select[tuple[str]]) -> int:
    """Freezes the electorate: those whom the query finds now are asked. Returns how many they are."""
    found = asked.subquery()
    rows = select(*map(literal, ref), found.c.person)
    seated = electors.insert().from_select(["team_id", "ritual", "ritual_id", "person"], rows)
    return tx.execute(seated, execution_options=COUNTED).rowcount


def add(tx: Connection, ref: Ref, asked: Sequence[Person]) -> None:
    """These people are asked, too, also those of them who had left."""
    here = {"team_id": ref.team, "ritual": ref.ritual, "ritual_id": ref.id}
    add_new(tx, electors, [{**here, "person": person} for person in asked])
    _set_left(tx, ref, asked, None)


_HERE = and_(
    electors.c.team_id == bindparam("team"),
    electors.c.ritual == bindparam("of_ritual"),
    electors.c.ritual_id == bindparam("of"),
)
_ASKED = select(electors.c.person).where(_HERE)

_ANSWERED = or_(
    exists().where(
        electors.c.ritual == DECISION,
        ballots.c.team_id == electors.c.team_id,
        ballots.c.decision_id == electors.c.ritual_id,
        ballots.c.person == electors.c.person,
        ~ballots.c.withdrawn,
    ),
    exists().where(
        positions.c.team_id == electors.c.team_id,
        positions.c.ritual == electors.c.ritual,
        positions.c.ritual_id == electors.c.ritual_id,
        positions.c.person == electors.c.person,
        ~positions.c.withdrawn,
    ),
)


def count_asked(tx: Connection, ref: Ref) -> int:
    """How many are in the electorate, those who left before they answered too."""
    return tx.execute(select(func.count()).select_from(_ASKED.subquery()), _values(ref)).scalar_one()


def read_asked(tx: Connection, ref: Ref, most: int) -> list[Person]:
    """The electorate by id, those who left before they answered too; at most so many."""
    asked = tx.execute(_ASKED.order_by(electors.c.person).limit(most), _values(ref))
    return [Person(person) for person in asked.scalars()]


def read_missing(tx: Connection, ref: Ref, after: str, most: int) -> list[Person]:
    """Those who are asked and have not answered, by id, at most so many whose id comes after this one."""
    missing = _ASKED.where(electors.c.person > after, electors.c.left_at.is_(None), ~_ANSWERED)
    rows = tx.execute(missing.order_by(electors.c.person).limit(most), _values(ref))
    return [Person(person) for person in rows.scalars()]


def leave(tx: Connection, ref: Ref, who: Sequence[Person], left_at: datetime) -> None:
    """These people are no longer asked; the answers they gave stand."""
    _set_left(tx, ref, who, left_at)


def remove(tx: Connection, ref: Ref, who: Sequence[Person]) -> None:
    """These people have no seat any more: should they leave and come back, they are not asked again."""
    tx.execute(delete(electors).where(_HERE, electors.c.person.in_(who)), _values(ref))


def come_back(tx: Connection, ref: Ref, who: Sequence[Person]) -> None:
    """These people are asked again."""
    _set_left(tx, ref, who, None)


def _set_left(tx: Connection, ref: Ref, who: Sequence[Person], left_at: datetime | None) -> None:
    gone = update(electors).where(_HERE, electors.c.person.in_(who)).values(left_at=left_at)
    tx.execute(gone, _values(ref))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of ritual as it is stored: its table, what it is known by, and in which states people who go are counted.

    The table has a team_id, a channel and a state.
    """

    ritual: str
    table: Table
    id: ColumnElement[str]
    states: Sequence[str]


def read_concerned(
    tx: Connection, kind: Kind, team: Team, who: Sequence[Person], channel: str | None
) -> list[str]:
    """The rituals of this kind, in one channel or in all, in which any of these people has a seat.

    In order of ids, as everybody locks them.
    """
    table = kind.table
    here = and_(table.c.team_id == electors.c.team_id, kind.id == electors.c.ritual_id)
    query = (
        select(electors.c.ritual_id)
        .distinct()
        .join(table, here)
        .where(
            electors.c.team_id == team,
            electors.c.ritual == kind.ritual,
            electors.c.person.in_(who),
            table.c.state.in_(kind.states),
        )
    )
    if channel is not None:
        query = query.where(table.c.channel == channel)
    return sorted(tx.execute(query).scalars())


def read_seated(tx: Connection, ref: Ref, who: Sequence[Person], asked: bool) -> dict[Person, bool]:
    """Those of these people who are asked, or who have left; each with whether they have answered."""
    left = electors.c.left_at.is_(None) if asked else electors.c.left_at.is_not(None)
    query = select(electors.c.person, _ANSWERED).where(_HERE, electors.c.person.in_(who), left)
    rows = tx.execute(query.order_by(electors.c.person), _values(ref))
    return {Person(person): bool(answered) for person, answered in rows}


def _values(ref: Ref) -> dict[str, str]:
    return {"team": ref.team, "of_ritual": ref.ritual, "of": ref.id}
