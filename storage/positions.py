"""Positions: where people stand on a proposal of any kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, and_, bindparam, delete, func, select, update

from rituals.ids import Person, Ref
from rituals.positions import Pledge, Position, Prediction
from storage.prepared import run
from storage.schema import people, positions
from storage.traces import leave_no_trace
from storage.upsert import put, put_all


@dataclass(frozen=True, slots=True)
class _More:
    """What few positions say."""

    aims: str = ""
    prediction: Prediction | None = None
    condition: str = ""
    until: date | None = None
    pledge: Pledge | None = None


_MORE = TypeAdapter(_More)

_HERE = and_(
    positions.c.team_id == bindparam("team"),
    positions.c.ritual == bindparam("of_ritual"),
    positions.c.ritual_id == bindparam("of"),
)
_STANDING = _HERE, ~positions.c.withdrawn
_ONE = select(positions).where(_HERE, positions.c.person == bindparam("who"))


def save(tx: Connection, ref: Ref, person: Person, position: Position) -> None:
    """This is where the person stands."""
    put(tx, positions, _row(ref, person, position))


def save_all(tx: Connection, ref: Ref, standing: Mapping[Person, Position]) -> None:
    """This is where these people stand."""
    put_all(tx, positions, [_row(ref, person, position) for person, position in standing.items()])


def _row(ref: Ref, person: Person, position: Position) -> dict[str, Any]:
    more = _More(position.aims, position.prediction, position.condition, position.until, position.pledge)
    return {
        "team_id": ref.team,
        "ritual": ref.ritual,
        "ritual_id": ref.id,
        "person": person,
        "stance": position.stance,
        "reason": position.reason,
        "more": _MORE.dump_python(more, mode="json", exclude_defaults=True),
        "version": position.version,
        "action_ts": position.action_ts,
        "stated_at": position.stated_at,
        "withdrawn": position.withdrawn,
    }


def find(tx: Connection, ref: Ref, person: Person) -> Position | None:
    """Where this person stands, or stood before they withdrew it; None if they have said nothing."""
    row = run(tx, _ONE, {**_values(ref), "who": person}).one_or_none()
    return None if row is None else read_position(row)


def destroy(tx: Connection, ref: Ref, now: datetime, few: Sequence[Person] | None = None) -> None:
    """Where people stood, all or these few, and since when, is gone; that they took part is kept.

    Nothing is left of what was withdrawn.
    """
    here = _values(ref)
    leave_no_trace(tx)
    tx.execute(delete(positions).where(_HERE, positions.c.withdrawn), here)
    gone = (
        update(positions).where(_HERE)
        if few is None
        else update(positions).where(_HERE, positions.c.person.in_(few))
    )
    nothing = {"stance": "", "reason": "", "more": {}, "version": 0, "action_ts": "", "stated_at": now}
    tx.execute(gone.values(nothing), here)


_BY_NAME = (
    select(positions)
    .outerjoin(people, and_(people.c.team_id == positions.c.team_id, people.c.person == positions.c.person))
    .where(*_STANDING)
    .order_by(func.lower(people.c.name), positions.c.person)
)


def read_all(tx: Connection, ref: Ref) -> dict[Person, Position]:
    """Who stands where, in order of names; those who have withdrawn theirs are not in it."""
    return {Person(row.person): read_position(row) for row in run(tx, _BY_NAME, _values(ref))}


def count_outdated(tx: Connection, ref: Ref, version: int) -> int:
    """How many positions that stand were taken on a text before this version."""
    outdated = select(func.count()).select_from(positions).where(*_STANDING, positions.c.version < version)
    return tx.execute(outdated, _values(ref)).scalar_one()


def read_outdated(tx: Connection, ref: Ref, version: int, after: str, most: int) -> list[Person]:
    """Who took a position on a text before this version, by id, at most so many whose id comes after this one."""
    outdated = select(positions.c.person).where(
        *_STANDING, positions.c.version < version, positions.c.person > after
    )
    rows = tx.execute(outdated.order_by(positions.c.person).limit(most), _values(ref))
    return [Person(person) for person in rows.scalars()]


def _values(ref: Ref) -> dict[str, str]:
    return {"team": ref.team, "of_ritual": ref.ritual, "of": ref.id}


def read_position(row: Row[Any]) -> Position:
    """The position of a row that holds the columns of the table."""
    more = _MORE.validate_python(row.more)
    return Position(
        stance=row.stance,
        version=row.version,
        stated_at=row.stated_at,
        reason=row.reason,
        aims=more.aims,
        prediction=more.prediction,
        condition=more.condition,
        until=more.until,
        pledge=more.pledge,
        action_ts=row.action_ts,
        withdrawn=row.withdrawn,
    )
