"""Deciding over blocks: who owes it, who may do it, what it needs, and who decides in somebody else's place."""

from dataclasses import dataclass, replace
from datetime import datetime

from rituals.commitments.guards import check_not_ended, check_owner
from rituals.commitments.model import Commitment, Positions, Ruling, State, Verdict
from rituals.commitments.seeing import shown
from rituals.commitments.texts import LONGEST_TEXT, check_proposal, check_words
from rituals.ids import Person
from rituals.owing import OWNERS_AFTER, OWNERS_ASKED, Decider
from rituals.refusal import Refusal, gathered
from rituals.texts import fold


@dataclass(frozen=True, slots=True)
class Writing:
    """A ruling as far as somebody has written it, unchecked. The names of its fields name those of the modal."""

    verdict: str = ""
    rationale: str = ""
    proposal: str = ""  # As the decider changes it.


def owes(commitment: Commitment, person: Person) -> bool:
    """Whether this person has been asked to decide."""
    return commitment.state is State.ESCALATED and person == commitment.terms.decider


def owes_name(commitment: Commitment, person: Person) -> bool:
    """Whether this person has been asked to name another decider: its owners, where the one there is does not decide."""
    was_asked = commitment.state is State.ESCALATED and commitment.asked >= OWNERS_ASKED
    return was_asked and person in commitment.owners


def ask(commitment: Commitment, times: int) -> Commitment:
    """It after its decider was asked so many times at least; unchanged where nothing is to be decided any more."""
    if commitment.state is not State.ESCALATED or commitment.asked >= times:
        return commitment
    return replace(commitment, asked=times)


def check_may_rule(commitment: Commitment, by: Person, decider: Decider) -> None:
    """Raises Refusal unless this person decides, and can do it now."""
    check_not_ended(commitment)
    if commitment.state is State.CONFIRMING:
        raise Refusal(
            "It is decided already. Those who see it differently are asked whether they will commit."
        )
    if commitment.state is not State.ESCALATED:
        raise Refusal("Nothing is to be decided yet: the team is still at it.")
    if by == commitment.terms.decider:
        return
    if by in commitment.owners and decider.here:
        raise Refusal(
            f"{decider.name} decides, and has been asked. Should nothing be decided within "
            f"{OWNERS_AFTER} business days, you are asked to name another decider; you can do so at any time."
        )
    if by in commitment.owners:
        raise Refusal(f"{decider.name} can't decide here any more. Name another decider: it may be you.")
    raise Refusal(f"{decider.name} decides. Say in the thread what they should know.")


def check_ruling(commitment: Commitment, by: Person, writing: Writing, now: datetime) -> Ruling:
    """The ruling that was written, by somebody who may; raises Refusal in the fields."""
    wrong: dict[str, str] = {}
    if writing.verdict not in set(Verdict):
        wrong["verdict"] = "Choose whether to carry it, to change it, or to drop it."
    empty = "Write why: those who see it otherwise will want to know."
    rationale, proposal = "", ""
    with gathered(wrong, "rationale"):
        rationale = check_words(writing.rationale, "rationale", empty, LONGEST_TEXT)
    if writing.verdict == Verdict.CHANGE:
        with gathered(wrong, "proposal"):
            proposal = check_proposal(writing.proposal)
            if fold(proposal) == fold(commitment.terms.proposal):
                raise Refusal(
                    "That is what was proposed. Write what you decide instead, or carry it as it is."
                )
    if wrong:
        raise Refusal.in_fields(wrong)
    return Ruling(by, Verdict(writing.verdict), rationale, now, proposal)


def name_decider(
    commitment: Commitment, by: Person, to: Person, fits: bool, positions: Positions
) -> Commitment:
    """It with another decider; `fits` tells whether `to` can take part and sees the channel.

    Once it is decided nobody else comes in: they would be told who does not commit.
    """
    check_owner(commitment, by)
    check_not_ended(commitment)
    if commitment.state is State.CONFIRMING:
        raise Refusal("It is decided already, so there is nothing left for another decider.")
    if to == commitment.terms.decider:
        told = "You decide already." if to == by else "That person decides already."
        raise Refusal.in_fields({"to": f"{told} Choose somebody else."})
    if not fits:
        raise Refusal.in_fields({"to": "That person can't see the channel. Choose somebody who is in it."})
    return decided_by(commitment, to, positions)


def decided_by(commitment: Commitment, person: Person, positions: Positions) -> Commitment:
    """It with this decider, who has not been asked yet.

    The position of the one before stays hidden until the close; that of this one stays shown where it is shown already.
    """
    before = commitment.terms.decider
    keeps = commitment.revealed_at is not None and commitment.closed_at is None
    is_new = person in shown(commitment, positions) and person not in commitment.seen
    former = (*(one for one in commitment.former if one not in (before, person)), before)
    return replace(
        commitment,
        terms=replace(commitment.terms, decider=person),
        former=former if keeps else commitment.former,
        seen=(*commitment.seen, person) if keeps and is_new else commitment.seen,
        asked=0,
    )


def decided_words(commitment: Commitment) -> str:
    """The proposal in the words in which it is decided: as its decider changed it, else as it was put."""
    return (commitment.ruling.proposal if commitment.ruling else "") or commitment.terms.proposal
