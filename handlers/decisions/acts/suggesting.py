"""Suggesting options, and opening the vote on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.decisions.acts.course import get, get_held, save, set_timers
from handlers.decisions.acts.voting import get_seat, look
from handlers.news import Notice, tell
from rituals.deadlines import Move
from rituals.decisions import suggesting
from rituals.decisions.model import Decision, State
from rituals.ids import Person, Team
from storage import timers
from storage.history import Entry
from storage.timers import Timer

Where = tuple[Team, str]
"""The workspace, and the decision's id."""


def suggest(tx: Connection, where: Where, by: Person, words: tuple[str, str], now: datetime) -> Decision:
    """One more option can be voted on; `words` are its text, and what is said of it."""
    before, seat = get_seat(tx, *where, by)
    after = suggesting.suggest(before, seat, by, *words)
    save(tx, after, Entry(by, "suggested", now, after.terms.named[-1].text))
    return after


def read_suggesting(tx: Connection, where: Where, by: Person) -> Decision:
    """The decision, for somebody who can suggest an option now; refuses others."""
    found, seat = look(tx, *where, by)
    suggesting.check_may_suggest(found, seat, by)
    return found


def open_vote(tx: Connection, where: Where, by: Person, now: datetime) -> Decision:
    """The vote is open because its owner says so."""
    before = get_held(tx, *where, by)
    after = suggesting.open_vote(before, by)
    _begin(tx, after, by, now)
    return after


def extend(tx: Connection, before: Decision, by: Person, move: Move, now: datetime) -> Decision:
    """Options can be suggested until another time; the decision is held."""
    after = suggesting.extend_suggesting(before, by, move.closes_at, move.reason)
    save(tx, after, Entry(by, "moved suggestions", now, move.detail))
    set_timers(tx, after, now)
    return after


def reach_vote(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Suggestions have come to their end: the vote is open, or its owner is told that there is nothing to vote on."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    after = suggesting.reach_vote(before, now)
    if after.state is State.OPEN and before.state is State.SUGGESTING:
        _begin(tx, after, None, now)
    elif after.state is State.SUGGESTING and not suggesting.has_enough(after.terms):
        tell(tx, after.ref, Notice("too_few_options", after.owner, str(after.terms.suggest_until)), now)


def _begin(tx: Connection, decision: Decision, by: Person | None, now: datetime) -> None:
    save(tx, decision, Entry(by, "opened the vote", now))
    set_timers(tx, decision, now)
    tell(tx, decision.ref, Notice("vote_open"), now)
