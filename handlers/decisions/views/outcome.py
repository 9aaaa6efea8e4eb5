"""Writing the outcome: the form, what is told of it, and who is asked."""

from collections.abc import Sequence
from typing import Any

from handlers.blocks import (
    actions,
    as_day,
    button,
    clean,
    context,
    cut,
    escape,
    mention,
    modal,
    option,
    section,
    sections,
    shorten,
    when,
)
from handlers.decisions.views import words
from handlers.decisions.views.ending import who_decides, write_button
from handlers.decisions.views.standing import remarked, standing
from handlers.decisions.views.why import why_blocks
from handlers.inputs import chosen, chosen_day, chosen_one, field, typed
from handlers.payloads import Fields
from handlers.remembered import OPEN
from handlers.replies import Block, Message, View
from handlers.undertaken import offer
from rituals.decisions.model import Decision, Outcome
from rituals.decisions.outcome import NOTHING, Writing
from rituals.decisions.terms import Hint
from rituals.owing import ALL_HERE, Answering
from rituals.records.model import name_of

LONGEST_RATIONALE, LONGEST_REST = 3000, 1200  # In a message, which takes 13,000 characters in all.
CONFIDENCE = {1: "1 – a guess", 2: "2 – rather unsure", 3: "3 – fairly sure", 4: "4 – sure", 5: "5 – certain"}
YES, NO = "yes", "no"
YES_OR_NO = [option(YES, "Yes"), option(NO, "No")]
TEXTS = {
    "rationale": ("Why", "What tipped the balance, and what was weighed against it?"),
    "trade_offs": ("Trade-offs accepted", "What do we give up for it, knowingly?"),
    "success_metrics": ("How we will know that it worked", "p95 below 100 ms by March"),
    "fallback": ("What we do if we are wrong", "Who notices, and what is the way back?"),
}


def outcome_modal(decision: Decision, writing: Writing) -> View:
    """The result in short, and what has to be said about what is decided, as far as it was written before."""
    terms = decision.terms
    said = dict.fromkeys(TEXTS, "") | {name: getattr(writing, name) for name in TEXTS}
    inputs = {
        name: typed(name, said[name], lines=True, placeholder=hint) for name, (_, hint) in TEXTS.items()
    }
    return modal(
        "Write the outcome",
        [
            section(f"*{escape(terms.question)}*\n{escape(words.outcome(decision))}."),
            *_result(decision),
            field("What is decided", _choice(decision, writing.chosen)),
            field(
                TEXTS["rationale"][0],
                inputs["rationale"],
                hint="Everybody who sees the decision reads it: on the card, in its thread and in the record.",
            ),
            *(field(TEXTS[name][0], inputs[name], optional=True) for name in TEXTS if name != "rationale"),
            field(
                "Look back on",
                chosen_day("review_on", writing.review_on),
                hint="You are asked then how it turned out.",
                optional=True,
            ),
            field("Confidence", _confidence(writing), optional=True),
            *(_from_nothing(writing) if Hint.SUNK_COST in terms.hints else []),
        ],
        callback_id="decision.outcome",
        private_metadata=decision.id,
        submit="Decide",
        close="Later",
        notify_on_close=True,
    )


def read_writing(fields: Fields) -> Writing:
    """What stands in the form now."""
    confidence, from_nothing = fields.choice("confidence"), fields.choice("from_nothing")
    texts = {name: clean(fields.text(name)) for name in TEXTS}
    return Writing(
        chosen=fields.choice("chosen"),
        review_on=fields.day("review_on"),
        # Cut: a number of any length could not be kept, and one that is none of ours is refused later.
        confidence=int(confidence[:2]) if confidence.isdecimal() else None,
        from_nothing=from_nothing == YES if from_nothing else None,
        **texts,
    )


def _result(decision: Decision) -> list[Block]:
    result = decision.result
    if result is None or not result.ballots:
        return []
    return [*sections(standing(decision.terms, result)), *remarked(decision.terms, result)]


def _choice(decision: Decision, value: str) -> dict[str, Any]:
    offered = [option(str(one.number), one.text) for one in decision.terms.options]
    offered.append(option(NOTHING, "No decision"))
    return chosen_one("chosen", offered, value)


def _confidence(writing: Writing) -> dict[str, Any]:
    offered = [option(str(number), text) for number, text in CONFIDENCE.items()]
    return chosen("static_select", "confidence", offered, str(writing.confidence or ""))


