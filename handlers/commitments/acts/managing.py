"""What owners do with a commitment that is under way."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.asking import are_blind, check_can_be_asked, read_newcomers
from handlers.commitments.acts import following
from handlers.commitments.acts.course import (
    ASK_AGAIN,
    PHASE,
    calendar_of,
    end,
    get_held,
    save,
    set_timers,
)
from handlers.news import Notice, stamp, tell, tell_each
from handlers.payloads import Who
from rituals.commitments import amending, course, deciding, guards, owning
from rituals.commitments.amending import Wording
from rituals.commitments.model import Commitment
from rituals.deadlines import Move
from rituals.ids import Person
from storage import electors, people, positions, timers, visibility
from storage.history import Entry


def close(tx: Connection, who: Who, commitment: str, seen: str, now: datetime) -> Commitment:
    """Positions are shown, or closed, because its owner says so; where nobody stands anywhere it ends.

    `seen` is the state in which the owner saw it, '' any.
    """
    before = get_held(tx, who.team, commitment, who.person)
    guards.check_owner(before, who.person)
    guards.check_is_as_seen(before, seen)
    standing = positions.read_all(tx, before.ref)
    after = course.close(before, who.person, standing, now, calendar_of(tx, before))
    end(tx, before, after, now, [Entry(who.person, "closed", now)])
    return after


def cancel(tx: Connection, who: Who, commitment: str, reason: str, now: datetime) -> Commitment:
    """It is called off, for a reason that everybody reads."""
    before = get_held(tx, who.team, commitment, who.person)
    member = people.find_person(tx, who.team, who.person)
    after = course.cancel(before, who.person, member is not None and member.admin, reason, now)
    end(tx, before, after, now, [Entry(who.person, "cancelled", now, after.ending)])
    return after


def extend(tx: Connection, who: Who, commitment: str, move: Move, now: datetime) -> Commitment:
    """It closes at another time; the nudges move with it. Where it is worked through, that ends at another time."""
    before = get_held(tx, who.team, commitment, who.person)
    after = course.extend(before, who.person, move.closes_at, move.reason, now)
    act = "extended" if move.closes_at > before.ends_at else "shortened"
    save(tx, after, Entry(who.person, act, now, move.detail))
    if after.phase_ends is not None:
        timers.set_timer(tx, (*after.ref, PHASE), after.phase_ends)
    else:
        set_timers(tx, after, now)
    tell(tx, after.ref, Notice("moved", mark=stamp(now)), now)
    return after


def amend(tx: Connection, who: Who, commitment: str, wording: Wording, now: datetime) -> Commitment:
    """It is worded anew; those who took a position on the older text are asked to look again."""
    before = get_held(tx, who.team, commitment, who.person)
    after = amending.amend(before, who.person, wording, now)
    save(tx, after, Entry(who.person, "amended", now, after.change))
    if after.change:
        timers.set_timer(tx, (*after.ref, ASK_AGAIN), now)
    return after


def add_people(
    tx: Connection, who: Who, commitment: str, chosen: Sequence[Person], now: datetime
) -> Commitment:
    """More people are asked, and told; refuses, by name, whom nobody can ask. Who had left without a position is asked again."""
    before = get_held(tx, who.team, commitment, who.person)
    guards.check_owner(before, who.person)
    check_can_be_asked(tx, who.team, before.terms.channel, chosen, "take a position")
    newcomers = read_newcomers(tx, before.ref, chosen)
    after = course.add_people(before, who.person, len(newcomers), now)
    electors.add(tx, after.ref, newcomers)
    save(tx, after, Entry(who.person, "added", now, " ".join(newcomers)))
    tell_each(tx, after.ref, Notice("asked", mark=stamp(now)), newcomers, now)
    return after


def name_decider(tx: Connection, who: Who, commitment: str, to: Person, now: datetime) -> Commitment:
    """Somebody else decides; both are told."""
    before = get_held(tx, who.team, commitment, who.person)
    fits = visibility.can_see(tx, who.team, to, before.terms.channel)
    after = deciding.name_decider(before, who.person, to, fits, positions.read_all(tx, before.ref))
    save(tx, after, Entry(who.person, "named decider", now, to))
    following.pass_on(tx, (before, after), who.person, now)
    return after


def share(
    tx: Connection, who: Who, commitment: str, co_owners: tuple[Person, ...], now: datetime
) -> Commitment:
    """These people own it, too, and no others; those who are new to it are told."""
    before = get_held(tx, who.team, commitment, who.person)
    blind = are_blind(tx, who.team, before.terms.channel, co_owners)
    after = owning.share(before, who.person, co_owners, blind)
    if after.co_owners == before.co_owners:
        return after
    act = "shared" if after.co_owners else "unshared"
    save(tx, after, Entry(who.person, act, now, " ".join(after.co_owners)))
    newcomers = [one for one in after.co_owners if one not in before.owners]
    tell_each(tx, after.ref, Notice("shared", mark=stamp(now)), newcomers, now)
    return after


def hand_over(tx: Connection, who: Who, commitment: str, to: Person, now: datetime) -> Commitment:
    """Somebody else owns it, and is told."""
    before = get_held(tx, who.team, commitment, who.person)
    fits = visibility.can_see(tx, who.team, to, before.terms.channel)
    after = owning.hand_over(before, who.person, to, fits, positions.read_all(tx, before.ref))
    save(tx, after, Entry(who.person, "handed over", now, to))
    tell(tx, after.ref, Notice("handed_over", to, stamp(now)), now)
    following.pass_on(tx, (before, after), who.person, now)
    return after


def take_over(tx: Connection, who: Who, commitment: str, now: datetime) -> Commitment:
    """Somebody steps in for an owner who has left the workspace, or sees the channel no more."""
    before = get_held(tx, who.team, commitment, who.person)
    inside = visibility.is_member(tx, who.team, who.person, before.terms.channel)
    standing = positions.read_all(tx, before.ref)
    after = owning.take_over(before, who.person, is_orphaned(tx, before), inside, standing)
    save(tx, after, Entry(who.person, "took over", now))
    following.pass_on(tx, (before, after), who.person, now)
    return after


def is_orphaned(tx: Connection, commitment: Commitment) -> bool:
    """Whether its owner can do nothing about it any more, not even hand it over."""
    return not visibility.can_see(tx, commitment.team, commitment.owner, commitment.terms.channel)
