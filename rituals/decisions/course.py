"""The course of a decision from open to its end: each act gives the decision that follows, or refuses."""

from dataclasses import replace
from datetime import datetime

from rituals.deadlines import check_more_time
from rituals.decisions.guards import check_is_open, check_not_ended, check_owner
from rituals.decisions.model import Decision, Result, State
from rituals.decisions.tally import winner_of
from rituals.decisions.terms import NONE, Hint
from rituals.electorate import Voters
from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.texts import check_reason


def reach_deadline(decision: Decision, now: datetime) -> Decision:
    """What the clock makes of it at the deadline: counting, or stalled if the quorum was missed.

    Nothing changes before the deadline, or when it is no longer open. Where there was nothing to vote on, it ends.
    """
    if now >= decision.terms.closes_at and decision.state is State.SUGGESTING:
        return replace(decision, state=State.NO_DECISION, closed_at=now)
    if decision.state is not State.OPEN or now < decision.terms.closes_at:
        return decision
    if not decision.quorum_met:
        return replace(decision, state=State.STALLED)
    return replace(decision, state=State.COUNTING, closed_at=now)


def reach_everyone(decision: Decision, now: datetime) -> Decision:
    """Counting, if all who are asked have answered and the decision closes then; else unchanged."""
    everyone = decision.terms.close_when_all and decision.seats > 0 and decision.answered >= decision.seats
    if decision.state is not State.OPEN or not everyone or not decision.quorum_met:
        return decision
    return replace(decision, state=State.COUNTING, closed_at=now)


def close(decision: Decision, by: Person, now: datetime) -> Decision:
    """The decision closed by its owner: counting, or ended without a decision if the quorum was missed."""
    check_owner(decision, by)
    if decision.state is State.SUGGESTING:
        raise Refusal("Nobody could vote yet. Open the vote first, or cancel it.")
    if decision.state in (State.OPEN, State.STALLED):
        ends = State.COUNTING if decision.quorum_met and decision.state is State.OPEN else State.NO_DECISION
        return replace(decision, state=ends, closed_at=now)
    return decision


def lapse(decision: Decision, now: datetime) -> Decision:
    """Ended without a decision, if it has stalled and nobody did anything about it; else unchanged."""
    if decision.state is not State.STALLED:
        return decision
    return replace(decision, state=State.NO_DECISION, closed_at=now)


def announce(decision: Decision, result: Result) -> Decision:
    """The decision with its result: decided if one option wins, else no decision; its decider comes after. Announced once."""
    if decision.state is not State.COUNTING:
        return decision
    counted = replace(decision, result=result)
    if decision.terms.decider is not None:
        return replace(counted, state=State.AWAITING)
    wins = winner_of(result, decision.terms, decision.seats)
    return replace(counted, state=State.NO_DECISION if wins in (None, NONE) else State.DECIDED)


def cancel(decision: Decision, by: Person, admin: bool, reason: str, now: datetime) -> Decision:
    """The decision cancelled, with its reason; by its owner or an admin of the workspace."""
    if not admin:
        check_owner(decision, by)
    check_not_ended(decision)
    return replace(decision, state=State.CANCELLED, closed_at=now, ending=check_reason(reason))


def extend(decision: Decision, by: Person, closes_at: datetime, reason: str = "") -> Decision:
    """The decision with another deadline; a stalled one opens again, once. More time may need a reason."""
    check_owner(decision, by)
    if decision.state is not State.STALLED:
        check_is_open(decision)
    elif decision.extended:
        raise Refusal("It was given more time once already. Close it without a decision, or ask anew.")
    if closes_at == decision.terms.closes_at:
        raise Refusal.in_fields({"closes_typed": "That is when it closes already. Choose another time."})
    is_later = closes_at > decision.terms.closes_at
    check_more_time(is_later and Hint.PARALYSIS in decision.terms.hints, reason)
    return replace(
        decision,
        terms=replace(decision.terms, closes_at=closes_at),
        state=State.OPEN,
        extended=decision.extended or decision.state is State.STALLED,
    )


def add_people(decision: Decision, by: Person, newcomers: int) -> Decision:
    """The decision with so many more people asked; a quorum in per cent grows with them."""
    check_owner(decision, by)
    check_is_open(decision)
    if decision.terms.voters is Voters.ANYONE:
        raise Refusal("Anyone in the channel can vote. Invite people there instead.")
    if not newcomers:
        raise Refusal.in_fields({"people": "They are asked already. Choose others."})
    return replace(decision, seats=decision.seats + newcomers, added=decision.added + newcomers)
