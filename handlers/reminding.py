"""Reminding those whose answer is missing: twice at most, in their own working hours, some at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from rituals.calendar import WorkingCalendar
from rituals.ids import Person, Ref
from storage import deliveries, electors, people, timers
from storage.nudges import nudge_at
from storage.timers import Timer

NUDGES = "nudge 1", "nudge 2"
PORTION = 200
"""So many people are told of something in one transaction; the rest follow in the next."""


def plan_nudges(tx: Connection, ref: Ref, nudged: int, planned: Sequence[datetime], now: datetime) -> None:
    """The nudges are set for those of the planned moments that are still to come, less those that have been."""
    timers.drop(tx, *ref, NUDGES)
    ahead = [moment for moment in planned if moment > now]
    for kind, moment in zip(reversed(NUDGES[nudged:]), reversed(ahead), strict=False):
        timers.set_timer(tx, (*ref, kind), moment)


def remind_missing(tx: Connection, timer: Timer, ref: Ref, closes_at: datetime, now: datetime) -> None:
    """The next of those who have not answered are owed a reminder, where their working hours come before the deadline."""
    missing = electors.read_missing(tx, ref, timer.cursor, PORTION)
    # Looked up once a calendar: working hours take long to reckon.
    moments: dict[WorkingCalendar, datetime] = {}
    reminders = []
    for member in people.read_people(tx, ref.team, missing):
        if member.calendar not in moments:
            moments[member.calendar] = member.calendar.next_working_moment(now)
        moment = moments[member.calendar]
        if moment < closes_at:
            reminders.append(nudge_at(ref.team, member, moment))
    deliveries.add(tx, reminders)
    go_on(tx, timer, missing)


def go_on(tx: Connection, timer: Timer, told: Sequence[Person]) -> None:
    """The next portion follows at once, unless this was the last one."""
    if len(told) == PORTION:
        timers.go_on(tx, timer, told[-1])
    else:
        timers.finish(tx, timer)
