"""Where rituals of one kind stand, each by what it is known by: how they are found, and held."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Connection, Row, Table, and_, bindparam, select

from rituals.ids import Person, Team
from storage.prepared import run
from storage.visibility import visible_to

R = TypeVar("R")


class Shelf(Generic[R]):
    """The rituals of one kind. Their table has a team_id, a channel and a draft_id; `known_by` is their id or number.

    `here` is SQL: the one of this `team` that is known by this `of`.
    """

    def __init__(self, table: Table, known_by: Column[Any], read: Callable[[Row[Any]], R]) -> None:
        team, columns = table.c.team_id == bindparam("team"), table.c
        self.here = and_(team, known_by == bindparam("of"))
        self._type = known_by.type.python_type
        self._read = read
        self._one = select(table).where(self.here)
        self._visible = self._one.where(visible_to(bindparam("person"), columns.team_id, columns.channel))
        self._posted = select(table).where(team, columns.draft_id == bindparam("draft"))
        self._hold = select(known_by).where(self.here).with_for_update()

    def hold(self, tx: Connection, team: Team, of: str | int) -> None:
        """Nobody else changes the ritual until this transaction ends. SQLite has one writer anyway."""
        if tx.dialect.name != "sqlite":
            tx.execute(self._hold, {"team": team, "of": self._type(of)})

    def find(self, tx: Connection, team: Team, of: str | int) -> R | None:
        """The ritual that is known by this, if there is one."""
        row = run(tx, self._one, {"team": team, "of": self._type(of)}).one_or_none()
        return None if row is None else self._read(row)

    def find_visible(self, tx: Connection, team: Team, of: str | int, person: Person) -> R | None:
        """The ritual that is known by this, if there is one and this person sees its channel now."""
        values = {"team": team, "of": self._type(of), "person": person}
        row = run(tx, self._visible, values).one_or_none()
        return None if row is None else self._read(row)

    def find_by_draft(self, tx: Connection, team: Team, draft: str) -> R | None:
        """The ritual that this draft became, if it was posted."""
        row = tx.execute(self._posted, {"team": team, "draft": draft}).one_or_none()
        return None if row is None else self._read(row)
