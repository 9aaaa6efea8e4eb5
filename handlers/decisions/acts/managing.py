"""What owners do with a decision that is under way."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.decisions.acts.course import (
    ANNOUNCE,
    ASK_AGAIN,
    RITUAL,
    Notice,
    end,
    get_held,
    save,
    set_timers,
    tell,
)
from rituals.decisions import course
from rituals.decisions.course import Wording
from rituals.decisions.model import Decision, State
from rituals.ids import Person, Team
from storage import people, timers, visibility
from storage.history import Entry


def close(tx: Connection, team: Team, decision: str, by: Person, now: datetime) -> Decision:
    """Voting has ended because the owner says so."""
    before = get_held(tx, team, decision, by)
    after = course.close(before, by, now)
    if after.state is State.COUNTING:
        # Counting is set off anew where it has failed before.
        timers.set_timer(tx, (team, RITUAL, decision, ANNOUNCE), now)
    end(tx, before, after, now, by)
    return after


def cancel(tx: Connection, where: tuple[Team, str], by: Person, reason: str, now: datetime) -> Decision:
    """The decision is called off, for a reason that everybody reads."""
    before = get_held(tx, *where, by)
    member = people.find_person(tx, where[0], by)
    after = course.cancel(before, by, member is not None and member.admin, reason, now)
    end(tx, before, after, now, by)
    return after


def extend(
    tx: Connection, where: tuple[Team, str], by: Person, closes_at: datetime, now: datetime
) -> Decision:
    """The decision closes at another time; the nudges move with it."""
    before = get_held(tx, *where, by)
    after = course.extend(before, by, closes_at)
    act = "extended" if closes_at > before.terms.closes_at else "shortened"
    save(tx, after, Entry(by, act, now, str(int(closes_at.timestamp()))))
    set_timers(tx, after, now)
    tell(tx, after, Notice("moved", mark=str(int(now.timestamp()))), now)
    return after


def amend(tx: Connection, where: tuple[Team, str], by: Person, wording: Wording, now: datetime) -> Decision:
    """The decision is worded anew; those who answered the older text are asked to look again."""
    before = get_held(tx, *where, by)
    after = course.amend(before, by, wording)
    save(tx, after, Entry(by, "amended", now, after.change))
    if after.change:
        timers.set_timer(tx, (after.team, RITUAL, after.id, ASK_AGAIN), now)
    return after


def hand_over(tx: Connection, where: tuple[Team, str], by: Person, to: Person, now: datetime) -> Decision:
    """Somebody else owns the decision, and is told."""
    before = get_held(tx, *where, by)
    fits = visibility.can_see(tx, where[0], to, before.terms.channel)
    after = course.hand_over(before, by, to, fits)
    save(tx, after, Entry(by, "handed over", now, to))
    tell(tx, after, Notice("handed_over", to, str(int(now.timestamp()))), now)
    return after


def take_over(tx: Connection, where: tuple[Team, str], by: Person, now: datetime) -> Decision:
    """Somebody steps in for an owner who has left the workspace."""
    before = get_held(tx, *where, by)
    owner = people.find_person(tx, where[0], before.owner)
    inside = visibility.is_member(tx, where[0], by, before.terms.channel)
    after = course.take_over(before, by, owner is not None and owner.deleted, inside)
    save(tx, after, Entry(by, "took over", now))
    return after
