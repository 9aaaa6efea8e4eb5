"""What the clock and the workspace do to decisions: deadlines, counts, nudges, people who leave."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.decisions.acts.course import Notice, addressed, end, follow_up, get, note, save
from rituals.calendar import WorkingCalendar
from rituals.decisions import course
from rituals.decisions.methods import Profile
from rituals.decisions.model import Decision, Option, Result, Seat, State, Voters
from rituals.decisions.tally import count
from rituals.ids import Person, Team
from rituals.workspace import Member
from storage import decisions, deliveries, electors, people, seats, timers, visibility
from storage.deliveries import Delivery
from storage.history import Entry
from storage.nudges import nudge_at
from storage.timers import Timer

PORTION = 200
"""So many people are told of something in one transaction; the rest follow in the next."""


def close(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The deadline has come. One that was moved meanwhile has a timer that is not due."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    end(tx, before, course.reach_deadline(before, now), now, None)


def read_votes(tx: Connection, timer: Timer) -> tuple[Profile, tuple[Option, ...]]:
    """What is to be counted; no ballot is taken any more."""
    decision = decisions.find(tx, timer.team, timer.ritual_id)
    if decision is None:
        raise LookupError(f"decision {timer.ritual_id}")
    return seats.read_profile(tx, timer.team, timer.ritual_id), decision.terms.options


def tally(votes: tuple[Profile, tuple[Option, ...]]) -> Result:
    """The result of what was read."""
    return count(*votes)


def announce(tx: Connection, timer: Timer, now: datetime, result: Result) -> None:
    """The result is there, once."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    if before.state is not State.COUNTING:
        return
    after = course.announce(before, result)
    save(tx, after, Entry(None, after.state.value, now))
    follow_up(tx, after, now)


def lapse(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """It has stalled, and nobody extended or closed it for long: it ends, and what is hidden is not kept for ever."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    end(tx, before, course.lapse(before, now), now, None)


def forget(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """What was answered in secret is forgotten."""
    decision = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    seats.forget_answers(tx, timer.team, timer.ritual_id)
    note(tx, decision, Entry(None, "forgot", now))


def nudge(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Owes a reminder to those who have not answered, in their own working hours: one a person and half-day."""
    decision = get(tx, timer.team, timer.ritual_id)
    if decision.state is not State.OPEN:
        timers.finish(tx, timer)
        return
    if not timer.cursor:
        decisions.save(tx, replace(decision, nudged=decision.nudged + 1))
    missing = electors.read_missing(tx, decision, timer.cursor, PORTION)
    deliveries.add(tx, _reminders(decision, people.read_people(tx, decision.team, missing), now))
    _go_on(tx, timer, missing)


def ask_again(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Asks those who answered an older text to look again."""
    decision = get(tx, timer.team, timer.ritual_id)
    outdated = seats.read_outdated(tx, decision, timer.cursor, PORTION)
    mark = str(decision.version)
    deliveries.add(tx, [addressed(decision, Notice("amended", person, mark), now) for person in outdated])
    _go_on(tx, timer, outdated)


def _go_on(tx: Connection, timer: Timer, told: Sequence[Person]) -> None:
    """The next portion follows at once, unless this was the last one."""
    if len(told) == PORTION:
        timers.go_on(tx, timer, told[-1])
    else:
        timers.finish(tx, timer)


def _reminders(decision: Decision, missing: Sequence[Member], now: datetime) -> list[Delivery]:
    """One for each of these people whose working hours come before the deadline."""
    # Looked up once a calendar: working hours take long to reckon.
    moments: dict[WorkingCalendar, datetime] = {}
    reminders = []
    for member in missing:
        calendar = member.calendar
        if calendar not in moments:
            moments[calendar] = calendar.next_working_moment(now)
        moment = moments[calendar]
        if moment < decision.terms.closes_at:
            reminders.append(nudge_at(decision.team, member, moment))
    return reminders


def lose(tx: Connection, team: Team, person: Person, channel: str | None, now: datetime) -> None:
    """A person has left a channel, or the workspace: an answer given counts, one not given is no longer awaited.

    Who was chosen by name, or by a group, and still sees the channel stays.
    """
    for decision, seat in _held(tx, team, person, channel):
        chosen = decision.terms.voters is not Voters.CHANNEL
        if not seat.asked or (chosen and visibility.can_see(tx, team, person, decision.terms.channel)):
            continue
        electors.leave(tx, decision, person, now)
        if not seat.has_answered:
            _reseat(tx, decision, -1, Entry(person, "left", now))


def regain(tx: Connection, team: Team, person: Person, channel: str | None, now: datetime) -> None:
    """A person who had left is back in a channel, or in the workspace: they are asked as before where they belong."""
    for decision, seat in _held(tx, team, person, channel):
        chosen = decision.terms.voters is not Voters.CHANNEL
        belongs = visibility.can_see if chosen else visibility.is_member
        if seat.asked or not belongs(tx, team, person, decision.terms.channel):
            continue
        electors.come_back(tx, decision, person)
        if not seat.has_answered:
            _reseat(tx, decision, 1, Entry(person, "came back", now))


def _held(tx: Connection, team: Team, person: Person, channel: str | None) -> Iterator[tuple[Decision, Seat]]:
    """The decisions under way in which this person has a seat, one after the other in order of ids."""
    for found in electors.read_open_in(tx, team, person, channel):
        decisions.hold(tx, team, found.id)
        current = seats.find_seat(tx, team, found.id, person)
        if current is not None and current[0].state in (State.OPEN, State.STALLED):
            yield current


def _reseat(tx: Connection, decision: Decision, more: int, entry: Entry) -> None:
    after = replace(decision, seats=decision.seats + more)
    save(tx, after, entry)
    end(tx, after, course.reach_everyone(after, entry.happened_at), entry.happened_at, None)
