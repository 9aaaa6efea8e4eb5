"""Voting, and looking at how it stands."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection

from handlers.decisions import half_filled
from handlers.decisions.acts.course import end, note
from handlers.payloads import Who
from rituals.decisions import answers
from rituals.decisions.answer import Answer
from rituals.decisions.course import reach_everyone
from rituals.decisions.guards import UNKNOWN
from rituals.decisions.model import Ballot, Decision, Result, Seat
from rituals.decisions.tally import count
from rituals.decisions.terms import Secrecy
from rituals.ids import Person, Team
from rituals.refusal import Refusal
from storage import cards, decisions, sealed_ballots, seats
from storage.history import Entry
from storage.sealing import Sealer

Votes: TypeAlias = list[tuple[Person, Answer]]
"""Who voted what."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One person's answer as it came in; `action_ts` is '' where it came from a form."""

    team: Team
    person: Person
    decision: str
    answer: Answer
    sealer: Sealer  # Used where the decision is sealed.
    action_ts: str = ""
    version: int | None = None  # Of the question that the person was looking at, where that is told.


@dataclass(frozen=True, slots=True)
class Receipt:
    """What counts after an answer."""

    decision: Decision
    ballot: Ballot


def cast(tx: Connection, incoming: Incoming, now: datetime) -> Receipt:
    """The answer is stored, if it is the person's latest."""
    decision, seat = get_seat(tx, incoming.team, incoming.decision, incoming.person)
    answers.check_shown(decision, incoming.version)
    ballot = answers.cast(decision, seat, incoming.answer, incoming.action_ts, now)
    half_filled.drop(tx, decision, incoming.person)
    return _keep(tx, (decision, seat), incoming, _as_of(ballot, seat, incoming.version), now)


def abstain(tx: Connection, incoming: Incoming, now: datetime) -> Receipt:
    """The person takes part and chooses nothing, if that is their latest answer."""
    decision, seat = get_seat(tx, incoming.team, incoming.decision, incoming.person)
    answers.check_shown(decision, incoming.version)
    ballot = answers.abstain(decision, seat, incoming.action_ts, now)
    half_filled.drop(tx, decision, incoming.person)
    return _keep(tx, (decision, seat), incoming, _as_of(ballot, seat, incoming.version), now)


def keep(tx: Connection, incoming: Incoming, now: datetime) -> Receipt:
    """The person's answer to an older version stands for the question as it is now."""
    decision, seat = get_seat(tx, incoming.team, incoming.decision, incoming.person)
    answers.check_shown(decision, incoming.version)
    seat = open_seat(tx, (decision, seat), incoming.person, incoming.sealer)
    ballot = _as_of(answers.keep(decision, seat, incoming.action_ts, now), seat, incoming.version)
    if seat.ballot:
        # An older message may ask about a version before the one that was answered since.
        ballot = replace(ballot, version=max(ballot.version, seat.ballot.version))
    return _keep(tx, (decision, seat), incoming, ballot, now)


def withdraw(tx: Connection, incoming: Incoming, now: datetime) -> Receipt:
    """The person has not answered any more."""
    decision, seat = get_seat(tx, incoming.team, incoming.decision, incoming.person)
    ballot = answers.withdraw(decision, seat, incoming.action_ts, now)
    return _keep(tx, (decision, seat), incoming, ballot, now)


