"""What the clock does to commitments: deadlines, phases, nudges."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.commitments.acts.course import calendar_of, end, get
from handlers.news import Notice, addressed
from rituals.calendar import WorkingCalendar
from rituals.commitments import course
from rituals.commitments.model import Commitment, State
from rituals.ids import Person
from rituals.workspace import Member
from storage import commitments, deliveries, electors, people, positions, timers
from storage.deliveries import Delivery
from storage.nudges import nudge_at
from storage.timers import Timer

PORTION = 200
"""So many people are told of something in one transaction; the rest follow in the next."""


def close(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The deadline has come: positions are shown. One that was moved meanwhile has a timer that is not due."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    standing = positions.read_all(tx, before.ref)
    end(tx, before, course.reach_deadline(before, standing, now, calendar_of(tx, before)), now)


def reach_phase_end(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """What follows the reveal has come to its end: positions are closed, or nobody is asked any more."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    standing = positions.read_all(tx, before.ref)
    end(tx, before, course.reach_phase_end(before, standing, now, calendar_of(tx, before)), now)


def lapse(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """It has stalled, and nobody extended or closed it for long: it ends."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    end(tx, before, course.lapse(before, now), now)


def nudge(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Owes a reminder to those who have taken no position, in their own working hours: one a person and half-day."""
    commitment = get(tx, timer.team, timer.ritual_id)
    if commitment.state is not State.OPEN:
        timers.finish(tx, timer)
        return
    if not timer.cursor:
        commitments.save(tx, replace(commitment, nudged=commitment.nudged + 1))
    missing = electors.read_missing(tx, commitment.ref, timer.cursor, PORTION)
    deliveries.add(tx, _reminders(commitment, people.read_people(tx, commitment.team, missing), now))
    _go_on(tx, timer, missing)


def ask_again(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Asks those who took a position on an older text to look again."""
    commitment = get(tx, timer.team, timer.ritual_id)
    outdated = positions.read_outdated(tx, commitment.ref, commitment.version, timer.cursor, PORTION)
    mark = str(commitment.version)
    deliveries.add(
        tx, [addressed(commitment.ref, Notice("amended", person, mark), now) for person in outdated]
    )
    _go_on(tx, timer, outdated)


def _go_on(tx: Connection, timer: Timer, told: Sequence[Person]) -> None:
    """The next portion follows at once, unless this was the last one."""
    if len(told) == PORTION:
        timers.go_on(tx, timer, told[-1])
    else:
        timers.finish(tx, timer)


def _reminders(commitment: Commitment, missing: Sequence[Member], now: datetime) -> list[Delivery]:
    """One for each of these people whose working hours come before the deadline."""
    # Looked up once a calendar: working hours take long to reckon.
    moments: dict[WorkingCalendar, datetime] = {}
    reminders = []
    for member in missing:
        if member.calendar not in moments:
            moments[member.calendar] = member.calendar.next_working_moment(now)
        moment = moments[member.calendar]
        if moment < commitment.terms.closes_at:
            reminders.append(nudge_at(commitment.team, member, moment))
    return reminders
