"""What the clock does to decisions: deadlines, counts, nudges."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from handlers.decisions.acts.course import CLOSE, OPEN_VOTE, end, follow_up, get, note, save
from handlers.decisions.acts.deciding import await_outcome
from handlers.decisions.acts.hiding import let_go
from handlers.decisions.records import Reckoned, reckon
from handlers.news import Notice, tell_each
from handlers.reminding import PORTION, go_on, remind_missing
from rituals.decisions import course
from rituals.decisions.methods import Profile
from rituals.decisions.model import Decision, Result, State
from rituals.decisions.tally import count
from rituals.decisions.terms import Secrecy
from storage import decisions, sealed_ballots, seats, timers
from storage.history import Entry
from storage.keys import Keyring
from storage.sealed_ballots import Box
from storage.timers import Timer

IN_A_MOMENT = timedelta(minutes=1)


def close(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The deadline has come. One that was moved meanwhile has a timer that is not due."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    ritual = timer.team, timer.ritual, timer.ritual_id
    if before.state is State.SUGGESTING and timers.is_set(tx, (*ritual, OPEN_VOTE)):
        # After a long sleep both are due at once, in any order: the vote comes before its end.
        timers.set_timer(tx, (*ritual, CLOSE), now + IN_A_MOMENT)
        return
    end(tx, before, course.reach_deadline(before, now), now, None)


@dataclass(frozen=True, slots=True)
class Cast:
    """What is to be counted: how often each ballot was cast, or, where they are sealed, all of them."""

    decision: Decision
    ballots: Profile | Box


def read_votes(tx: Connection, timer: Timer) -> Cast:
    """What is to be counted; no ballot is taken any more."""
    decision = decisions.find(tx, timer.team, timer.ritual_id)
    if decision is None:
        raise LookupError(f"decision {timer.ritual_id}")
    is_sealed = decision.terms.secrecy is Secrecy.SEALED
    read = sealed_ballots.read_box if is_sealed else seats.read_profile
    return Cast(decision, read(tx, timer.team, timer.ritual_id))


@dataclass(frozen=True, slots=True)
class Counted:
    """The result of what was cast, and what a record will tell of it."""

    result: Result
    reckoned: Reckoned


def tally(cast: Cast, keyring: Keyring) -> Counted:
    """What was read, counted; UnreadableError where it is sealed and the server's key has changed."""
    profile = cast.ballots.open(keyring) if isinstance(cast.ballots, Box) else cast.ballots
    result = count(profile, cast.decision.terms)
    return Counted(result, reckon(course.announce(cast.decision, result)))


def announce(tx: Connection, timer: Timer, now: datetime, counted: Counted) -> None:
    """The result is there, once."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    if before.state is not State.COUNTING:
        return
    after = course.announce(before, counted.result)
    save(tx, after, Entry(None, after.state.value, now))
    let_go(tx, after, now)
    if after.state is State.AWAITING:
        await_outcome(tx, after, now)
    else:
        follow_up(tx, after, now, counted.reckoned)


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
    remind_missing(tx, timer, decision.ref, decision.terms.closes_at, now)


def ask_again(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Asks those who answered an older text to look again."""
    decision = get(tx, timer.team, timer.ritual_id)
    outdated = seats.read_outdated(tx, decision, timer.cursor, PORTION)
    tell_each(tx, decision.ref, Notice("amended", mark=str(decision.version)), outdated, now)
    go_on(tx, timer, outdated)
