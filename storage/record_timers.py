"""When somebody is asked how a decision turned out: timers, by the number of its record."""

from zoneinfo import ZoneInfo

from sqlalchemy import Connection, update

from rituals.calendar import WorkingCalendar
from rituals.ids import Team
from rituals.records import review
from rituals.records.model import Record
from storage import people, timers
from storage.schema import records

RITUAL = "record"
ASK, ASK_AGAIN, TELL = "ask", "ask again", "tell"
UNKNOWN = WorkingCalendar(ZoneInfo("UTC"))


def plan(tx: Connection, record: Record) -> None:
    """Its reviewer is asked when the day of review has come, as if nobody had been asked before; or nobody is."""
    cancel(tx, record.team, record.number)
    if review.is_planned(record):
        begins = review.begins(record, calendar_of(tx, record))
        timers.set_timer(tx, (record.team, RITUAL, str(record.number), ASK), begins)


def cancel(tx: Connection, team: Team, number: int) -> None:
    """Nobody is asked, and nothing was missed."""
    timers.drop(tx, team, RITUAL, str(number), (ASK, ASK_AGAIN, TELL))
    here = records.c.team_id == team, records.c.number == number, records.c.missed
    tx.execute(update(records).where(*here).values(missed=False))


def calendar_of(tx: Connection, record: Record) -> WorkingCalendar:
    """The working hours of whoever is to look back."""
    member = people.find_person(tx, record.team, record.reviewer)
    return UNKNOWN if member is None else member.calendar
