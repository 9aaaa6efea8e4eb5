"""What owners do with a decision that is under way."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.asking import are_blind, check_can_be_asked, read_newcomers
from handlers.decisions.acts import suggesting
from handlers.decisions.acts.course import ANNOUNCE, ASK_AGAIN, end, get_held, save, set_timers
from handlers.decisions.acts.deciding import ask_new_owner
from handlers.news import Notice, stamp, tell, tell_each
from handlers.payloads import Who
from rituals.deadlines import Move
from rituals.decisions import amending, course, guards, owning
from rituals.decisions.amending import Wording
from rituals.decisions.model import Decision, State
from rituals.ids import Person
from storage import electors, people, timers, visibility
from storage.history import Entry


def close(tx: Connection, who: Who, decision: str, now: datetime) -> Decision:
    """Voting has ended because the owner says so."""
    before = get_held(tx, who.team, decision, who.person)
    after = course.close(before, who.person, now)
    if after.state is State.COUNTING:
        # Counting is set off anew where it has failed before.
        timers.set_timer(tx, (*after.ref, ANNOUNCE), now)
    end(tx, before, after, now, who.person)
    return after


def cancel(tx: Connection, who: Who, decision: str, reason: str, now: datetime) -> Decision:
    """The decision is called off, for a reason that everybody reads."""
    before = get_held(tx, who.team, decision, who.person)
    member = people.find_person(tx, who.team, who.person)
    after = course.cancel(before, who.person, member is not None and member.admin, reason, now)
    end(tx, before, after, now, who.person)
    return after


def extend(tx: Connection, who: Who, decision: str, move: Move, now: datetime) -> Decision:
    """The decision closes at another time; the nudges move with it."""
    before = get_held(tx, who.team, decision, who.person)
    if before.state is State.SUGGESTING:
        return suggesting.extend(tx, before, who.person, move, now)
    after = course.extend(before, who.person, move.closes_at, move.reason)
    act = "extended" if move.closes_at > before.terms.closes_at else "shortened"
    save(tx, after, Entry(who.person, act, now, move.detail))
    set_timers(tx, after, now)
    tell(tx, after.ref, Notice("moved", mark=stamp(now)), now)
    return after


def amend(tx: Connection, who: Who, decision: str, wording: Wording, now: datetime) -> Decision:
    """The decision is worded anew; those who answered the older text are asked to look again."""
    before = get_held(tx, who.team, decision, who.person)
    after = amending.amend(before, who.person, wording)
    save(tx, after, Entry(who.person, "amended", now, after.change))
    if after.change:
        timers.set_timer(tx, (*after.ref, ASK_AGAIN), now)
    return after


def add_people(tx: Connection, who: Who, decision: str, chosen: Sequence[Person], now: datetime) -> Decision:
    """More people are asked, and told; refuses, by name, whom nobody can ask. Who had left without a vote is asked again."""
    before = get_held(tx, who.team, decision, who.person)
    guards.check_owner(before, who.person)
    check_can_be_asked(tx, who.team, before.terms.channel, chosen, "vote")
    newcomers = read_newcomers(tx, before.ref, chosen)
    after = course.add_people(before, who.person, len(newcomers))
    electors.add(tx, after.ref, newcomers)
    save(tx, after, Entry(who.person, "added", now, " ".join(newcomers)))
    tell_each(tx, after.ref, Notice("asked", mark=stamp(now)), newcomers, now)
    return after


def share(tx: Connection, who: Who, decision: str, co_owners: tuple[Person, ...], now: datetime) -> Decision:
    """These people own the decision, too, and no others; those who are new to it are told."""
    before = get_held(tx, who.team, decision, who.person)
    blind = are_blind(tx, who.team, before.terms.channel, co_owners)
    after = owning.share(before, who.person, co_owners, blind)
    if after.co_owners == before.co_owners:
        return after
    act = "shared" if after.co_owners else "unshared"
    save(tx, after, Entry(who.person, act, now, " ".join(after.co_owners)))
    newcomers = [one for one in after.co_owners if one not in before.owners]
    tell_each(tx, after.ref, Notice("shared", mark=stamp(now)), newcomers, now)
    return after


def hand_over(tx: Connection, who: Who, decision: str, to: Person, now: datetime) -> Decision:
    """Somebody else owns the decision, and is told."""
    before = get_held(tx, who.team, decision, who.person)
    fits = visibility.can_see(tx, who.team, to, before.terms.channel)
    after = owning.hand_over(before, who.person, to, fits)
    save(tx, after, Entry(who.person, "handed over", now, to))
    tell(tx, after.ref, Notice("handed_over", to, stamp(now)), now)
    if to not in before.owners:
        ask_new_owner(tx, after, now)
    return after


def take_over(tx: Connection, who: Who, decision: str, now: datetime) -> Decision:
    """Somebody steps in for an owner who has left the workspace, or sees the channel no more."""
    before = get_held(tx, who.team, decision, who.person)
    inside = visibility.is_member(tx, who.team, who.person, before.terms.channel)
    after = owning.take_over(before, who.person, is_orphaned(tx, before), inside)
    save(tx, after, Entry(who.person, "took over", now))
    ask_new_owner(tx, after, now)
    return after


def is_orphaned(tx: Connection, decision: Decision) -> bool:
    """Whether its owner can do nothing about it any more, not even hand it over."""
    return not visibility.can_see(tx, decision.team, decision.owner, decision.terms.channel)
