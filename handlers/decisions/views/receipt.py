"""What counts after somebody answered, said to that person alone."""

from handlers.blocks import actions, button, confirm, escape, modal, section, when
from handlers.decisions.views.naming import answer_named
from handlers.replies import Block, Message, View
from rituals.decisions.answer import Answer
from rituals.decisions.model import Ballot, Decision
from rituals.decisions.paper import Paper
from rituals.decisions.terms import Terms


def receipt(decision: Decision, ballot: Ballot) -> Message:
    """What counts now, said to the person who voted."""
    text = _receipt_text(decision, ballot)
    return Message(text, [section(text), *_receipt_buttons(decision, ballot)])


def receipt_modal(decision: Decision, ballot: Ballot) -> View:
    """What counts now, where the vote was given in a modal."""
    return modal("Vote", [section(_receipt_text(decision, ballot)), *_receipt_buttons(decision, ballot)])


def left_modal(paper: Paper) -> View:
    """A ballot was left half filled."""
    if paper.left() is None:
        known = "This is what you voted already. It counts as it is."
        nothing = "Nothing was filled in, so there is nothing to keep."
        return modal("Vote", [section(known if paper.answer else nothing)])
    again = f"you can go on {when(paper.decision.terms.closes_at, 'until')}, for seven days at most"
    text = f"Kept, but not cast: it counts once you press *Vote*. Open the ballot again and {again}. Nobody else sees it."
    return modal("Vote", [section(text)])


def what_counts(terms: Terms, answer: Answer) -> str:
    """The answer of the person who reads it, as mrkdwn: a sentence without its full stop."""
    return f"Your vote: *{escape(answer_named(terms, answer))}*" if answer else "You *abstain*"


def _receipt_text(decision: Decision, ballot: Ballot) -> str:
    until = when(decision.terms.closes_at, "until")
    if ballot.answer is None:
        return f"Your vote is withdrawn. You can vote {until}."
    return f"{what_counts(decision.terms, ballot.answer)}. Change it {until}; the latest counts."


def _receipt_buttons(decision: Decision, ballot: Ballot) -> list[Block]:
    if ballot.answer is None:
        return []
    return [
        actions(
            "receipt",
            [
                button(
                    "Withdraw",
                    "decision.withdraw",
                    decision.id,
                    confirm=confirm(
                        "Withdraw your vote?",
                        "It no longer counts. You can vote again until the close.",
                        "Withdraw",
                    ),
                )
            ],
        )
    ]
