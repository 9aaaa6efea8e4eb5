"""The course of a decision from open to its end: each act gives the decision that follows, or refuses."""

from dataclasses import dataclass, replace
from datetime import datetime

from rituals.decisions.form import check_context, check_options, check_question
from rituals.decisions.guards import check_is_open, check_not_ended, check_owner, check_reason
from rituals.decisions.model import Decision, Option, Result, State, Terms, Voters
from rituals.ids import Person
from rituals.refusal import Refusal, gathered


def reach_deadline(decision: Decision, now: datetime) -> Decision:
    """What the clock makes of it at the deadline: counting, or stalled if the quorum was missed.

    Nothing changes before the deadline, or when it is no longer open.
    """
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
    """The decision with its result: decided if one option leads, else no decision. Announced once."""
    if decision.state is not State.COUNTING:
        return decision
    ends = State.DECIDED if len(result.leaders) == 1 else State.NO_DECISION
    return replace(decision, state=ends, result=result)


def cancel(decision: Decision, by: Person, admin: bool, reason: str, now: datetime) -> Decision:
    """The decision cancelled, with its reason; by its owner or an admin of the workspace."""
    if not admin:
        check_owner(decision, by)
    check_not_ended(decision)
    return replace(decision, state=State.CANCELLED, closed_at=now, ending=check_reason(reason))


def extend(decision: Decision, by: Person, closes_at: datetime) -> Decision:
    """The decision with another deadline; a stalled one opens again, once."""
    check_owner(decision, by)
    if decision.state is not State.STALLED:
        check_is_open(decision)
    elif decision.extended:
        raise Refusal("It was given more time once already. Close it without a decision, or ask anew.")
    if closes_at == decision.terms.closes_at:
        raise Refusal.in_fields({"closes_typed": "That is when it closes already. Choose another time."})
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


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a decision, as its owner would have them."""

    question: str
    context: str
    options: tuple[str, ...]


def amend(decision: Decision, by: Person, wording: Wording) -> Decision:
    """The decision in other words: a new version, which says what changed once somebody has answered.

    Options keep their numbers by their place in the list. Once somebody has answered, an option may be
    worded anew or added, not removed.
    """
    check_owner(decision, by)
    check_is_open(decision)
    terms = decision.terms
    if decision.answered and len(wording.options) < len(terms.options):
        raise Refusal.in_fields(
            {
                "options": "People have answered: an option can be worded anew or added, not removed. "
                "To remove one, cancel this decision and open another."
            }
        )
    wrong: dict[str, str] = {}
    with gathered(wrong, "question"):
        check_question(wording.question)
    with gathered(wrong, "context"):
        check_context(wording.context)
    with gathered(wrong, "options"):
        check_options(wording.options)
        _check_enough(terms, len(wording.options))
    if wrong:
        raise Refusal.in_fields(wrong)
    amended = replace(
        terms,
        question=check_question(wording.question),
        context=wording.context.strip(),
        options=tuple(Option(number, text) for number, text in enumerate(wording.options, 1)),
    )
    amended = replace(amended, most=_most_after(terms, amended))
    if amended == terms:
        raise Refusal.in_fields({"question": "Nothing was changed."})
    worded = replace(decision, terms=amended, version=decision.version + 1)
    if not decision.answered:
        return replace(worded, change="", earliest=worded.version)
    return replace(worded, change=_changes(terms, amended))


def hand_over(decision: Decision, by: Person, to: Person, fits: bool) -> Decision:
    """The decision in other hands; `fits` tells whether `to` can take part and sees the channel."""
    check_owner(decision, by)
    check_not_ended(decision)
    if to == by:
        raise Refusal.in_fields({"to": "You own it already. Choose somebody else."})
    if not fits:
        raise Refusal.in_fields({"to": "That person can't see the channel. Choose somebody who is in it."})
    return replace(decision, owner=to)


def take_over(decision: Decision, by: Person, owner_gone: bool, inside: bool) -> Decision:
    """The decision in the hands of whoever steps in for an owner who has left; `inside` its channel is who may."""
    check_not_ended(decision)
    if not owner_gone:
        raise Refusal("Its owner is still here. Ask them to hand it over.")
    if not inside:
        raise Refusal("Only members of its channel can take it over. Join the channel first.")
    return replace(decision, owner=by)


def _check_enough(terms: Terms, options: int) -> None:
    if options < terms.fewest:
        raise Refusal(f"Each ballot takes at least {terms.fewest} options: keep at least that many.")


def _most_after(before: Terms, after: Terms) -> int:
    """“As many as you like” stays so when options come or go."""
    return len(after.options) if before.most == len(before.options) else min(before.most, len(after.options))


def _changes(before: Terms, after: Terms) -> str:
    changes = []
    if before.question != after.question:
        changes.append("the question")
    if before.context != after.context:
        changes.append("the context")
    old, new = {o.number: o.text for o in before.options}, {o.number: o.text for o in after.options}
    changes += [f"“{old[n]}” is now “{text}”" for n, text in new.items() if n in old and old[n] != text]
    changes += [f"added “{text}”" for n, text in new.items() if n not in old]
    return "; ".join(changes)
