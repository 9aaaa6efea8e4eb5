"""What stays of a commitment: its record, as a pure value. Of those who dissented, a no and silence look the same in it."""

from dataclasses import dataclass
from datetime import date

from handlers.commitments.views import words
from handlers.commitments.views.ledger import outcome_in_words
from handlers.commitments.views.position import parts_of
from handlers.succession import leading_back, takes_place
from rituals.commitments.deciding import decided_words
from rituals.commitments.model import RITUAL, Commitment, Forecast, Positions, Stance, State, Verdict
from rituals.commitments.summing import commits, dissenting
from rituals.ids import Person
from rituals.positions import Pledge, Position
from rituals.records.model import Dissent, Participation, Record, Source
from rituals.records.model import State as Standing

SAW_IT = {Stance.DISAGREE: "disagreed", Stance.BLOCK: "could not commit"}
STANDS = {
    Pledge.YES: "commits",
    Pledge.ON_RECORD: "commits, and stands by the concern",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a record tells that the commitment itself does not hold; days are those of whoever decided.

    `consulted` took a position and `informed` were asked and did not. `older` is the record of what it takes up anew.
    """

    asked_on: date
    decided_on: date
    permalink: str = ""
    consulted: tuple[Person, ...] = ()
    informed: tuple[Person, ...] = ()
    older: Record | None = None


def leaves_record(commitment: Commitment) -> bool:
    """Whether there is something to remember: it was decided, or dropped."""
    return commitment.state in (State.DECIDED, State.DROPPED)


def record_of(commitment: Commitment, positions: Positions, known: Known) -> Record:
    """The record of a commitment that was decided or dropped."""
    terms, ruling, older = commitment.terms, commitment.ruling, known.older
    is_decided = commitment.state is State.DECIDED
    replaces = older is not None and takes_place(older, terms.channel, is_decided)
    return Record(
        team=commitment.team,
        source=Source(RITUAL, commitment.id, known.permalink),
        channel=terms.channel,
        title=decided_words(commitment),
        state=Standing.ACCEPTED if is_decided else Standing.REJECTED,
        owner=commitment.owner,
        decided_on=known.decided_on,
        asked_on=known.asked_on,
        context=_context(commitment),
        result=(f"{words.outcome(commitment)}.", *_abstained(commitment)),
        decision=_decision(commitment),
        rationale=ruling.rationale if ruling else "Nobody who took a position was left who could not commit.",
        trade_offs=terms.trade_offs,
        dissent=tuple(dissent_of(commitment, *one) for one in dissenting(positions).items()),
        participation=Participation(commitment.answered, commitment.seats),
        method=RITUAL,
        decider=ruling.by if ruling else terms.decider,
        consulted=known.consulted,
        informed=known.informed,
        review_on=terms.review_on if is_decided else None,
        links=() if replaces or older is None else leading_back(older, terms.channel),
        supersedes=(older.number,) if replaces and older else (),
    )


def _context(commitment: Commitment) -> str:
    terms = commitment.terms
    parts = [
        terms.context,
        f"Optimises for: {terms.aim}" if terms.aim else "",
        f"Evidence: {terms.evidence}" if terms.evidence else "",
    ]
    return "\n\n".join(filter(None, parts))


def _decision(commitment: Commitment) -> str:
    if commitment.state is State.DROPPED:
        return "Dropped."
    changed = commitment.ruling is not None and commitment.ruling.verdict is Verdict.CHANGE
    proposed = commitment.terms.proposal
    return f"Changed by its decider. Proposed was: {proposed}" if changed else "Carried as it was proposed."


def _abstained(commitment: Commitment) -> tuple[str, ...]:
    abstained = commitment.result.abstained if commitment.result else 0
    return (f"{abstained:,} abstained.",) if abstained else ()


def dissent_of(
    commitment: Commitment, person: Person, position: Position, forecast: Forecast | None = None
) -> Dissent:
    """What one person said against it, word for word; whether they commit where they were asked."""
    said = parts_of(position)
    told = [
        position.reason,
        *(f"{name}: {said[name]}" for name in ("Optimises for", "Would commit if") if name in said),
    ]
    saw_it = SAW_IT[Stance(position.stance)]
    stands = STANDS[position.pledge] if position.pledge and commits(position) else "not confirmed"
    return Dissent(
        person,
        "\n\n".join(told),
        said.get("Expects to see", ""),
        f"{saw_it}, {stands}" if commitment.state is State.DECIDED else saw_it,
        outcome_in_words(forecast) if forecast else "",
    )
