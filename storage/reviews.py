"""Which records wait for somebody to look back, and for whom."""

from datetime import date

from sqlalchemy import Connection, func, or_, select, update

from rituals.ids import Person, Team
from rituals.records.model import Record
from rituals.records.review import DONE_WITH
from rituals.workspace import Member
from storage import people, visibility
from storage.record_rows import read_where
from storage.records import seen_by
from storage.schema import records
from storage.visibility import visible_to


def find_reviewer(tx: Connection, record: Record) -> Member | None:
    """Who looks back: the decider, else the owner; None where neither sees the record any more."""
    for person in dict.fromkeys([record.reviewer, record.owner]):
        if visibility.can_see(tx, record.team, person, record.channel):
            return people.find_person(tx, record.team, person)
    return None


def read_due(tx: Connection, whose: tuple[Team, Person], today: date, missed: bool = False) -> list[Record]:
    """The records whose day of review has come, that this person is to look back at; the longest due first.

    With `missed` also those of which the channel was told, as nobody answered.
    """
    team, person = whose
    query = select(records).where(
        records.c.team_id == team,
        records.c.review_on <= today,
        records.c.state.not_in(DONE_WITH),
        or_(
            func.coalesce(records.c.decider, records.c.owner) == person,
            # Its owner where the decider does not see it any more, as `find_reviewer` finds them.
            (records.c.owner == person)
            & ~visible_to(records.c.decider, records.c.team_id, records.c.channel),
        ),
        seen_by(team, person),
    )
    if not missed:
        query = query.where(~records.c.missed)
    return read_where(tx, query.order_by(records.c.review_on, records.c.number))


def miss(tx: Connection, record: Record) -> None:
    """Nobody has looked back: from now on every member of the channel may."""
    here = records.c.team_id == record.team, records.c.number == record.number
    tx.execute(update(records).where(*here).values(missed=True))


def is_missed(tx: Connection, record: Record) -> bool:
    """Whether nobody has looked back, though asked."""
    here = records.c.team_id == record.team, records.c.number == record.number
    return bool(tx.execute(select(records.c.missed).where(*here)).scalar())
