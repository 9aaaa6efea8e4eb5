"""Whom an RFC waits for: holds that lapse, reminders, and all that waits for one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.news import Notice
from handlers.rfcs.acts.course import get, save, tell
from handlers.rfcs.acts.raising import is_out_of_reach
from handlers.rfcs.acts.settling import await_nudge, read_holds, read_reminders, settle
from handlers.rfcs.views.waiting import Waiting
from rituals.ids import Person, Team
from rituals.rfcs.awaiting import dues
from rituals.rfcs.guards import has_ended
from rituals.rfcs.model import Concern, Rfc
from rituals.rfcs.reviewing import lapse as lapsed
from storage import deliveries, positions, rfcs, timers
from storage.history import Entry
from storage.nudges import nudge_at
from storage.rfcs import Reviewed
from storage.timers import Timer


def read_waiting(tx: Connection, team: Team, person: Person, now: datetime) -> list[Waiting]:
    """Everything about RFCs that waits for this person, RFC by RFC."""
    return among(tx, rfcs.read_open_for(tx, team, person), person, now)


def among(tx: Connection, seen: Sequence[Reviewed], person: Person, now: datetime) -> list[Waiting]:
    """The same among these RFCs, which this person sees; each thing once.

    Whom nobody can reach need not be answered: what they raised is settled in their place.
    """
    found = []
    for one in seen:
        rfc = one.rfc
        if has_ended(rfc, now):
            continue
        stuck = tuple(_stuck(tx, rfc, one.concerns, now)) if person == rfc.terms.decider else ()
        own = tuple(
            due
            for due in dues(rfc, one.reviewers, one.concerns, {})
            if due.person == person and due.concern not in stuck
        )
        if own or stuck:
            found.append(Waiting(rfc, own, stuck))
    return found


def _stuck(tx: Connection, rfc: Rfc, raised: Sequence[Concern], now: datetime) -> list[Concern]:
    """The open concerns whose raisers are out of reach."""
    if not rfc.state.is_under_review:
        return []
    others = [one for one in raised if one.is_open and one.raiser != rfc.terms.decider]
    return [one for one in others if is_out_of_reach(tx, rfc, one.raiser, now)]


def nudge(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Owes a reminder to those who are still awaited, in their working hours: one a person and half-day."""
    rfc = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    due = {
        member.person: member for member, moment in read_reminders(tx, rfc) if timer.due_at <= moment <= now
    }
    deliveries.add(
        tx, [nudge_at(rfc.team, member, member.calendar.next_working_moment(now)) for member in due.values()]
    )
    await_nudge(tx, rfc, now)


def lapse(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Holds have come to their day: whoever held is awaited again, and told."""
    rfc = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    reviewers = rfcs.read_reviewers(tx, rfc)
    for member, at in read_holds(tx, rfc, reviewers):
        position = reviewers[member.person]
        if position is None or at > now:
            continue
        positions.save(tx, rfc.ref, member.person, lapsed(position, now, member.calendar.zone))
        save(tx, rfc, Entry(None, "lapsed", now, member.person))
        tell(tx, rfc, Notice("lapsed", member.person, str(at.timestamp())), now)
    settle(tx, rfc, now)
