"""The card before it is posted, with what is worth a thought."""

from collections.abc import Sequence

from handlers import remembered
from handlers.blocks import context, divider, link_channel, listed, modal
from handlers.replies import Block, View
from handlers.rfcs.views.card import preview
from handlers.rfcs.views.shown import Shown
from rituals.records.model import Record
from rituals.rfcs.form import Hint

HINTS = {
    Hint.NOTHING: "What if you do nothing? It is an alternative too: write what it would cost. *Back* leads to the form.",
    Hint.SENTENCES: "A summary of three to five sentences is read by everybody, and many read no more.",
}


def preview_modal(shown: Shown, subject: str, hints: Sequence[Hint], alike: Sequence[Record]) -> View:
    """The card as it will be posted; Back keeps what was typed. `subject` is the draft, and the mark of what is shown."""
    terms = shown.rfc.terms
    blocks: list[Block] = [
        context(
            f"This is how it will look in {link_channel(terms.channel)}. It gets its number when you post it."
        ),
        divider(),
        *preview(shown),
        divider(),
    ]
    if terms.pointers:
        channels = listed([link_channel(one) for one in terms.pointers])
        blocks.append(context(f"A short card leads here from {channels}."))
    blocks.append(context("The whole text goes into the thread, where it is reviewed."))
    blocks += [context(f":bulb: {HINTS[hint]}") for hint in hints]
    blocks += remembered.similar(alike)
    return modal(
        "Preview", blocks, callback_id="rfc.post", private_metadata=subject, submit="Post", close="Back"
    )
