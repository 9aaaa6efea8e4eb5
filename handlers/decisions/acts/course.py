"""What every act needs: the decision, held; and what follows when its state changes."""

from datetime import datetime

from sqlalchemy import Connection

from handlers import owing
from handlers.decisions import half_filled
from handlers.decisions.acts.hiding import let_go
from handlers.decisions.acts.recording import leave_record
from handlers.decisions.records import Reckoned
from handlers.news import Notice, tell
from handlers.reminding import NUDGES, plan_nudges
from rituals.calendar import nudge_times
from rituals.deadlines import KEEP_STALLED
from rituals.decisions.guards import UNKNOWN
from rituals.decisions.model import Decision, State
from rituals.ids import Person, Team
from rituals.refusal import Refusal
from storage import cards, decisions, history, people, timers
from storage.history import Entry

CLOSE, ANNOUNCE = "close", "announce"
ASK_AGAIN, LAPSE, OPEN_VOTE = "ask again", "lapse", "open vote"


def get_held(tx: Connection, team: Team, decision: str, person: Person) -> Decision:
    """The decision, which nobody else changes meanwhile; refuses who cannot see it."""
    decisions.hold(tx, team, decision)
    return get_visible(tx, team, decision, person)


def get_visible(tx: Connection, team: Team, decision: str, person: Person) -> Decision:
    """The decision as it stands; refuses, as if it were not there, who cannot see it."""
    found = decisions.find_visible(tx, team, decision, person)
    if found is None:
        raise Refusal(UNKNOWN)
    return found


def note(tx: Connection, decision: Decision, entry: Entry) -> None:
    """Keeps one act in the decision's history."""
    history.add(tx, decision.ref, entry)


def save(tx: Connection, decision: Decision, *entries: Entry) -> None:
    """The decision as it stands now: stored, in its history, and soon on its card."""
    decisions.save(tx, decision)
    for entry in entries:
        note(tx, decision, entry)
    if decision.state.is_final:
        cards.finish(tx, *decision.ref)
    else:
        cards.touch(tx, *decision.ref)


def set_timers(tx: Connection, decision: Decision, now: datetime) -> None:
    """The deadline, and the nudges to come before it: two at most, those counted that came before it was moved.

    Nobody is nudged before the vote is open.
    """
    timers.set_timer(tx, (*decision.ref, CLOSE), decision.terms.closes_at)
    timers.drop(tx, *decision.ref, (LAPSE, OPEN_VOTE, *NUDGES))
    if decision.state is State.SUGGESTING:
        timers.set_timer(tx, (*decision.ref, OPEN_VOTE), decision.terms.suggest_until or now)
        return
    owner = people.find_person(tx, decision.team, decision.owner)
    if owner is None or not decision.seats:
        return
    begins = max(decision.opened_at, decision.terms.suggest_until or decision.opened_at)
    planned = nudge_times(min(begins, now), decision.terms.closes_at, owner.calendar)
    plan_nudges(tx, decision.ref, decision.nudged, planned, now)


def end(tx: Connection, before: Decision, after: Decision, now: datetime, by: Person | None) -> None:
    """Writes down that voting has ended, and sets what comes next; nothing where nothing has changed."""
    if after == before:
        return
    # What becomes of hidden answers goes on by itself where they were counted already.
    timers.drop(tx, *after.ref, owing.TIMERS if before.state is State.AWAITING else ())
    save(tx, after, Entry(by, after.state.value, now, after.ending))
    if after.state is not State.STALLED:
        half_filled.drop_all(tx, after)
    if after.state is State.COUNTING:
        timers.set_timer(tx, (*after.ref, ANNOUNCE), now)
    elif after.state is State.STALLED:
        tell(tx, after.ref, Notice("stalled", after.owner, str(after.extended)), now)
        timers.set_timer(tx, (*after.ref, LAPSE), now + KEEP_STALLED)
    else:
        follow_up(tx, after, now)
        if before.state is not State.AWAITING:
            let_go(tx, after, now)


def follow_up(tx: Connection, decision: Decision, now: datetime, reckoned: Reckoned | None = None) -> None:
    """The decision has come to its end: it is recorded, and the thread is told."""
    leave_record(tx, decision, now, reckoned)
    tell(tx, decision.ref, Notice("ended"), now)


def get(tx: Connection, team: Team, decision: str) -> Decision:
    """The decision, held, for the clock; raises LookupError if it is gone."""
    decisions.hold(tx, team, decision)
    found = decisions.find(tx, team, decision)
    if found is None:
        raise LookupError(f"decision {decision}")
    return found
