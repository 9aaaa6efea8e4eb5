"""The reveal: who stands where is told in the thread, and where there is disagreement owners are asked how to go on. Pure."""

from datetime import datetime

from handlers.blocks import actions, button, context, modal, section, when
from handlers.commitments.views import words
from handlers.commitments.views.next_steps import WORK, close_button
from handlers.commitments.views.sides import counted
from handlers.commitments.views.standing import standing
from handlers.inputs import chosen_moment, field, typed
from handlers.replies import Message, View
from rituals.commitments.model import Commitment, Positions


def revealed(commitment: Commitment, positions: Positions) -> Message:
    """Told in the thread: who stands where, as far as everybody sees it now."""
    head = f"*Positions are shown:* {words.participation(commitment)}."
    ends = f" It {when(commitment.phase_ends, 'closes')}." if commitment.phase_ends else ""
    return Message(
        f"{words.title(commitment)}: positions are shown",
        [
            section(head),
            *standing(commitment, positions),
            context(f"There is disagreement. You can still change where you stand, on the card.{ends}"),
        ],
    )


def disagreement(commitment: Commitment, positions: Positions) -> Message:
    """Asked of the owners in private: work through it, or close it now?"""
    ends = (
        f" Otherwise it {when(commitment.phase_ends, 'closes')} by itself." if commitment.phase_ends else ""
    )
    text = (
        f"{words.head(commitment)}: positions are shown, and {counted(positions)}.\n"
        "You can work through it with them, step by step in the thread, or close it as it stands: "
        f"then {words.people_named([commitment.terms.decider])} decides where somebody can't commit.{ends}"
    )
    work = button("Work through it", WORK, commitment.id, style="primary")
    return Message(
        f"There is disagreement: {words.title(commitment)}",
        [section(text), actions("disagreement", [work, close_button(commitment)])],
    )


def work_modal(commitment: Commitment, suggested: datetime) -> View:
    """Until when is it worked through?"""
    told = (
        "One post in the thread leads through it: listen, common ground, trade-offs, data, escalate, commit. "
        "You write down what came of each step, and can skip any. Meanwhile everybody can change where they stand."
    )
    return modal(
        "Work through it",
        [
            section(words.head(commitment)),
            section(told),
            field("Until", chosen_moment("closes_picked", suggested), optional=True),
            field(
                "… or typed",
                typed("closes_typed", placeholder="3d · fri 17:00 · tomorrow 9am"),
                hint="In your own time zone. What is typed wins. It closes then by itself.",
                optional=True,
            ),
        ],
        callback_id="commitment.work",
        private_metadata=commitment.id,
        submit="Begin",
        close="Back",
    )
