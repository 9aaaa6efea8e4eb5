"""The card before it is posted, with what is worth a thought."""

from collections.abc import Collection, Sequence

from handlers import remembered
from handlers.blocks import context, divider, escape, link_channel, modal
from handlers.decisions.views import words
from handlers.decisions.views.card import preview
from handlers.replies import Block, View
from rituals.decisions.hygiene import due_hints
from rituals.decisions.model import Decision
from rituals.decisions.terms import FEWEST_SEALED, Hint, Secrecy
from rituals.electorate import Voters
from rituals.records.model import Record
from rituals.workspace import Member

HINTS = {
    Hint.FRAMING: "Two options are easily a false choice. Is there a third, or “do nothing” with what that costs? "
    "*Back* lets you add one.",
    Hint.CONFIRMATION: "You recommend {recommended}. What speaks against it? Write one con under *Describe options*.",
    Hint.ONE_WAY: "This is hard to take back. Imagine that it failed, half a year from now: what happened? "
    "Ask your team that before you post.",
}


def preview_modal(
    decision: Decision,
    subject: str,
    uncounted: Sequence[Member] = (),
    alike: Sequence[Record] = (),
    told: Collection[Hint] = (),
) -> View:
    """The card as it will be posted; Back keeps what was typed. `uncounted` were chosen and cannot be asked.

    `subject` is the draft, and the mark of what is shown; `alike` was decided before; `told` are hints that were shown.
    """
    blocks: list[Block] = [
        context(f"This is how it will look in {link_channel(decision.terms.channel)}."),
        divider(),
        *preview(decision),
        divider(),
    ]
    if _tells_who(decision):
        blocks.append(
            context(
                f":warning: Only {decision.seats} are asked: totals may tell who chose what. Five or more are safer."
            )
        )
    if uncounted:
        blocks.append(context(f"Not asked: {words.named_with_reasons(uncounted)}."))
    recommended = words.options_named(decision.terms, [decision.terms.recommended or 0])
    blocks += [
        context(f":bulb: {HINTS[hint].format(recommended=f'*{escape(recommended)}*')}")
        for hint in due_hints(decision.terms, told)
    ]
    if Hint.PRECEDENT in decision.terms.hints:
        blocks += remembered.similar(alike)
    return modal(
        "Preview", blocks, callback_id="decision.post", private_metadata=subject, submit="Post", close="Back"
    )


def _tells_who(decision: Decision) -> bool:
    terms = decision.terms
    is_hidden = terms.secrecy is not Secrecy.OPEN and terms.voters is not Voters.ANYONE
    return is_hidden and decision.seats < FEWEST_SEALED
