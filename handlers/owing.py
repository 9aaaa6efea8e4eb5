"""Asking whoever decides for what they owe a ritual: who that is now, and when they are asked again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from rituals.ids import Channel, Person, Ref, Team
from rituals.owing import Answering, Decider, owners_time, reminder_times, who_answers
from rituals.workspace import Member
from storage import deliveries, people, timers, visibility
from storage.nudges import nudge_at

REMINDERS, ASK_OWNERS = ("remind 1", "remind 2"), "ask owners"
TIMERS = *REMINDERS, ASK_OWNERS
"""The timers that go off as long as something is owed."""


def plan(tx: Connection, ref: Ref, decider: Member, owner: Person, now: datetime) -> None:
    """The clock comes back to remind the decider, who is asked now, and to ask the owners in the end."""
    for kind, moment in zip(REMINDERS, reminder_times(now, decider.calendar), strict=True):
        timers.set_timer(tx, (*ref, kind), moment)
    known = people.find_person(tx, ref.team, owner) or decider
    timers.set_timer(tx, (*ref, ASK_OWNERS), owners_time(now, known.calendar))


def remind(tx: Connection, team: Team, decider: Member, now: datetime) -> None:
    """The decider is owed a reminder, in their own working hours."""
    deliveries.add(tx, [nudge_at(team, decider, decider.calendar.next_working_moment(now))])


def times_asked(reminder: str) -> int:
    """How often the decider has been asked with this reminder."""
    return 2 + REMINDERS.index(reminder)


def find_decider(tx: Connection, team: Team, channel: Channel, decider: Person | None) -> Member | None:
    """Whoever decides, if they can take part, and see the channel, now."""
    if decider is None or not visibility.can_see(tx, team, decider, channel):
        return None
    return people.find_person(tx, team, decider)


def read_decider(tx: Connection, team: Team, channel: Channel, decider: Person | None) -> Decider:
    """Whoever decides, as the rules ask."""
    known = people.find_person(tx, team, decider or Person(""))
    here = find_decider(tx, team, channel, decider) is not None
    return Decider(known.name if known else "Its decider", here)


def read_answering(
    tx: Connection, team: Team, channel: Channel, decider: Person | None, owners: Sequence[Person]
) -> Answering:
    """Who is there to answer for what is owed, now."""
    concerned = visibility.among(team, [*filter(None, [decider]), *owners])
    return who_answers(decider, owners, visibility.read(tx, visibility.seeing(concerned, channel)))