def _from_nothing(writing: Writing) -> list[Block]:
    value = "" if writing.from_nothing is None else YES if writing.from_nothing else NO
    label = "Would you choose this today, from nothing?"
    hint = "As if no time and no money had been spent on any option."
    return [field(label, chosen("radio_buttons", "from_nothing", YES_OR_NO, value), hint=hint, optional=True)]


def written_modal(decision: Decision, record: int | None) -> View:
    """The outcome is written: what follows from it."""
    buttons: list[Block] = [button(f"Open {name_of(record)}", OPEN, str(record))] if record else []
    buttons.append(offer("decision", decision.id))
    said = f"*{escape(words.outcome(decision))}*\nThe card and its thread say so to everybody."
    return modal("Decided", [section(said), actions("afterwards", buttons)])


def advised(decision: Decision, answering: Answering = ALL_HERE) -> Message:
    """The vote has advised, told in the thread, with the reasoning; `answering` is who is there to decide."""
    head = f"*{escape(words.outcome(decision))}*\n{who_decides(decision, answering)}."
    return Message(
        f"{words.title(decision)}: {words.outcome_in_short(decision)}",
        [section(head), *why_blocks(decision)],
    )


def decided(decision: Decision, outcome: Outcome, record: int | None) -> Message:
    """What was decided after the vote and why, told in the thread."""
    head = f"*{escape(words.outcome(decision))}*\n{mention(outcome.by)} decided:"
    rationale = cut(escape(outcome.rationale), LONGEST_RATIONALE)
    rest = [
        f"*{TEXTS[name][0]}*\n{cut(escape(text), LONGEST_REST)}"
        for name in ("trade_offs", "success_metrics", "fallback")
        if (text := getattr(outcome, name))
    ]
    return Message(
        f"{words.title(decision)}: {words.outcome_in_short(decision)}",
        [
            section(head),
            *sections(rationale),
            *(block for text in rest for block in sections(text)),
            *_facts(outcome),
            *kept(decision, record),
        ],
    )


def kept(decision: Decision, record: int | None) -> list[Block]:
    """The record of what has ended, and what can be done about it; nothing where there is none."""
    if record is None:
        return []
    steps = [button(f"Open {name_of(record)}", OPEN, str(record)), offer("decision", decision.id)]
    return [actions("kept", steps)]


def _facts(outcome: Outcome) -> list[Block]:
    facts = [
        f"Confidence: {outcome.confidence} of 5" if outcome.confidence else "",
        _told_from_nothing(outcome.from_nothing),
        f"To be looked back at on {as_day(outcome.review_on, outcome.written_at.date())}"
        if outcome.review_on
        else "",
    ]
    said = " · ".join(fact for fact in facts if fact)
    return [context(said)] if said else []


def _told_from_nothing(answer: bool | None) -> str:
    if answer is None:
        return ""
    return "Would be chosen today, from nothing" if answer else "Would not be chosen today, from nothing"


def asked_outcome(decision: Decision) -> Message:
    """Asked of whoever decides, once the vote has advised."""
    text = f"The vote on {_question(decision)} has ended, and you decide.\n{escape(words.outcome(decision))}."
    return _asking(decision, f"You decide: {words.title(decision)}", text)


def orphaned(decision: Decision, answering: Answering) -> Message:
    """Nobody is there any more to write the outcome: told to everybody."""
    return Message(
        f"Nobody is left to decide: {words.title(decision)}",
        [
            section(f"*Nobody is left to decide.* {who_decides(decision, answering)}."),
            actions("orphaned", [button("Manage", "decision.manage", decision.id)]),
        ],
    )


def asked_owners(decision: Decision) -> Message:
    """Asked of the owners, where whoever decides has not, or cannot."""
    decider = mention(decision.terms.decider or decision.owner)
    text = (
        f"{_question(decision)} waits for its outcome, and {decider} has not written it. "
        f"You can write it now.\n{escape(words.outcome(decision))}."
    )
    return _asking(decision, f"Waiting for its outcome: {words.title(decision)}", text)


def _asking(decision: Decision, notification: str, text: str) -> Message:
    manage = button("Manage", "decision.manage", decision.id)
    return Message(notification, [section(text), actions("asked", [write_button(decision), manage])])


def _question(decision: Decision) -> str:
    return f"*{escape(decision.terms.question)}*"


def waiting(awaited: Sequence[Decision], most: int) -> list[Block]:
    """The outcomes that one person is reminded of."""
    return [
        section(
            f"{escape(shorten(one.terms.question, 100))}\n{escape(shorten(words.outcome(one), 200))}"
            + (f" · {when(one.closed_at, 'since')}" if one.closed_at else ""),
            accessory=button("Write the outcome", "decision.write", one.id),
        )
        for one in awaited[:most]
    ]