def get_seat(tx: Connection, team: Team, decision: str, person: Person) -> tuple[Decision, Seat]:
    """The decision, held, and the person before it; who neither sees it nor is asked is told it is not there."""
    decisions.hold(tx, team, decision)
    found = seats.find_seat(tx, team, decision, person)
    if found is None:
        raise Refusal(UNKNOWN)
    if not found[1].asked and decisions.find_visible(tx, team, decision, person) is None:
        raise Refusal(UNKNOWN)
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands; `partial` where the vote of the decider is left out."""

    decision: Decision
    result: Result
    votes: Votes
    partial: bool = False


def read_standing(tx: Connection, team: Team, decision: str, person: Person) -> Standing:
    """How it stands, for those who may see it; who voted what only where answers are open."""
    found, seat = look(tx, team, decision, person)
    answers.check_may_see_results(found, seat)
    votes = seats.read_votes(tx, team, decision) if found.terms.secrecy is Secrecy.OPEN else []
    if found.result is not None:
        return Standing(found, found.result, votes)
    shown = [(voter, answer) for voter, answer in votes if not answers.is_hidden(found, voter)]
    profile = Counter(answer for _, answer in shown)
    return Standing(found, count(profile, found.terms), shown, partial=len(shown) < len(votes))


def read_ballot(tx: Connection, who: Who, decision: str, sealer: Sealer, now: datetime) -> Receipt:
    """The decision with the person's ballot as it is, for those who may vote now."""
    found, seat = look(tx, who.team, decision, who.person)
    answers.check_may_answer(found, seat, now)
    seat = open_seat(tx, (found, seat), who.person, sealer)
    return Receipt(found, seat.ballot or Ballot(None, found.version, ""))


def look(tx: Connection, team: Team, decision: str, person: Person) -> tuple[Decision, Seat]:
    """The decision and the person before it, for those who see its channel now."""
    found = seats.find_seat(tx, team, decision, person)
    if found is None or decisions.find_visible(tx, team, decision, person) is None:
        raise Refusal(UNKNOWN)
    return found


def _as_of(ballot: Ballot, seat: Seat, version: int | None) -> Ballot:
    """The ballot as an answer to the version that was looked at; one that was there before stays as it is."""
    if version is None or ballot == seat.ballot:
        return ballot
    return replace(ballot, version=min(version, ballot.version))


def open_seat(tx: Connection, before: tuple[Decision, Seat], person: Person, sealer: Sealer) -> Seat:
    """The person before the decision with their answer, also where it is sealed: it is opened for them alone."""
    decision, seat = before
    if seat.ballot is None or decision.terms.secrecy is not Secrecy.SEALED:
        return seat
    answer = sealed_ballots.open_own(tx, decision, person, sealer.keyring)
    return replace(seat, ballot=replace(seat.ballot, answer=answer))


def _keep(
    tx: Connection, before: tuple[Decision, Seat], incoming: Incoming, ballot: Ballot, now: datetime
) -> Receipt:
    decision, seat, person = *before, incoming.person
    if ballot == seat.ballot:
        # A sealed one that is handed in again is stored anew, since nobody may know that it is the same.
        return Receipt(decision, open_seat(tx, before, person, incoming.sealer).ballot or ballot)
    _save(tx, decision, incoming, ballot, now)
    more = ballot.counts - seat.has_answered
    if more:
        seats.count_answer(tx, decision, more)
    if decision.terms.secrecy is Secrecy.OPEN:
        # Where answers are hidden, who took part is read from the ballots: a history would tell the order.
        note(tx, decision, Entry(person, _act(ballot, seat.ballot), now))
    cards.touch(tx, *decision.ref)
    if more > 0 and decision.terms.close_when_all:
        after = decisions.find(tx, decision.team, decision.id)
        if after is not None:
            end(tx, after, reach_everyone(after, now), now, None)
    return Receipt(decision, ballot)


def _act(ballot: Ballot, before: Ballot | None) -> str:
    if ballot.withdrawn:
        return "withdrew"
    is_another = before is not None and before.counts
    if is_another and before is not None and before.answer == ballot.answer:
        return "kept"
    if not ballot.answer:
        return "abstained"
    return "changed" if is_another else "voted"


def _save(tx: Connection, decision: Decision, incoming: Incoming, ballot: Ballot, now: datetime) -> None:
    if decision.terms.secrecy is Secrecy.SEALED:
        sealed_ballots.save(tx, decision, incoming.person, ballot, incoming.sealer)
    else:
        # When hidden answers came would tell in which order.
        cast_at = now if decision.terms.secrecy is Secrecy.OPEN else decision.opened_at
        seats.save_ballot(tx, decision, incoming.person, ballot, cast_at)
