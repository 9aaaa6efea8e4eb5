"""Leaving a record where a decision has ended, in the same transaction; and how rounds follow one another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers import succession
from handlers.decisions.records import Known, Reckoned, leaves_record, reckon, record_of
from handlers.places import permalink
from rituals.decisions.model import RITUAL, Decision, State
from rituals.decisions.terms import Secrecy
from rituals.ids import Person
from rituals.records.model import Record
from storage import cards, electors, people, records, rounds, seats, timers
from storage.history import Entry
from storage.timers import Timer

LEAVE_RECORDS = "leave records"
PORTION = 3
"""So many decisions are recorded in one transaction, where their records were not left when they ended."""

MOST_NAMED = 100
"""Of more people than these a record names none: it would take long to write and nobody would read it."""


def leave_record(
    tx: Connection, decision: Decision, now: datetime, reckoned: Reckoned | None = None
) -> int | None:
    """The number of the record that the decision leaves; None where there is nothing to remember."""
    if not leaves_record(decision):
        return None
    follows = decision.terms.follows, decision.terms.channel
    older = succession.hold_older(tx, decision.ref, follows, decision.state is State.DECIDED)
    known = _known(tx, decision, older, now)
    record = record_of(decision, known, reckoned or reckon(decision))
    number = records.add(tx, record)
    if older is not None:
        by = decision.outcome.by if decision.outcome else decision.owner
        succession.lead_on(tx, older, replace(record, number=number), by, now)
    return number


def reach_records(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Decisions that ended before every end left a record leave one of that day, in their order; their cards lead there."""
    waiting, numbers = rounds.read_unrecorded(tx, timer.team, PORTION), []
    for decision in waiting:
        numbers.append(leave_record(tx, decision, decision.closed_at or now))
        cards.touch(tx, timer.team, RITUAL, decision.id)
    if len(waiting) == PORTION and any(numbers):
        timers.go_on(tx, timer, "")
    else:
        timers.finish(tx, timer)


def follow(tx: Connection, decision: Decision, now: datetime) -> None:
    """The round before leads to the one that has just been opened."""
    anew = Entry(decision.owner, rounds.ASKED_ANEW, now, decision.id)
    succession.follow(tx, decision.ref, (decision.terms.follows, decision.terms.channel), anew)


def _known(tx: Connection, decision: Decision, older: Record | None, now: datetime) -> Known:
    team, terms = decision.team, decision.terms
    decider = decision.outcome.by if decision.outcome else None
    member = people.find_person(tx, team, decider or decision.owner)
    zone = member.calendar.zone if member else now.tzinfo
    consulted: tuple[Person, ...] = ()
    informed: tuple[Person, ...] = ()
    if terms.secrecy is Secrecy.OPEN:
        # They are counted already: with thousands it takes long to find the first ones in order.
        if decision.answered <= MOST_NAMED:
            consulted = _but(decider, seats.read_took_part(tx, team, decision.id, MOST_NAMED))
        if 0 < decision.seats - decision.answered <= MOST_NAMED:
            informed = _but(decider, electors.read_missing(tx, decision.ref, "", MOST_NAMED))
    card = cards.read_of(tx, team, RITUAL, decision.id)[0]
    return Known(
        asked_on=decision.opened_at.astimezone(zone).date(),
        decided_on=now.astimezone(zone).date(),
        permalink=permalink(tx, team, card.channel, card.ts) if card.ts else "",
        consulted=consulted,
        informed=informed,
        older=older,
    )


def _but(decider: Person | None, people: Sequence[Person]) -> tuple[Person, ...]:
    return tuple(person for person in people if person != decider)
