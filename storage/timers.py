"""Due work: what the clock has to do, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, func, select, text, update

from rituals.ids import Team
from storage.prepared import run
from storage.schema import timers
from storage.upsert import add_if_new

PARKED_AFTER = 5
"""So many failures in a row, and a timer waits for a person to look."""


@dataclass(frozen=True, slots=True)
class Timer:
    """One piece of due work of a ritual; `cursor` tells how far a long one has come."""

    id: int
    team: Team
    ritual: str
    ritual_id: str
    kind: str
    due_at: datetime
    cursor: str
    attempts: int


def set_timer(tx: Connection, timer: tuple[Team, str, str, str], due_at: datetime) -> None:
    """The timer (team, ritual, ritual's id, kind) goes off at `due_at`; one that was set before is moved."""
    team, ritual, ritual_id, kind = timer
    row = {"team_id": team, "ritual": ritual, "ritual_id": ritual_id, "kind": kind, "due_at": due_at}
    if not add_if_new(tx, timers, row):
        tx.execute(
            update(timers)
            .where(
                timers.c.team_id == team,
                timers.c.ritual == ritual,
                timers.c.ritual_id == ritual_id,
                timers.c.kind == kind,
            )
            .values(due_at=due_at, cursor="", attempts=0, parked=False)
        )


_DROP = delete(timers).where(
    timers.c.team_id == bindparam("team"),
    timers.c.ritual == bindparam("of_ritual"),
    timers.c.ritual_id == bindparam("of"),
)


def drop(tx: Connection, team: Team, ritual: str, ritual_id: str, kinds: Sequence[str] = ()) -> None:
    """The ritual's timers of these kinds are gone; all of them if no kind is named."""
    tx.execute(
        _DROP.where(timers.c.kind.in_(kinds)) if kinds else _DROP,
        {"team": team, "of_ritual": ritual, "of": ritual_id},
    )


# SQLite uses the index of what is parked, or is not, only where a condition has its very words.
_WAITS, _PARKED = text("NOT timers.parked"), text("timers.parked")

_DUE = (
    select(timers.c.timer_id)
    .where(timers.c.due_at <= bindparam("now"), _WAITS)
    .order_by(timers.c.due_at)
    .limit(bindparam("most"))
)


def read_due(tx: Connection, now: datetime, most: int) -> list[int]:
    """The ids of timers that are due, earliest first, at most so many; read without locks."""
    return list(run(tx, _DUE, {"now": now, "most": most}).scalars())


def read_next(tx: Connection) -> datetime | None:
    """When the next timer goes off, if one is set."""
    return tx.execute(select(func.min(timers.c.due_at)).where(_WAITS)).scalar()


_ONE = select(timers).where(timers.c.timer_id == bindparam("timer_id"))


def find(tx: Connection, timer_id: int) -> Timer | None:
    """The timer, if it is still set."""
    row = run(tx, _ONE, {"timer_id": timer_id}).one_or_none()
    return None if row is None else _read(row)


_HELD = _ONE.with_for_update()


def find_held(tx: Connection, timer_id: int) -> Timer | None:
    """The timer, if it is still set; no other clock does its work or moves it until this transaction ends."""
    row = run(tx, _HELD, {"timer_id": timer_id}).one_or_none()
    return None if row is None else _read(row)


_REMOVE = delete(timers).where(timers.c.timer_id == bindparam("timer"))


def finish(tx: Connection, timer: Timer) -> None:
    """The timer has done its work."""
    run(tx, _REMOVE, {"timer": timer.id})


def go_on(tx: Connection, timer: Timer, cursor: str) -> None:
    """The timer is due again at once, and goes on from `cursor`."""
    tx.execute(update(timers).where(timers.c.timer_id == timer.id).values(cursor=cursor, attempts=0))


def put_off(tx: Connection, timer_id: int, until: datetime, error: str) -> None:
    """Counts a failure: the timer is tried again at `until`, and parked after five failures in a row."""
    tx.execute(
        update(timers)
        .where(timers.c.timer_id == timer_id)
        .values(
            due_at=until,
            attempts=timers.c.attempts + 1,
            parked=timers.c.attempts + 1 >= PARKED_AFTER,
            error=error,
        )
    )


def is_set(tx: Connection, timer: tuple[Team, str, str, str]) -> bool:
    """Whether this timer (team, ritual, ritual's id, kind) will go off; one that is parked will not."""
    key = timers.c.team_id, timers.c.ritual, timers.c.ritual_id, timers.c.kind
    found = select(timers.c.timer_id).where(*(c == v for c, v in zip(key, timer, strict=True)), _WAITS)
    return tx.execute(found).first() is not None


def read_error(tx: Connection, timer: Timer) -> str:
    """Of which kind the timer's last failure was; '' if it has not failed."""
    error: str = tx.execute(select(timers.c.error).where(timers.c.timer_id == timer.id)).scalar_one()
    return error


def read_parked(tx: Connection, most: int) -> list[tuple[Timer, str]]:
    """The timers that wait for a person to look, at most so many, with their last errors; the longest parked first.

    Each was parked shortly before it is due.
    """
    rows = tx.execute(select(timers).where(_PARKED).order_by(timers.c.due_at).limit(most))
    return [(_read(row), row.error) for row in rows]


def count_parked(tx: Connection) -> int:
    """How many timers wait for a person to look."""
    return tx.execute(select(func.count()).select_from(timers).where(_PARKED)).scalar_one()


def _read(row: Row[tuple[object, ...]]) -> Timer:
    return Timer(
        row.timer_id,
        Team(row.team_id),
        row.ritual,
        row.ritual_id,
        row.kind,
        row.due_at,
        row.cursor,
        row.attempts,
    )
