"""Deciding over blocks: the ruling, as it is written, reminded of, and done."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers import owing
from handlers.commitments.acts import awaiting
from handlers.commitments.acts.course import calendar_of, end, get, get_held, get_visible
from handlers.commitments.drafts import RULINGS
from handlers.commitments.views.ruling import Stuck
from handlers.payloads import Who
from rituals.commitments import course, deciding
from rituals.commitments.deciding import Writing
from rituals.commitments.model import Commitment, Positions, State
from storage import commitments, positions, timers
from storage.history import Entry
from storage.timers import Timer


def remind(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The decider is reminded of the ruling, in their own working hours."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    decider = awaiting.find_decider(tx, before)
    if before.state is State.ESCALATED and decider is not None:
        commitments.save(tx, deciding.ask(before, owing.times_asked(timer.kind)))
        owing.remind(tx, before.team, decider, now)


def reach_owners(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The ruling has been awaited for too long: the owners are asked to name another decider."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    awaiting.ask_owners(tx, before, Stuck.WAITED, now)


def read_writing(tx: Connection, who: Who, commitment: str) -> tuple[Commitment, Positions, Writing]:
    """It with both sides, and the ruling as far as this person has written it; refuses who may not write it now."""
    found = get_visible(tx, who.team, commitment, who.person)
    deciding.check_may_rule(found, who.person, awaiting.read_decider(tx, found))
    left = RULINGS.find(tx, found.ref, who.person)
    return found, positions.read_all(tx, found.ref), left or Writing()


def keep(tx: Connection, who: Who, commitment: str, writing: Writing, now: datetime) -> None:
    """What this person has written so far is kept, as long as they are to decide."""
    found = commitments.find_visible(tx, who.team, commitment, who.person)
    if found is not None and deciding.owes(found, who.person):
        RULINGS.keep(tx, found.ref, who.person, writing, now)


def rule(tx: Connection, who: Who, commitment: str, writing: Writing, now: datetime) -> Commitment:
    """It is decided over blocks: carried, changed, or dropped."""
    before = get_held(tx, who.team, commitment, who.person)
    deciding.check_may_rule(before, who.person, awaiting.read_decider(tx, before))
    ruling = deciding.check_ruling(before, who.person, writing, now)
    standing = positions.read_all(tx, before.ref)
    after = course.rule(before, ruling, standing, calendar_of(tx, before))
    end(tx, before, after, now, [Entry(who.person, "ruled", now, ruling.verdict)])
    return after
