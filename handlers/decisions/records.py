"""What stays of a decision: its record, as a pure value. Nothing in it tells who chose what."""

from dataclasses import dataclass
from datetime import date

from handlers.choices import METHOD_NAMES
from handlers.decisions.views import words
from handlers.decisions.views.standing import result_lines
from handlers.decisions.views.why import why
from handlers.succession import leading_back, takes_place
from rituals.decisions.model import RITUAL, Decision, State
from rituals.decisions.outcome import overruled
from rituals.decisions.suggesting import has_enough
from rituals.decisions.terms import Option
from rituals.decisions.verdict import Verdict, verdict_of
from rituals.electorate import Voters
from rituals.ids import Person
from rituals.records.model import Alternative, Participation, Record, Source, Weighed
from rituals.records.model import State as Standing


@dataclass(frozen=True, slots=True)
class Known:
    """What a record tells that the decision itself does not hold; days are those of whoever decided.

    `consulted` took part and `informed` were asked and did not: people where answers are open, nobody where they are
    hidden, and nobody where there are too many to be named. `older` is the record of the round before.
    """

    asked_on: date
    decided_on: date
    permalink: str = ""
    consulted: tuple[Person, ...] = ()
    informed: tuple[Person, ...] = ()
    older: Record | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What takes long to reckon of a result: its lines, and why it came out so."""

    lines: tuple[str, ...]
    why: str


def reckon(decision: Decision) -> Reckoned:
    """What a record tells of the result; where somebody decides, why is in their words."""
    is_theirs = decision.state is State.AWAITING or decision.outcome is not None
    return Reckoned(tuple(result_lines(decision)), "" if is_theirs else why(decision))


def leaves_record(decision: Decision) -> bool:
    """Whether there is something to remember: it has ended, and people could choose."""
    ended = decision.state in (State.DECIDED, State.NO_DECISION)
    return ended and has_enough(decision.terms)


def record_of(decision: Decision, known: Known, reckoned: Reckoned) -> Record:
    """The record of a decision that has ended."""
    terms, outcome = decision.terms, decision.outcome
    decided = decision.state is State.DECIDED
    older = known.older
    replaces = older is not None and takes_place(older, terms.channel, decided)
    return Record(
        team=decision.team,
        source=Source(RITUAL, decision.id, known.permalink),
        channel=terms.channel,
        title=terms.question,
        state=_standing(decision),
        owner=decision.owner,
        decided_on=known.decided_on,
        asked_on=known.asked_on,
        context=terms.context,
        options=tuple(_alternative(option) for option in terms.named),
        criteria=tuple(Weighed(one.text, one.weight) for one in terms.criteria),
        result=(*_against(decision), *reckoned.lines),
        decision=_decision(decision),
        rationale=outcome.rationale if outcome else reckoned.why,
        trade_offs=outcome.trade_offs if outcome else "",
        participation=Participation(
            decision.answered, None if terms.voters is Voters.ANYONE else decision.seats
        ),
        method=METHOD_NAMES[terms.method].lower(),
        decider=outcome.by if outcome else terms.decider,
        consulted=known.consulted,
        informed=known.informed,
        success_metrics=outcome.success_metrics if outcome else "",
        fallback=outcome.fallback if outcome else "",
        confidence=outcome.confidence if outcome else None,
        review_on=(outcome.review_on if outcome else terms.review_on) if decided else None,
        links=() if replaces or older is None else leading_back(older, terms.channel),
        supersedes=(older.number,) if replaces and older else (),
    )


def _standing(decision: Decision) -> Standing:
    """Rejected is what a count or a decider has turned down; where nothing was settled it stays proposed."""
    if decision.state is State.DECIDED:
        return Standing.ACCEPTED
    if decision.outcome is not None:
        return Standing.REJECTED
    if decision.result is None:
        return Standing.PROPOSED
    verdict = verdict_of(decision.result, decision.terms, decision.seats)
    return Standing.REJECTED if verdict in (Verdict.SHORT, Verdict.NONE_OF_THESE) else Standing.PROPOSED


def _decision(decision: Decision) -> str:
    option = None if decision.chosen is None else decision.terms.option(decision.chosen)
    return option.text if option else words.outcome(decision)


def _against(decision: Decision) -> list[str]:
    passed = words.against(decision)
    return [f"Decided {passed}."] if passed and overruled(decision) else []


def _alternative(option: Option) -> Alternative:
    """An option with what a record has no place of its own for in its description."""
    detail = option.detail
    said = [
        detail.description.strip(),
        f"Cost: {detail.cost}." if detail.cost else "",
        f"Risk: {detail.risk}." if detail.risk else "",
        f"What would have to be true: {detail.belief.strip()}" if detail.belief.strip() else "",
    ]
    return Alternative(option.text, "\n".join(filter(None, said)), detail.pros.strip(), detail.cons.strip())
