"""The card: a picture of what is stored, the same for everyone."""

from collections.abc import Sequence

from handlers.blocks import (
    actions,
    button,
    context,
    count,
    escape,
    image,
    mention,
    overflow,
    section,
    sections,
    shorten,
    when,
)
from handlers.decisions.views import words
from handlers.decisions.views.matrix import depict, weights_listed
from handlers.decisions.views.options import options_listed, recommendation
from handlers.decisions.views.standing import names_stand, remarked, standing
from handlers.decisions.views.suggesting import suggestions
from handlers.replies import Block, Message
from rituals.decisions.answer import Answer
from rituals.decisions.model import Decision, State
from rituals.decisions.terms import Method, Secrecy
from rituals.ids import Person

MENU = (("details", "Details"), ("history", "History"), ("why", "Why?"), ("manage", "Manage"))
# Slack takes 13,000 characters a message; escaped, each of people's may take five. The rest is under Details.
CONTEXT_SHOWN, CONTEXT_SHOWN_AFTERWARDS, OUTCOME_SHOWN, CHANGE_SHOWN = 600, 200, 500, 200


def card(
    decision: Decision,
    votes: Sequence[tuple[Person, Answer]] = (),
    outdated: int = 0,
    forward: bool = False,
    picture: str | None = None,
) -> Message:
    """The card of a decision; `votes` only where answers are open and the vote has closed.

    `outdated` votes were given to an older text; `forward` tells that the deadline was brought forward; `picture` is the
    file of the result's picture, once Slack has it.
    """
    blocks = [
        section(
            f"*{escape(decision.terms.question)}*",
            accessory=overflow("decision.menu", ((f"{name} {decision.id}", label) for name, label in MENU)),
        ),
        *_body(decision),
    ]
    if decision.state is State.SUGGESTING:
        blocks += suggestions(decision)
    elif decision.state is State.OPEN:
        blocks += _voting(decision, forward)
    else:
        blocks += [*_ending(decision, votes), *_picture(decision, picture)]
    if decision.change:
        blocks.append(context(_amended(decision, outdated)))
    blocks.append(context(words.rules(decision)))
    return Message(_notification(decision), blocks)


def preview(decision: Decision) -> list[Block]:
    """The card as it will be posted, with buttons that only show themselves."""
    blocks: list[Block] = []
    for block in card(decision).blocks:
        shown = {key: value for key, value in block.items() if key != "accessory"}
        if shown["type"] == "actions":
            shown["elements"] = [
                {**element, "action_id": f"decision.try/{number}"}
                for number, element in enumerate(shown["elements"])
            ]
        blocks.append(shown)
    return blocks


def _body(decision: Decision) -> list[Block]:
    terms = decision.terms
    blocks = []
    if terms.context:
        most = CONTEXT_SHOWN_AFTERWARDS if decision.state.is_final else CONTEXT_SHOWN
        blocks.append(section(escape(shorten(terms.context, most))))
    if decision.state in (State.SUGGESTING, State.OPEN):
        blocks += _choices(decision)
    return blocks


def _choices(decision: Decision) -> list[Block]:
    """What there is to choose between, as far as the buttons do not say it."""
    terms, blocks = decision.terms, []
    if terms.criteria:
        blocks.append(section(f"*Criteria:* {escape(weights_listed(terms))}"))
    is_described = any(option.detail.description for option in terms.options)
    if is_described or not terms.by_button or decision.state is State.SUGGESTING:
        return [*blocks, *sections(options_listed(terms, decision.owner))]
    if terms.recommended is not None:
        named = escape(words.options_named(terms, [terms.recommended]))
        blocks.append(context(f"{named}  {recommendation(decision.owner)}"))
    return blocks


def _voting(decision: Decision, forward: bool) -> list[Block]:
    terms = decision.terms
    if terms.by_button:
        votes = [button(o.text, f"decision.cast/{o.number}", words.as_shown(decision)) for o in terms.options]
    else:
        label = "Choose" if terms.method is Method.APPROVAL else "Vote"
        votes = [button(label, "decision.vote", decision.id, style="primary")]
    blocks = [
        actions("votes", votes),
        context(
            f"*{words.participation(decision)}* · {when(terms.closes_at, 'closes')}"
            + (", earlier than it was" if forward else "")
        ),
    ]
    more = (
        [button("Results so far", "decision.results", decision.id)] if terms.secrecy is Secrecy.OPEN else []
    )
    if terms.by_button:
        more.append(button("Abstain", "decision.abstain", words.as_shown(decision)))
    return [*blocks, actions("more", more)] if more else blocks


def _ending(decision: Decision, votes: Sequence[tuple[Person, Answer]]) -> list[Block]:
    if decision.state is State.STALLED:
        needed = decision.needed
        again = (
            "close it without a decision" if decision.extended else "extend it or close it without a decision"
        )
        return [
            section(
                f"Voting has ended, but too few took part: {words.participation(decision)}, {needed} are needed.\n"
                f"{mention(decision.owner)} can {again} under ⋯ *Manage*."
            )
        ]
    if decision.state is State.COUNTING:
        return [section("Voting has ended. The votes are being counted.")]
    outcome = escape(shorten(words.outcome(decision), OUTCOME_SHOWN))
    blocks: list[Block] = [section(f"*{outcome}*{_reason(decision)}")]
    if words.is_tie(decision) and decision.state is State.NO_DECISION:
        blocks.append(section(words.after_a_tie(decision)))
    elif next_step := words.after_no_winner(decision):
        blocks.append(section(next_step))
    if decision.result and decision.result.ballots:
        blocks += sections(standing(decision.terms, decision.result, votes))
        blocks += remarked(decision.terms, decision.result)
    closed = f" · {when(decision.closed_at, 'closed')}" if decision.closed_at else ""
    told = " · who gave what stands under ⋯ *Details*" if votes and not names_stand(decision.terms) else ""
    blocks.append(context(f"*{words.participation(decision)}*{closed}{told}"))
    return blocks


def _picture(decision: Decision, file: str | None) -> list[Block]:
    shown = depict(decision) if file else None
    return [image(file, shown.describe())] if file and shown else []


def _reason(decision: Decision) -> str:
    return f"\n{escape(decision.ending)}" if decision.ending else ""


def _amended(decision: Decision, outdated: int) -> str:
    older = ""
    if outdated and decision.state is State.OPEN:
        older = f" {count(outdated, 'vote was', 'votes were')} given to an older text."
    return f"Version {decision.version}: {escape(shorten(decision.change, CHANGE_SHOWN))}.{older}"


def _notification(decision: Decision) -> str:
    outcome = words.outcome_in_short(decision)
    if outcome:
        return f"{words.title(decision)} – {outcome}"
    return f"{words.title(decision)} – {words.participation(decision)}"
