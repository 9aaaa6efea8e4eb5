"""Concerns: what can be done about one, the forms that it takes, and what is said to whoever has done something."""

from dataclasses import dataclass
from typing import Any

from handlers.blocks import actions, button, clean, confirm, context, modal, option, section
from handlers.inputs import chosen, field, typed
from handlers.payloads import Fields, whole_number
from handlers.replies import Block, Message, View
from handlers.rfcs.views import words
from handlers.rfcs.views.details import concern_blocks, subject
from rituals.refusal import Refusal
from rituals.rfcs.concerns import Answering
from rituals.rfcs.model import Concern, Rfc, Standing

BLOCKS, HARMLESS, ANSWER = "rfc.blocks", "rfc.harmless", "rfc.answer"
SETTLES, STANDS, INSTEAD = "rfc.settles", "rfc.stands", "rfc.instead"
TAKE_CONCERN = "rfc.take_concern"
DECIDE = "decision.concern"
"""The click that asks a team to decide what a concern is about; its value is the RFC and the concern."""

MOST_VERSIONS = 100


@dataclass(frozen=True, slots=True)
class Hands:
    """What a person may do about a concern."""

    owns: bool = False
    raised: bool = False
    is_quoted: bool = False  # The message that it quotes is theirs, and somebody else raised it.
    may_step_in: bool = False  # They decide, and whoever raised it is out of reach.


def concern_modal(rfc: Rfc, concern: Concern, hands: Hands, decision: str = "") -> View:
    """One concern in full, with what this person may do about it; `decision` leads to the one that it became."""
    steps = concern_steps(rfc, concern, hands)
    blocks: list[Block] = [section(words.headline(rfc)), *concern_blocks(rfc, concern, leads_on=False)]
    if steps:
        blocks.append(actions("concern", steps))
    elif rfc.state.is_under_review and concern.standing is not Standing.RESOLVED:
        blocks.append(context(_whose_turn(rfc, concern)))
    if decision:
        blocks.append(context(f"It became {words.link_to(decision, 'a decision')}."))
    elif rfc.state.is_under_review:
        blocks.append(actions("on", [button("Make it a decision", DECIDE, subject(rfc, concern))]))
    return modal("Concern", blocks)


def concern_steps(rfc: Rfc, concern: Concern, hands: Hands) -> list[dict[str, Any]]:
    """The buttons of what somebody may do about a concern, what is nearest first."""
    about = subject(rfc, concern)
    steps: list[dict[str, Any]] = []
    if hands.owns and concern.blocks is None:
        steps += ruling_steps(rfc, concern)
    elif hands.owns:
        label = "Answer" if concern.standing is Standing.OPEN else "Answer again"
        steps.append(button(label, ANSWER, about))
        if concern.blocks is False:
            steps.append(button("It blocks after all", BLOCKS, about))
    if hands.raised and concern.standing is Standing.ANSWERED:
        steps += confirming_steps(rfc, concern)
    elif hands.raised:
        steps.append(button("It is resolved", SETTLES, about, confirm=_SETTLED))
    if hands.is_quoted:
        steps.append(button("Take it over", TAKE_CONCERN, about))
    if hands.may_step_in:
        steps.append(button("Settle it in their place", INSTEAD, about))
    return steps


def ruling_steps(rfc: Rfc, concern: Concern) -> list[dict[str, Any]]:
    """Whether somebody's concern blocks."""
    about = subject(rfc, concern)
    return [
        button("It blocks", BLOCKS, about),
        button("It does not, because …", HARMLESS, about),
    ]


def confirming_steps(rfc: Rfc, concern: Concern) -> list[dict[str, Any]]:
    """Whether an answer will do."""
    about = subject(rfc, concern)
    return [
        button("That settles it", SETTLES, about, style="primary"),
        button("It still stands", STANDS, about),
    ]


_SETTLED = confirm(
    "Is it resolved?", "Your concern no longer blocks. You can raise another.", "It is resolved"
)


def _whose_turn(rfc: Rfc, concern: Concern) -> str:
    if concern.standing is Standing.ANSWERED:
        return f"{words.people_named([concern.raiser])} says whether the answer settles it."
    if concern.blocks is None:
        return f"{words.people_named(rfc.owners, 'or')} says whether it blocks."
    return f"{words.people_named(rfc.owners, 'or')} answers it."


def harmless_form(rfc: Rfc, concern: Concern) -> View:
    """Why a concern does not block."""
    return _form(
        (rfc, concern),
        "rfc.rule",
        ("It does not block", "Say so"),
        [
            field(
                "Why does it not block?",
                typed("words", lines=True),
                hint="Whoever raised it reads this, and so does everybody.",
            )
        ],
    )


