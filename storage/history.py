"""History: who did what to a ritual, and when. Never what a hidden answer was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from rituals.ids import Person, Ref
from storage.prepared import run
from storage.schema import history


@dataclass(frozen=True, slots=True)
class Entry:
    """One act; `person` is None where the clock did it."""

    person: Person | None
    act: str
    happened_at: datetime
    detail: str = ""


_ADD = history.insert()


def add(tx: Connection, ritual: Ref, entry: Entry) -> None:
    """Keeps one act of the ritual."""
    team, name, ritual_id = ritual
    run(
        tx,
        _ADD,
        {
            "team_id": team,
            "ritual": name,
            "ritual_id": ritual_id,
            "person": entry.person,
            "act": entry.act,
            "detail": entry.detail,
            "happened_at": entry.happened_at,
        },
    )


def read_latest(tx: Connection, ritual: Ref, most: int) -> list[Entry]:
    """The latest acts of a ritual, at most so many, latest first."""
    team, name, ritual_id = ritual
    rows = tx.execute(
        select(history)
        .where(history.c.team_id == team, history.c.ritual == name, history.c.ritual_id == ritual_id)
        .order_by(history.c.entry_id.desc())
        .limit(most)
    )
    return [_read(row) for row in rows]


def find_last_of_people(tx: Connection, ritual: Ref) -> Entry | None:
    """The latest act of a person, not of the clock, if there is one."""
    team, name, ritual_id = ritual
    here = history.c.team_id == team, history.c.ritual == name, history.c.ritual_id == ritual_id
    by_people = select(history).where(*here, history.c.person.is_not(None))
    row = tx.execute(by_people.order_by(history.c.entry_id.desc()).limit(1)).one_or_none()
    return None if row is None else _read(row)


def find_last(tx: Connection, ritual: Ref, acts: Sequence[str]) -> Entry | None:
    """The latest of these acts in a ritual's history, if there is one."""
    team, name, ritual_id = ritual
    row = tx.execute(
        select(history)
        .where(
            history.c.team_id == team,
            history.c.ritual == name,
            history.c.ritual_id == ritual_id,
            history.c.act.in_(acts),
        )
        .order_by(history.c.entry_id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _read(row)


def read_acts(tx: Connection, ritual: Ref, act: str) -> list[Entry]:
    """All acts of one kind, the first of them first: of a kind that is rare."""
    team, name, ritual_id = ritual
    here = history.c.team_id == team, history.c.ritual == name, history.c.ritual_id == ritual_id
    rows = tx.execute(select(history).where(*here, history.c.act == act).order_by(history.c.entry_id))
    return [_read(row) for row in rows]


def _read(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(row.person and Person(row.person), row.act, row.happened_at, row.detail)
