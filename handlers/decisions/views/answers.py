"""What one person sees in private: the ballot, what counts now, how it stands."""

from collections.abc import Sequence

from handlers.blocks import (
    actions,
    button,
    chosen,
    confirm,
    context,
    escape,
    field,
    modal,
    option,
    plain,
    section,
    sections,
    shorten,
    ticked,
    when,
)
from handlers.decisions.views import words
from handlers.replies import Block, Message, View
from rituals.decisions.answer import Answer, choosing
from rituals.decisions.model import Ballot, Decision, Result
from rituals.decisions.terms import Method, Secrecy
from rituals.ids import Person

MOST_IN_A_GROUP = 10  # Slack's radio buttons and checkboxes take no more.


def ballot_modal(decision: Decision, answer: Answer) -> View:
    """The ballot, as the person filled it in last."""
    terms = decision.terms
    blocks: list[Block] = [section(f"*{escape(terms.question)}*")]
    if terms.context:
        blocks.append(section(escape(shorten(terms.context, 600))))
    blocks += [
        field("Your vote", _ballot_input(decision, answer), hint=_capital(words.ballot_rule(terms)) + "."),
        context(f"Change it {when(terms.closes_at, 'until')} · {words.SECRECY[terms.secrecy]}"),
    ]
    return modal(
        "Vote",
        blocks,
        callback_id="decision.ballot",
        private_metadata=words.as_shown(decision),
        submit="Vote",
        close="Cancel",
    )


def read_choices(values: Sequence[str]) -> Answer:
    """What a ballot's input chooses."""
    return choosing(int(value) for value in values if value.isdecimal())


def receipt(decision: Decision, ballot: Ballot) -> Message:
    """What counts now, said to the person who voted."""
    text = _receipt_text(decision, ballot)
    return Message(text, [section(text), *_receipt_buttons(decision, ballot)])


def receipt_modal(decision: Decision, ballot: Ballot) -> View:
    """What counts now, where the vote was given in a modal."""
    return modal("Vote", [section(_receipt_text(decision, ballot)), *_receipt_buttons(decision, ballot)])


def _receipt_text(decision: Decision, ballot: Ballot) -> str:
    if ballot.answer is None:
        return f"Your vote is withdrawn. You can vote {when(decision.terms.closes_at, 'until')}."
    named = escape(shorten(words.answer_named(decision.terms, ballot.answer), 500))
    return f"Your vote: *{named}*. Change it {when(decision.terms.closes_at, 'until')}; the latest counts."


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


def results(decision: Decision, result: Result, votes: Sequence[tuple[Person, Answer]]) -> Message:
    """How it stands, for those who may see it."""
    head = f"*{escape(decision.terms.question)}* – {words.participation(decision)}"
    note = "Only you see this." + (" It can change until the close." if decision.result is None else "")
    return Message(
        f"{words.title(decision)}: {words.participation(decision)}",
        [section(head), *sections(words.standing(decision.terms, result, votes)), context(note)],
    )


def _ballot_input(decision: Decision, answer: Answer) -> dict[str, object]:
    terms = decision.terms
    offered = [option(str(one.number), one.text) for one in terms.options]
    picked = [str(mark.option) for mark in answer]
    if terms.method is Method.SINGLE:
        kind = "radio_buttons" if len(offered) <= MOST_IN_A_GROUP else "static_select"
        return chosen(kind, "choices", offered, picked[0] if picked else "")
    if len(offered) <= MOST_IN_A_GROUP:
        return ticked("choices", offered, picked)
    element: dict[str, object] = {
        "type": "multi_static_select",
        "action_id": "choices",
        "options": offered,
        "placeholder": plain("Choose options"),
    }
    initial = [one for one in offered if one["value"] in picked]
    return {**element, "initial_options": initial} if initial else element


def secrecy_explained(secrecy: Secrecy) -> str:
    """What the level of secrecy means, in a sentence or two."""
    if secrecy is Secrecy.OPEN:
        return (
            "Open: you see who voted what once you have voted yourself, so that nobody is led by others. "
            "After the close everybody in the channel sees it."
        )
    return (
        "Private tally: only totals are ever shown, and only after the close. "
        "Its owner and admins see no more than you do. What each person chose is deleted 30 days after the close."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
