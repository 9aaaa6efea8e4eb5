"""Leaving a record where a commitment was decided or dropped, in the same transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from handlers import succession
from handlers.commitments.records import Known, dissent_of, leaves_record, record_of
from handlers.places import permalink
from rituals.commitments.model import RITUAL, Commitment, Forecast, Positions, State
from rituals.ids import CommitmentId, Person
from rituals.records.model import Record
from storage import cards, commitments, electors, history, people, positions, records
from storage.history import Entry

PROPOSED_ANEW = "proposed anew"
"""The act in a commitment's history that tells, in its detail, which one proposes it again."""

MOST_NAMED = 100
"""Of more people than these a record names none: nobody would read it."""


def leave_record(tx: Connection, commitment: Commitment, standing: Positions, now: datetime) -> None:
    """The record is there, once; whoever followed the one before finds it."""
    if not leaves_record(commitment):
        return
    terms = commitment.terms
    older = succession.hold_older(tx, commitment.ref, (terms.follows, terms.channel), _is_decided(commitment))
    record = record_of(commitment, standing, _known(tx, commitment, standing, older, now))
    newer = replace(record, number=records.add(tx, record))
    if older is not None:
        by = commitment.ruling.by if commitment.ruling else commitment.owner
        succession.lead_on(tx, older, newer, by, now)


def follow(tx: Connection, commitment: Commitment, now: datetime) -> None:
    """What was decided before leads to what has just been proposed anew."""
    anew = Entry(commitment.owner, PROPOSED_ANEW, now, commitment.id)
    succession.follow(tx, commitment.ref, (commitment.terms.follows, commitment.terms.channel), anew)


def find_newer(tx: Connection, commitment: Commitment) -> CommitmentId | None:
    """The latest that proposes this one anew; only where whoever sees this one sees that one, too."""
    told = history.find_last(tx, commitment.ref, [PROPOSED_ANEW])
    newer = None if told is None else commitments.find(tx, commitment.team, told.detail)
    return newer.id if newer is not None and newer.terms.channel == commitment.terms.channel else None


def tell_outcome(tx: Connection, commitment: Commitment, forecast: Forecast) -> None:
    """The record tells what became of a prediction, or tells it no more, as the person who foresaw it wants it."""
    number = records.find_number(tx, commitment.ref)
    position = positions.find(tx, commitment.ref, forecast.person)
    if number is None or position is None:
        return
    records.hold(tx, commitment.team, number)
    record = records.get(tx, commitment.team, number)
    told = dissent_of(commitment, forecast.person, position, forecast)
    dissent = tuple(
        replace(one, outcome=told.outcome) if one.person == forecast.person else one for one in record.dissent
    )
    if dissent != record.dissent:
        records.set_dissent(tx, replace(record, dissent=dissent))


def _is_decided(commitment: Commitment) -> bool:
    return commitment.state is State.DECIDED


def _known(
    tx: Connection, commitment: Commitment, standing: Positions, older: Record | None, now: datetime
) -> Known:
    team, decider = commitment.team, commitment.ruling.by if commitment.ruling else commitment.terms.decider
    member = people.find_person(tx, team, decider)
    zone = member.calendar.zone if member else now.tzinfo
    informed: tuple[Person, ...] = ()
    if 0 < commitment.seats - commitment.answered <= MOST_NAMED:
        informed = tuple(electors.read_missing(tx, commitment.ref, "", MOST_NAMED))
    consulted = tuple(standing) if len(standing) <= MOST_NAMED else ()
    card = cards.read_of(tx, team, RITUAL, commitment.id)[0]
    return Known(
        asked_on=commitment.opened_at.astimezone(zone).date(),
        decided_on=now.astimezone(zone).date(),
        permalink=permalink(tx, team, card.channel, card.ts) if card.ts else "",
        consulted=tuple(one for one in consulted if one != decider),
        informed=tuple(one for one in informed if one != decider),
        older=older,
    )
