"""What happens to decisions where people leave, and where they come back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.decisions.acts.course import end, get, save
from handlers.decisions.acts.deciding import miss
from handlers.leaving import Seating, read_heirs, seat_again, unseat
from handlers.news import Notice, tell
from rituals.decisions import course, owning
from rituals.decisions.model import NOT_COUNTED, Decision, State
from rituals.ids import Person, Team
from storage import cards, deciding, electors
from storage.decisions import KIND
from storage.history import Entry


def lose(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """People have left a channel, or the workspace: an answer given counts, one not given is no longer awaited."""
    led = deciding.read_led(tx, team, who, channel)
    for concerned in sorted({*led, *electors.read_concerned(tx, KIND, team, who, channel)}):
        decision = get(tx, team, concerned)
        if concerned in led:
            decision = _pass_on(tx, decision, who, now)
        if decision.state not in NOT_COUNTED:
            continue
        missing = unseat(tx, _seating(decision), who, now)
        _reseat(tx, decision, -len(missing), [Entry(person, "left", now) for person in missing])


def regain(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """People who had left are back in a channel, or in the workspace: they are asked as before where they belong."""
    led = deciding.read_led(tx, team, who, channel)
    for concerned in sorted({*led, *electors.read_concerned(tx, KIND, team, who, channel)}):
        decision = get(tx, team, concerned)
        if decision.state is State.AWAITING:
            cards.touch(tx, *decision.ref)  # It tells who is there to decide.
        if decision.state not in NOT_COUNTED:
            continue
        missing = seat_again(tx, _seating(decision), who)
        _reseat(tx, decision, len(missing), [Entry(person, "came back", now) for person in missing])


def _pass_on(tx: Connection, before: Decision, who: Sequence[Person], now: datetime) -> Decision:
    """Where an owner is gone somebody else owns it; where the decider is, the owners are asked for the outcome."""
    decision = _inherited(tx, before, now) if before.owner in who else before
    miss(tx, decision, now)
    return decision


def _inherited(tx: Connection, before: Decision, now: datetime) -> Decision:
    here = read_heirs(tx, before.team, before.terms.channel, before.owner, owning.heirs(before))
    after = owning.inherit(before, here)
    if after.owner != before.owner:
        save(tx, after, Entry(after.owner, "inherited", now, before.owner))
        tell(tx, after.ref, Notice("inherited", after.owner, before.owner), now)
    return after


def _seating(decision: Decision) -> Seating:
    return Seating(decision.ref, decision.terms.channel, decision.terms.voters)


def _reseat(tx: Connection, decision: Decision, more: int, entries: Sequence[Entry]) -> None:
    """So many more are counted, or fewer."""
    if more:
        after = replace(decision, seats=decision.seats + more)
        save(tx, after, *entries)
        now = entries[0].happened_at
        end(tx, after, course.reach_everyone(after, now), now, None)
