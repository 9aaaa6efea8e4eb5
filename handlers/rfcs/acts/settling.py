"""What follows for an RFC from how its review stands: its course, what people are told of it, when the clock comes."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice
from handlers.rfcs.acts.course import calendar_of, read_review, save, set_end, tell
from handlers.rfcs.acts.ending import follow_up
from rituals.ids import Person
from rituals.rfcs import course
from rituals.rfcs.awaiting import Due, dues, reminders
from rituals.rfcs.course import Turn
from rituals.rfcs.model import Reviewers, Rfc
from rituals.rfcs.reviewing import lapses_at
from rituals.workspace import Member
from storage import concerns, history, people, rfcs, timers
from storage.history import Entry

LAPSE, NUDGE = "lapse", "nudge"
"""The timers: a hold comes to its day; somebody who is awaited is reminded."""


def settle(tx: Connection, rfc: Rfc, now: datetime) -> Rfc:
    """What follows from how the review stands now; called after each act that has changed any of it and was saved."""
    reviewers, review = read_review(tx, rfc)
    after = course.settle(rfc, review, now, calendar_of(tx, rfc))
    if after != rfc:
        turn = course.turn_of(rfc, after)
        save(tx, after, *([Entry(None, turn.value, now)] if turn else []))
        if turn is Turn.ACCEPTED:
            follow_up(tx, after, now)
        else:
            set_end(tx, after)
            tell_turn(tx, after, turn, now)
    if after.state.is_under_review:
        _await_lapse(tx, after, reviewers)
        await_nudge(tx, after, now)
    return after


def tell_turn(tx: Connection, rfc: Rfc, turn: Turn | None, now: datetime) -> None:
    """Its course has taken this turn: the thread is told and, unless they are asked about it anyway, its author."""
    if turn is None:
        return
    mark = f"{turn.value} {now.timestamp()}"
    now += datetime.resolution  # After what has brought it about, which is told in the same act.
    tell(tx, rfc, Notice("course", mark=mark), now)
    if turn is not Turn.PAUSED:  # The question that it waits for says so.
        tell(tx, rfc, Notice("course", rfc.owner, mark), now)


def _await_lapse(tx: Connection, rfc: Rfc, reviewers: Reviewers) -> None:
    """The clock comes when the first hold lapses."""
    moments = [at for _, at in read_holds(tx, rfc, reviewers)]
    if moments:
        timers.set_timer(tx, (*rfc.ref, LAPSE), min(moments))
    else:
        timers.drop(tx, *rfc.ref, (LAPSE,))


def read_holds(tx: Connection, rfc: Rfc, reviewers: Reviewers) -> list[tuple[Member, datetime]]:
    """Who holds, each with when that lapses where they live."""
    holders = people.read_people(tx, rfc.team, [one for one, position in reviewers.items() if position])
    found = []
    for member in holders:
        position = reviewers[member.person]
        at = lapses_at(position, member.calendar.zone) if position else None
        if at is not None:
            found.append((member, at))
    return found


def await_nudge(tx: Connection, rfc: Rfc, now: datetime) -> None:
    """The clock comes when somebody is to be reminded next."""
    ahead = [moment for _, moment in read_reminders(tx, rfc) if moment > now]
    if ahead:
        timers.set_timer(tx, (*rfc.ref, NUDGE), min(ahead))
    else:
        timers.drop(tx, *rfc.ref, (NUDGE,))


def read_reminders(tx: Connection, rfc: Rfc) -> Iterator[tuple[Member, datetime]]:
    """Who is reminded and when, whether that is past or to come."""
    owed = read_dues(tx, rfc)
    named = {
        member.person: member for member in people.read_people(tx, rfc.team, [one.person for one in owed])
    }
    for due in owed:
        if (member := named.get(due.person)) is not None:
            for moment in reminders(due, rfc, member.calendar):
                yield member, moment


def read_dues(tx: Connection, rfc: Rfc) -> list[Due]:
    """All that the RFC awaits of people."""
    asked = {
        Person(one): entry.happened_at
        for entry in history.read_acts(tx, rfc.ref, "added")
        for one in entry.detail.split()
    }
    return dues(rfc, rfcs.read_reviewers(tx, rfc), concerns.read_all(tx, rfc), asked)
