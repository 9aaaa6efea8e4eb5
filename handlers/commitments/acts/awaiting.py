"""Asking the decider for a ruling, and the owners for another decider where it does not come."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers import owing
from handlers.commitments.drafts import RULINGS
from handlers.commitments.views.ruling import Stuck
from handlers.news import Notice, stamp, tell, tell_each
from rituals.calendar import local_time
from rituals.commitments import deciding
from rituals.commitments.model import Commitment, State
from rituals.ids import Person
from rituals.owing import OWNERS_ASKED, Answering, Decider
from rituals.workspace import Member
from storage import commitments, history, timers
from storage.history import Entry


def ask_decider(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """Whoever decides is asked, and reminded later; the owners at once where that person can't, or is away."""
    decider = find_decider(tx, commitment)
    if decider is None:
        ask_owners(tx, commitment, Stuck.GONE, now)
        return
    commitments.save(tx, deciding.ask(commitment, 1))
    tell(tx, commitment.ref, Notice("asked_ruling", decider.person, stamp(now)), now)
    owing.plan(tx, commitment.ref, decider, commitment.owner, now)
    if is_away(decider, now):
        _tell_owners(tx, commitment, Stuck.AWAY, now)


def ask_owners(tx: Connection, before: Commitment, why: Stuck, now: datetime) -> None:
    """The owners are asked to name another decider, once for each decider; the commitment is held."""
    after = deciding.ask(before, OWNERS_ASKED)
    if after == before:
        return
    commitments.save(tx, after)
    if _tell_owners(tx, after, why, now):
        history.add(tx, after.ref, Entry(None, "asked owners", now))


def ask_new_owner(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """Whoever owns it now is asked to name another decider, where the one there is can't decide."""
    if commitment.state is State.ESCALATED and find_decider(tx, commitment) is None:
        commitments.save(tx, deciding.ask(commitment, OWNERS_ASKED))
        _tell(tx, commitment, [commitment.owner], Stuck.GONE, now)


def ask_anew(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """Somebody else decides now: nobody waits for the one before."""
    stop(tx, commitment)
    if commitment.state is State.ESCALATED:
        ask_decider(tx, commitment, now)


def stop(tx: Connection, commitment: Commitment) -> None:
    """Nobody is asked for a ruling any more, and what was half written of one is gone."""
    timers.drop(tx, *commitment.ref, owing.TIMERS)
    RULINGS.drop_all(tx, commitment.ref)


def _tell_owners(tx: Connection, commitment: Commitment, why: Stuck, now: datetime) -> bool:
    """Tells those of its owners who are there; whoever is away and owns it knows. Whether there was anybody to tell."""
    owners = read_answering(tx, commitment).owners
    told = [one for one in owners if why is not Stuck.AWAY or one != commitment.terms.decider]
    _tell(tx, commitment, told, why, now)
    return bool(told)


def _tell(
    tx: Connection, commitment: Commitment, owners: Sequence[Person], why: Stuck, now: datetime
) -> None:
    tell_each(tx, commitment.ref, Notice("asked_owners", mark=f"{why} {stamp(now)}"), owners, now)


def find_decider(tx: Connection, commitment: Commitment) -> Member | None:
    """Whoever decides, if they can take part, and see the channel, now."""
    return owing.find_decider(tx, commitment.team, commitment.terms.channel, commitment.terms.decider)


def read_decider(tx: Connection, commitment: Commitment) -> Decider:
    """Whoever decides, as the rules ask."""
    return owing.read_decider(tx, commitment.team, commitment.terms.channel, commitment.terms.decider)


def read_answering(tx: Connection, commitment: Commitment) -> Answering:
    """Who is there to decide, or to name somebody else who does, now."""
    terms = commitment.terms
    return owing.read_answering(tx, commitment.team, terms.channel, terms.decider, commitment.owners)


def is_away(member: Member, now: datetime) -> bool:
    """Whether this person has said that they are away today."""
    return member.away_until is not None and member.away_until >= local_time(now, member.calendar.zone).date()
