"""Asking the decider for a ruling, and the owners for another decider where it does not come."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.drafts import RULINGS
from handlers.commitments.views.ruling import Stuck
from handlers.news import Notice, stamp, tell
from rituals.calendar import local_time
from rituals.commitments import deciding
from rituals.commitments.model import Commitment, State
from rituals.owing import OWNERS_ASKED, Decider, owners_time, reminder_times
from rituals.workspace import Member
from storage import commitments, history, people, timers, visibility
from storage.history import Entry

REMINDERS, ASK_OWNERS = ("remind 1", "remind 2"), "ask owners"


def ask_decider(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """Whoever decides is asked, and reminded later; the owners at once where that person can't, or is away."""
    decider = find_decider(tx, commitment)
    if decider is None:
        ask_owners(tx, commitment, Stuck.GONE, now)
        return
    commitments.save(tx, deciding.ask(commitment, 1))
    tell(tx, commitment.ref, Notice("asked_ruling", decider.person, stamp(now)), now)
    for kind, moment in zip(REMINDERS, reminder_times(now, decider.calendar), strict=True):
        timers.set_timer(tx, (*commitment.ref, kind), moment)
    owner = people.find_person(tx, commitment.team, commitment.owner) or decider
    timers.set_timer(tx, (*commitment.ref, ASK_OWNERS), owners_time(now, owner.calendar))
    if is_away(decider, now):
        _tell_owners(tx, commitment, Stuck.AWAY, now)


def ask_owners(tx: Connection, before: Commitment, why: Stuck, now: datetime) -> None:
    """The owners are asked to name another decider, once for each decider; the commitment is held."""
    after = deciding.ask(before, OWNERS_ASKED)
    if after == before:
        return
    commitments.save(tx, after)
    history.add(tx, after.ref, Entry(None, "asked owners", now))
    _tell_owners(tx, after, why, now)


def ask_anew(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """Somebody else decides now: nobody waits for the one before."""
    stop(tx, commitment)
    if commitment.state is State.ESCALATED:
        ask_decider(tx, commitment, now)


def stop(tx: Connection, commitment: Commitment) -> None:
    """Nobody is asked for a ruling any more, and what was half written of one is gone."""
    timers.drop(tx, *commitment.ref, (*REMINDERS, ASK_OWNERS))
    RULINGS.drop_all(tx, commitment.ref)


def _tell_owners(tx: Connection, commitment: Commitment, why: Stuck, now: datetime) -> None:
    for owner in commitment.owners:
        if owner != commitment.terms.decider:
            tell(tx, commitment.ref, Notice("asked_owners", owner, f"{why} {stamp(now)}"), now)


def find_decider(tx: Connection, commitment: Commitment) -> Member | None:
    """Whoever decides, if they can take part, and see the channel, now."""
    decider = commitment.terms.decider
    if not visibility.can_see(tx, commitment.team, decider, commitment.terms.channel):
        return None
    return people.find_person(tx, commitment.team, decider)


def read_decider(tx: Connection, commitment: Commitment) -> Decider:
    """Whoever decides, as the rules ask."""
    known = people.find_person(tx, commitment.team, commitment.terms.decider)
    return Decider(known.name if known else "Its decider", find_decider(tx, commitment) is not None)


def is_away(member: Member, now: datetime) -> bool:
    """Whether this person has said that they are away today."""
    return member.away_until is not None and member.away_until >= local_time(now, member.calendar.zone).date()
