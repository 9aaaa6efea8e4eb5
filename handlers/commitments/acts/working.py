"""Working through disagreement: beginning it, and leading from step to step."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts.course import end, get_held, get_visible, save
from handlers.commitments.views.next_steps import STEPS
from handlers.payloads import Who
from rituals.commitments import course, guards
from rituals.commitments.model import Commitment, Step
from storage.history import Entry


def read(tx: Connection, who: Who, commitment: str) -> Commitment:
    """The commitment, for an owner who may begin to work through it now."""
    found = get_visible(tx, who.team, commitment, who.person)
    guards.check_owner(found, who.person)
    guards.check_is_revealed(found)
    return found


def begin(tx: Connection, who: Who, commitment: str, ends: datetime, now: datetime) -> Commitment:
    """The disagreement is worked through until then."""
    before = get_held(tx, who.team, commitment, who.person)
    after = course.begin_work(before, who.person, ends, now)
    end(tx, before, after, now, [Entry(who.person, "working", now)])
    return after


def read_step(tx: Connection, who: Who, commitment: str) -> Commitment:
    """The commitment, for an owner who may write down what came of a step now."""
    found = get_visible(tx, who.team, commitment, who.person)
    guards.check_owner(found, who.person)
    guards.check_is_working(found)
    return found


def write_down(
    tx: Connection, who: Who, shown: tuple[str, Step], written: tuple[str, str], now: datetime
) -> Commitment:
    """What came of a step stands in the post.

    `shown` are the commitment, and the step that the person looks at; `written` what came of it, and the mark of what
    stood there before.
    """
    before = get_held(tx, who.team, shown[0], who.person)
    after = course.write_down(before, who.person, shown[1], *written)
    if after != before:
        save(tx, after, Entry(who.person, "wrote down", now, STEPS[shown[1]]))
    return after


def go_on(tx: Connection, who: Who, shown: tuple[str, Step], now: datetime) -> Commitment:
    """The next step; one of which nothing was written down is skipped."""
    before = get_held(tx, who.team, shown[0], who.person)
    after = course.go_on(before, who.person, shown[1], before.notes.get(shown[1], ""))
    if after != before:
        act = "went on" if after.notes.get(shown[1]) else "skipped"
        save(tx, after, Entry(who.person, act, now, STEPS[shown[1]]))
    return after
