"""What the clock does to commitments: deadlines, phases, nudges."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.commitments.acts.course import calendar_of, end, get
from handlers.news import Notice, tell_each
from handlers.reminding import PORTION, go_on, remind_missing
from rituals.commitments import course
from rituals.commitments.model import State
from storage import commitments, positions, timers
from storage.timers import Timer


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
    remind_missing(tx, timer, commitment.ref, commitment.terms.closes_at, now)


def ask_again(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Asks those who took a position on an older text to look again."""
    commitment = get(tx, timer.team, timer.ritual_id)
    outdated = positions.read_outdated(tx, commitment.ref, commitment.version, timer.cursor, PORTION)
    tell_each(tx, commitment.ref, Notice("amended", mark=str(commitment.version)), outdated, now)
    go_on(tx, timer, outdated)
