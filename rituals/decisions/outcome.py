"""The outcome: what is decided after the vote has advised; who writes it, when somebody else may, what it needs."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from rituals.deadlines import check_review_on
from rituals.decisions.guards import check_not_ended
from rituals.decisions.model import Decision, Outcome, State
from rituals.decisions.tally import winner_of
from rituals.decisions.terms import NONE
from rituals.ids import Person
from rituals.owing import OWNERS_AFTER, OWNERS_ASKED, Decider
from rituals.refusal import Refusal, gathered

LONGEST_ANSWER = 3000
NOTHING = "nothing"
"""The choice “No decision”; every other one is the number of an option."""


@dataclass(frozen=True, slots=True)
class Writing:
    """An outcome as far as somebody has written it, unchecked. The names of its fields name those of the modal."""

    chosen: str = ""
    rationale: str = ""
    trade_offs: str = ""
    success_metrics: str = ""
    fallback: str = ""
    review_on: date | None = None
    confidence: int | None = None
    from_nothing: bool | None = None


def owes(decision: Decision, person: Person) -> bool:
    """Whether this person has been asked for the outcome: its decider, and its owners once they were asked, too."""
    if decision.state is not State.AWAITING:
        return False
    is_asked = decision.asked >= OWNERS_ASKED
    return person == decision.terms.decider or (is_asked and person in decision.owners)


def ask(decision: Decision, times: int) -> Decision:
    """The decision after its outcome was asked for so many times at least; nothing where it is written already."""
    if decision.state is not State.AWAITING or decision.asked >= times:
        return decision
    return replace(decision, asked=times)


def may_write(decision: Decision, person: Person, decider_here: bool) -> bool:
    """Whether this person may write the outcome, once it is awaited: whoever owes it, and owners whose decider is gone."""
    return owes(decision, person) or (not decider_here and person in decision.owners)


def check_may_write(decision: Decision, by: Person, decider: Decider) -> None:
    """Raises Refusal unless this person may write the outcome now."""
    check_not_ended(decision)
    if decision.state is not State.AWAITING:
        raise Refusal("The vote comes first. What is decided is written once it has been counted.")
    if may_write(decision, by, decider.here):
        return
    if by in decision.owners:
        raise Refusal(
            f"{decider.name} decides, and has been asked. "
            f"Should nothing be written within {OWNERS_AFTER} business days, you are asked to take over."
        )
    if not decider.here:
        raise Refusal(
            f"{decider.name} can't decide here any more, so its owner does. "
            "Where the owner has left too, take it over: look under ⋯ Manage on the card."
        )
    raise Refusal(f"{decider.name} decides. Say in the thread what they should know.")


def write(decision: Decision, by: Person, writing: Writing, now: datetime, today: date) -> Decision:
    """The decision with its outcome, written by somebody who may; `today` is theirs. Raises Refusal in the fields."""
    outcome = _check(decision, by, writing, now, today)
    state = State.NO_DECISION if outcome.chosen in (None, NONE) else State.DECIDED
    return replace(decision, state=state, outcome=outcome)


def _check(decision: Decision, by: Person, writing: Writing, now: datetime, today: date) -> Outcome:
    wrong: dict[str, str] = {}
    chosen: int | None = None
    if writing.chosen.isdecimal() and decision.terms.option(int(writing.chosen)):
        chosen = int(writing.chosen)
    elif writing.chosen != NOTHING:
        wrong["chosen"] = "Choose what is decided, or “No decision”."
    texts = {
        name: getattr(writing, name).strip()
        for name in ("rationale", "trade_offs", "success_metrics", "fallback")
    }
    if not texts["rationale"]:
        wrong["rationale"] = "Write why: those who see it otherwise will want to know."
    for name, text in texts.items():
        if len(text) > LONGEST_ANSWER:
            wrong[name] = (
                f"{len(text):,} characters are a lot to read: {LONGEST_ANSWER:,} fit. Link to the rest."
            )
    with gathered(wrong, "review_on"):
        check_review_on(writing.review_on, today)
    if writing.confidence not in (None, 1, 2, 3, 4, 5):
        wrong["confidence"] = "Choose from 1 to 5."
    if wrong:
        raise Refusal.in_fields(wrong)
    return Outcome(
        by=by,
        chosen=chosen,
        written_at=now,
        review_on=writing.review_on,
        confidence=writing.confidence,
        from_nothing=writing.from_nothing,
        **texts,
    )


def overruled(decision: Decision) -> tuple[int, ...]:
    """The options that the vote was for where something else was decided: against it. Empty elsewhere."""
    result, outcome = decision.result, decision.outcome
    if result is None or outcome is None or outcome.chosen in result.leaders:
        return ()
    decides = outcome.chosen not in (None, NONE)
    if len(result.leaders) > 1:
        return result.leaders if decides else ()  # A tie decides nothing either.
    wins = winner_of(result, decision.terms, decision.seats)
    return result.leaders if wins is not None and (decides or wins != NONE) else ()
