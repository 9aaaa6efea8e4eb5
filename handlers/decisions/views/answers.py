"""How it stands, and what a level of secrecy means to whoever answers."""

from collections.abc import Sequence

from handlers.blocks import context, escape, section, sections
from handlers.decisions.views import words
from handlers.decisions.views.standing import remarked, standing
from handlers.replies import Message
from rituals.decisions.answer import Answer
from rituals.decisions.model import Decision, Result
from rituals.decisions.terms import Secrecy
from rituals.ids import Person


def results(
    decision: Decision, result: Result, votes: Sequence[tuple[Person, Answer]], partial: bool = False
) -> Message:
    """How it stands, for those who may see it; `partial` where the decider's vote is left out."""
    head = f"*{escape(decision.terms.question)}* – {words.participation(decision)}"
    notes = [
        "The decider's vote is shown after the close." if partial else "",
        "Only you see this.",
        "It can change until the close." if decision.result is None else "",
    ]
    return Message(
        f"{words.title(decision)}: {words.participation(decision)}",
        [
            section(head),
            *sections(standing(decision.terms, result, votes)),
            *remarked(decision.terms, result),
            context(" ".join(filter(None, notes))),
        ],
    )


def secrecy_explained(secrecy: Secrecy) -> str:
    """What the level of secrecy means, in a sentence or two."""
    if secrecy is Secrecy.OPEN:
        return (
            "Open: you see who voted what once you have voted yourself, so that nobody is led by others. "
            "After the close everybody in the channel sees it."
        )
    if secrecy is Secrecy.SEALED:
        return (
            "Sealed: each answer is stored encrypted, and opened only to be counted, if five people or more "
            "answered. Then only totals are shown, and the answers and their key are destroyed. "
            "Its owner and admins see no more than you do."
        )
    return (
        "Private tally: only totals are ever shown, and only after the close. "
        "Its owner and admins see no more than you do. What each person chose is deleted 30 days after the close."
    )
