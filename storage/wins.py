"""Wins: rows to values and back. What is read for a person is that person's own."""

from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, select

from rituals.ids import Channel, Person, Team, WinId
from rituals.wins.model import Quarter, Win
from storage.schema import cards, wins
from storage.upsert import add_if_new

RITUAL, QUARTER = "win", "quarter"

_HERE = and_(wins.c.team_id == bindparam("team"), wins.c.win_id == bindparam("win"))
_HOLD = select(wins.c.win_id).where(_HERE).with_for_update()


def add(tx: Connection, win: Win) -> bool:
    """The win is its owner's; False if it was there."""
    row = {
        "team_id": win.team,
        "win_id": win.id,
        "text": win.text,
        "owner": win.owner,
        "added_by": win.added_by,
        "added_at": win.added_at,
        "day": win.day,
    }
    return add_if_new(tx, wins, row)


def hold(tx: Connection, team: Team, win: str) -> None:
    """Nobody else changes the win until this transaction ends. SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        tx.execute(_HOLD, {"team": team, "win": win})


def find(tx: Connection, team: Team, win: str) -> Win | None:
    """The win of this id, if there is one; for where it is shared."""
    return next(iter(_read(tx, team, select(wins).where(wins.c.win_id == win))), None)


def find_mine(tx: Connection, team: Team, win: str, person: Person) -> Win | None:
    """The win of this id, if there is one and it is this person's."""
    found = find(tx, team, win)
    return found if found is not None and found.owner == person else None


def read_mine(tx: Connection, team: Team, person: Person, most: int, skip: int = 0) -> list[Win]:
    """This person's wins, the latest first: at most so many, after so many others."""
    latest = wins.c.added_at.desc(), wins.c.win_id.desc()
    return _read(tx, team, _owned(person).order_by(*latest).limit(most).offset(skip))


def read_of_quarter(tx: Connection, team: Team, person: Person, quarter: Quarter) -> list[Win]:
    """This person's wins of a quarter, the first of them first."""
    within = wins.c.day.between(quarter.first, quarter.last)
    return _read(tx, team, _owned(person).where(within).order_by(wins.c.added_at, wins.c.win_id))


def remove(tx: Connection, win: Win) -> None:
    """The win is gone."""
    tx.execute(delete(wins).where(_HERE), {"team": win.team, "win": win.id})


def _owned(person: Person) -> Select[Any]:
    return select(wins).where(wins.c.owner == person)


def _read(tx: Connection, team: Team, query: Select[Any]) -> list[Win]:
    """The wins that the query finds in this workspace, with the channels where they are shared."""
    rows = tx.execute(query.where(wins.c.team_id == team)).all()
    shared: dict[str, list[Channel]] = {row.win_id: [] for row in rows}
    there = select(cards.c.ritual_id, cards.c.channel).where(
        cards.c.team_id == team, cards.c.ritual == RITUAL, cards.c.ritual_id.in_(shared)
    )
    for win, channel in tx.execute(there.order_by(cards.c.channel)) if rows else ():
        shared[win].append(Channel(channel))
    return [
        Win(
            team,
            WinId(row.win_id),
            row.text,
            Person(row.owner),
            Person(row.added_by),
            row.added_at,
            row.day,
            tuple(shared[row.win_id]),
        )
        for row in rows
    ]