def answer_form(rfc: Rfc, concern: Concern) -> View:
    """The author's answer: a version, or words."""
    newer = range(rfc.version, concern.version, -1)[:MOST_VERSIONS]
    blocks: list[Block] = []
    if newer:
        options = [
            option(str(one), f"Version {one}" + (", the newest" if one == rfc.version else ""))
            for one in newer
        ]
        element = chosen("static_select", "version", options, str(rfc.version))
        blocks.append(field("Addressed in", element, optional=True))
    else:
        blocks.append(context("To say that a version addresses it, edit the text first, under ⋯ *Manage*."))
    blocks.append(
        field(
            "Your answer",
            typed("words", concern.answer, lines=True),
            hint="Whoever raised it is asked whether that settles it.",
            optional=bool(newer),
        )
    )
    return _form((rfc, concern), "rfc.answer", ("Answer", "Answer"), blocks)


def instead_form(rfc: Rfc, concern: Concern) -> View:
    """Why a concern is settled in its raiser's place."""
    told = f"{words.people_named([concern.raiser])} is out of reach, so you may say that it is resolved."
    return _form(
        (rfc, concern),
        "rfc.instead",
        ("Settle it", "Settle it"),
        [
            context(told),
            field(
                "Why is it resolved?",
                typed("reason", lines=True),
                hint="Whoever raised it reads this when they are back.",
            ),
        ],
    )


def _form(about: tuple[Rfc, Concern], callback: str, labels: tuple[str, str], blocks: list[Block]) -> View:
    rfc, concern = about
    shown = [section(words.headline(rfc)), *concern_blocks(rfc, concern, leads_on=False), *blocks]
    return modal(
        labels[0], shown, callback_id=callback, private_metadata=subject(rfc, concern), submit=labels[1]
    )


def read_answering(fields: Fields) -> Answering:
    """What stands in the form; raises Refusal."""
    chosen_one = fields.choice("version")
    version = whole_number(chosen_one)
    if chosen_one and version is None:
        raise Refusal.in_fields({"version": "Choose one of those that are offered."})
    return Answering(clean(fields.text("words")), version)


def _said(told: str, *steps: dict[str, Any]) -> Message:
    """What has become of a concern, said to whoever has just done it."""
    blocks: list[Block] = [section(told)]
    if steps:
        blocks.append(actions("said", steps))
    return Message(told, blocks)


def raised(rfc: Rfc, concern: Concern) -> Message:
    """A concern was raised, said to whoever raised it."""
    if concern.blocks:
        told = f"Your concern about {words.headline(rfc)} is raised, and blocks until you say that it is resolved."
    else:
        told = (
            f"Your concern about {words.headline(rfc)} is raised. "
            f"{words.people_named(rfc.owners, 'or')} says whether it blocks; until then it does."
        )
    return _said(told, button("It is resolved", SETTLES, subject(rfc, concern), confirm=_SETTLED))


def ruled(rfc: Rfc, concern: Concern) -> Message:
    """The author has ruled, said to them."""
    if concern.blocks:
        told = (
            "It blocks. Answer it once it is addressed: whoever raised it is asked whether that settles it."
        )
        return _said(told, button("Answer", ANSWER, subject(rfc, concern)))
    return _said("It does not block. Whoever raised it is told why.")


def answered(concern: Concern) -> Message:
    """The author has answered, said to them."""
    asked = f"{words.people_named([concern.raiser])} is asked whether that settles it."
    return _said(f"Your answer is in the thread. {asked}")


def settled(rfc: Rfc, concern: Concern, is_awaited: bool) -> Message:
    """A concern is resolved, said to whoever has said so; a reviewer is offered to approve now."""
    told = f"Your concern about {words.headline(rfc)} is resolved."
    if not is_awaited:
        return _said(told)
    seen = words.as_shown(rfc)
    steps = [
        button("Approve", "rfc.approve", seen, style="primary"),
        button("Take a position", "rfc.review", seen),
    ]
    return _said(f"{told} You are awaited again: where do you stand now?", *steps)


STOOD_BY = _said("Noted: it still stands, and its author is told. Say in the thread what is missing.")
"""The answer will not do, said to whoever has said so."""

SETTLED_INSTEAD = _said(
    "It is resolved. Your reason stands under ⋯ *Details*, and whoever raised it is told."
)
"""The decider has settled it, said to them."""


def taken(rfc: Rfc) -> Message:
    """Somebody has taken a concern over, said to them."""
    return _said(f"The concern about {words.headline(rfc)} is yours now: you say when it is resolved.")


def as_modal(message: Message, title: str = "Concern") -> View:
    """What is said, in the place of a modal."""
    return modal(title, message.blocks)
