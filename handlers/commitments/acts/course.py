"""What every act needs: the commitment, held; and what follows when it stands elsewhere than before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts import following
from handlers.commitments.acts.drawing import redraw
from handlers.commitments.drafts import POSITIONS
from handlers.news import Notice, tell
from handlers.reminding import NUDGES, plan_nudges
from rituals.calendar import WorkingCalendar, nudge_times
from rituals.commitments.guards import UNKNOWN
from rituals.commitments.model import Commitment, State
from rituals.deadlines import KEEP_STALLED
from rituals.ids import Person, Team
from rituals.refusal import Refusal
from storage import commitments, history, people, timers
from storage.history import Entry

CLOSE, PHASE, ASK_AGAIN, LAPSE = "close", "phase", "ask again", "lapse"
MOVES = "extended", "shortened"
"""The acts in its history that move the deadline."""


def get(tx: Connection, team: Team, commitment: str) -> Commitment:
    """The commitment, held, for the clock; raises LookupError if it is gone."""
    commitments.hold(tx, team, commitment)
    found = commitments.find(tx, team, commitment)
    if found is None:
        raise LookupError(f"commitment {commitment}")
    return found


def get_held(tx: Connection, team: Team, commitment: str, person: Person) -> Commitment:
    """The commitment, which nobody else changes meanwhile; refuses who cannot see it."""
    commitments.hold(tx, team, commitment)
    return get_visible(tx, team, commitment, person)


def get_visible(tx: Connection, team: Team, commitment: str, person: Person) -> Commitment:
    """The commitment as it stands; refuses, as if it were not there, who cannot see it."""
    found = commitments.find_visible(tx, team, commitment, person)
    if found is None:
        raise Refusal(UNKNOWN)
    return found


def calendar_of(tx: Connection, commitment: Commitment) -> WorkingCalendar:
    """The calendar of its owner, by which phases end."""
    owner = people.find_person(tx, commitment.team, commitment.owner)
    if owner is None:
        raise LookupError(f"owner of commitment {commitment.id}")
    return owner.calendar


def note(tx: Connection, commitment: Commitment, entry: Entry) -> None:
    """Keeps one act in the commitment's history."""
    history.add(tx, commitment.ref, entry)


def find_move(tx: Connection, commitment: Commitment) -> Entry | None:
    """The act that moved the end of what is under way now last; what was moved while positions were hidden is past."""
    move = history.find_last(tx, commitment.ref, MOVES)
    shown_at = commitment.revealed_at
    return None if move is None or (shown_at is not None and move.happened_at < shown_at) else move


def save(tx: Connection, commitment: Commitment, *entries: Entry) -> None:
    """The commitment as it stands now: stored, in its history, and soon on its card."""
    commitments.save(tx, commitment)
    for entry in entries:
        note(tx, commitment, entry)
    redraw(tx, commitment)


def set_timers(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """The deadline, and the nudges to come before it: two at most, those counted that came before it was moved."""
    timers.set_timer(tx, (*commitment.ref, CLOSE), commitment.terms.closes_at)
    timers.drop(tx, *commitment.ref, (LAPSE,))
    begins = min(commitment.opened_at, now)
    planned = nudge_times(begins, commitment.terms.closes_at, calendar_of(tx, commitment))
    plan_nudges(tx, commitment.ref, commitment.nudged, planned, now)


def end(
    tx: Connection, before: Commitment, after: Commitment, now: datetime, why: Sequence[Entry] = ()
) -> None:
    """Writes down that it stands elsewhere now, and sets what comes next; nothing where nothing has changed.

    `why` is what somebody has done that led to it; what happens by itself is noted here.
    """
    if after == before:
        return
    timers.drop(tx, *after.ref, (CLOSE, PHASE, LAPSE, *NUDGES))
    save(tx, after, *why, *_course(before, after, now))
    if after.phase_ends is not None and not after.state.is_final:
        timers.set_timer(tx, (*after.ref, PHASE), after.phase_ends)
    if after.state is State.STALLED:
        for owner in after.owners:
            tell(tx, after.ref, Notice("stalled", owner, str(after.extended)), now)
        timers.set_timer(tx, (*after.ref, LAPSE), now + KEEP_STALLED)
    elif not after.state.takes_positions:
        POSITIONS.drop_all(tx, after.ref)
        timers.drop(tx, *after.ref, (ASK_AGAIN,))
    following.follow_up(tx, before, after, now)


def _course(before: Commitment, after: Commitment, now: datetime) -> list[Entry]:
    """What has happened to it on the way, in the words of the history; what somebody did stands for itself."""
    acts = ["revealed"] if before.is_hidden and not after.is_hidden else []
    by_itself = after.state not in (State.REVEALED, State.WORKING, State.CANCELLED)
    return [Entry(None, act, now) for act in (*acts, *([after.state.value] if by_itself else []))]
