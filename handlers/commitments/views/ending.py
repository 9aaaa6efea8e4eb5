"""The end of a commitment on its card: how people stood, what was ruled, and what can follow. Pure."""

from handlers.blocks import actions, button, escape, mention, section
from handlers.commitments.views import words
from handlers.remembered import OPEN
from handlers.replies import Block
from handlers.undertaken import offer
from rituals.commitments.model import RITUAL, Commitment, State
from rituals.ids import CommitmentId
from rituals.records.model import name_of

RATIONALE_SHOWN, PROPOSAL_SHOWN, ENDING_SHOWN = 300, 300, 500


def ending(commitment: Commitment) -> list[Block]:
    """How it ended, and what the decider has ruled, in their words; nothing while it is under way."""
    outcome = words.outcome(commitment)
    told = [
        f"*{escape(outcome)}*" if outcome else "",
        *_ruled(commitment),
        words.brief(commitment.ending, ENDING_SHOWN),
    ]
    shown = "\n".join(filter(None, told))
    return [section(shown)] if shown else []


def _ruled(commitment: Commitment) -> list[str]:
    ruling = commitment.ruling
    if ruling is None:
        return []
    changed = [f"It says now: *{words.brief(ruling.proposal, PROPOSAL_SHOWN)}*"] if ruling.proposal else []
    why = words.brief(" ".join(ruling.rationale.split()), RATIONALE_SHOWN)
    return [f"{mention(ruling.by)} {words.RULED[ruling.verdict]}: {why}", *changed]


def what_follows(
    commitment: Commitment, record: int | None, newer: CommitmentId | None = None
) -> list[Block]:
    """The record that it left, the one that it follows, what proposes it anew, and what can be done once it is decided."""
    labels = {record: "Open", commitment.terms.follows: "Follows"}
    steps: list[Block] = [
        button(f"{label} {name_of(number)}", f"{OPEN}/{number}", str(number))
        for number, label in labels.items()
        if number is not None
    ]
    if newer is not None:
        steps.append(button("Proposed anew", "commitment.details", newer))
    if commitment.state is State.DECIDED:
        steps.append(offer(RITUAL, commitment.id))
    return [actions("afterwards", steps)] if steps else []
