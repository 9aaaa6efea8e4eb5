"""What the clock and the workspace do to decisions: deadlines, counts, nudges, people who leave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.decisions.acts.course import Notice, addressed, end, follow_up, get, note, save
from rituals.calendar import WorkingCalendar
from rituals.decisions import course
from rituals.decisions.methods import Profile
from rituals.decisions.model import NOT_COUNTED, Decision, Result, State
from rituals.decisions.tally import count
from rituals.decisions.terms import Secrecy, Terms, Voters
from rituals.ids import Person, Team
from rituals.workspace import Member
from storage import decisions, deliveries, electors, people, sealed_ballots, seats, timers, visibility
from storage.deliveries import Delivery
from storage.history import Entry
from storage.keys import Keyring
from storage.nudges import nudge_at
from storage.sealed_ballots import Box
from storage.timers import Timer

PORTION = 200
"""So many people are told of something in one transaction; the rest follow in the next."""


def close(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The deadline has come. One that was moved meanwhile has a timer that is not due."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    end(tx, before, course.reach_deadline(before, now), now, None)


@dataclass(frozen=True, slots=True)
class Cast:
    """What is to be counted: how often each ballot was cast, or, where they are sealed, all of them."""

    terms: Terms
    ballots: Profile | Box


def read_votes(tx: Connection, timer: Timer) -> Cast:
    """What is to be counted; no ballot is taken any more."""
    decision = decisions.find(tx, timer.team, timer.ritual_id)
    if decision is None:
        raise LookupError(f"decision {timer.ritual_id}")
    is_sealed = decision.terms.secrecy is Secrecy.SEALED
    read = sealed_ballots.read_box if is_sealed else seats.read_profile
    return Cast(decision.terms, read(tx, timer.team, timer.ritual_id))


def tally(cast: Cast, keyring: Keyring) -> Result:
    """The result of what was read; UnreadableError where it is sealed and the server's key has changed."""
    profile = cast.ballots.open(keyring) if isinstance(cast.ballots, Box) else cast.ballots
    return count(profile, cast.terms)


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


def lose(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """People have left a channel, or the workspace: an answer given counts, one not given is no longer awaited.

    Who was chosen by name, or by a group, and still sees the channel stays.
    """
    for decision in _held(tx, team, who, channel):
        seated, belonging = (
            electors.read_seated(tx, decision, who, asked=True),
            _read_belonging(tx, decision, who),
        )
        gone = [person for person in seated if person not in belonging]
        electors.leave(tx, decision, gone, now)
        missing = [person for person in gone if not seated[person]]
        _reseat(tx, decision, -len(missing), [Entry(person, "left", now) for person in missing])


def regain(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """People who had left are back in a channel, or in the workspace: they are asked as before where they belong."""
    for decision in _held(tx, team, who, channel):
        seated, belonging = (
            electors.read_seated(tx, decision, who, asked=False),
            _read_belonging(tx, decision, who),
        )
        back = [person for person in seated if person in belonging]
        electors.come_back(tx, decision, back)
        missing = [person for person in back if not seated[person]]
        _reseat(tx, decision, len(missing), [Entry(person, "came back", now) for person in missing])


def _held(tx: Connection, team: Team, who: Sequence[Person], channel: str | None) -> Iterator[Decision]:
    """The decisions under way in which any of these people has a seat, each held."""
    for concerned in electors.read_concerned(tx, team, who, channel):
        decision = get(tx, team, concerned)
        if decision.state in NOT_COUNTED:
            yield decision


def _read_belonging(tx: Connection, decision: Decision, who: Sequence[Person]) -> set[Person]:
    """Those of these people who may be asked: members of the channel; or, of those who were chosen, who sees it."""
    team, channel = decision.team, decision.terms.channel
    if decision.terms.voters is Voters.CHANNEL:
        return set(visibility.read(tx, visibility.only(visibility.inside(team, channel), who)))
    return set(visibility.read(tx, visibility.seeing(visibility.among(team, who), channel)))


def _reseat(tx: Connection, decision: Decision, more: int, entries: Sequence[Entry]) -> None:
    """So many more are counted, or fewer."""
    if more:
        after = replace(decision, seats=decision.seats + more)
        save(tx, after, *entries)
        now = entries[0].happened_at
        end(tx, after, course.reach_everyone(after, now), now, None)
