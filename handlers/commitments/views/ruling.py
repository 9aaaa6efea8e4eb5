"""Deciding over blocks: who is asked, the form, and what is told of it. Pure."""

from datetime import date
from enum import StrEnum

from handlers.blocks import (
    actions,
    as_day,
    button,
    clean,
    mention,
    modal,
    option,
    section,
)
from handlers.commitments.views import words
from handlers.commitments.views.next_steps import NAME_ANOTHER, RULE
from handlers.commitments.views.sides import counted, sides
from handlers.inputs import chosen, field, typed
from handlers.payloads import Fields
from handlers.replies import Message, View
from rituals.commitments.deciding import Writing
from rituals.commitments.model import Commitment, Positions, State, Verdict
from rituals.ids import Person

VERDICTS = [
    option(Verdict.CARRY, "Carry it", "It is decided as it was proposed."),
    option(Verdict.CHANGE, "Change it", "It is decided in the words below."),
    option(Verdict.DROP, "Drop it", "It is not decided, and nobody has to commit."),
]


def asked_ruling(commitment: Commitment, positions: Positions) -> Message:
    """Asked of whoever decides: both sides next to each other, in their own words."""
    text = f"{words.head(commitment)}\nIt has closed: {counted(positions)}. You decide."
    decide = button("Decide", RULE, commitment.id, style="primary")
    steps = [decide, button("Details", "commitment.details", commitment.id)]
    return Message(
        f"You decide: {words.title(commitment)}",
        [section(text), *sides(commitment, positions), actions("asked", steps)],
    )


def ruling_modal(commitment: Commitment, positions: Positions, writing: Writing) -> View:
    """Both sides, and what has to be said about what is decided, as far as it was written before."""
    proposal = writing.proposal or commitment.terms.proposal
    return modal(
        "Decide",
        [
            section(words.head(commitment)),
            *sides(commitment, positions),
            field("What becomes of it", chosen("radio_buttons", "verdict", VERDICTS, writing.verdict)),
            field(
                "The changed proposal",
                typed("proposal", proposal),
                hint="Only where you change it. It is decided in these words, and nobody is asked anew.",
                optional=True,
            ),
            field(
                "Why",
                typed(
                    "rationale",
                    writing.rationale,
                    lines=True,
                    placeholder="What do you say to those who lose?",
                ),
                hint="Everybody who sees it reads this: on the card, in the thread and in the record.",
            ),
        ],
        callback_id=RULE,
        private_metadata=commitment.id,
        submit="Decide",
        close="Later",
        notify_on_close=True,
    )


def read_writing(fields: Fields) -> Writing:
    """What stands in the form now."""
    return Writing(fields.choice("verdict"), clean(fields.text("rationale")), clean(fields.text("proposal")))


def ruled_modal(commitment: Commitment) -> View:
    """The ruling is written: what follows from it."""
    if commitment.state is State.DROPPED:
        told = "*Dropped.*\nThe card and its thread say why."
    else:
        told = (
            "The card and its thread say so to everybody. Those who see it differently are asked in private "
            "whether they will commit; should one say no, you alone are told."
        )
    return modal("Decided", [section(told)])


class Stuck(StrEnum):
    """Why owners are asked to name somebody else to decide."""

    WAITED = "waited"  # Asked and reminded, the decider has not decided.
    GONE = "gone"  # Deactivated, or outside the channel.
    AWAY = "away"


def asked_owners(commitment: Commitment, owner: Person, why: Stuck, until: date | None = None) -> Message:
    """Asked of an owner where whoever decides does not, or can't; `until` is when one who is away is back."""
    decider = mention(commitment.terms.decider)
    back = f" until {as_day(until, (commitment.closed_at or commitment.opened_at).date())}" if until else ""
    told = {
        Stuck.WAITED: f"{decider} was asked to decide, and reminded, and has not.",
        Stuck.GONE: f"{decider} was to decide, and can't any more: they have left, or don't see the channel.",
        Stuck.AWAY: f"{decider} is to decide, and is away{back}. You can wait.",
    }[why]
    text = f"{words.head(commitment)} is blocked. {told} You can name somebody else to decide; it may be you."
    steps = [button("Name another decider", NAME_ANOTHER, commitment.id, style="primary")]
    if owner == commitment.terms.decider:
        text = f"{words.head(commitment)} is blocked, and waits for you. You can also name somebody else to decide."
        steps.insert(0, button("Decide", RULE, commitment.id))
    steps.append(button("Details", "commitment.details", commitment.id))
    return Message(
        f"Waiting for a decision: {words.title(commitment)}", [section(text), actions("owners", steps)]
    )
