"""Receipts: what was confirmed to one person alone, with a button that takes it back."""

from handlers.blocks import notice, words
from handlers.payloads import Click
from handlers.replies import Reply, Say, Swap
from handlers.ritual import Desk, OnClick
from rituals.refusal import Refusal


def on_receipt(listener: OnClick) -> OnClick:
    """The listener of a receipt's button: where it is refused, the sentence takes the receipt's place.

    A receipt stays when what it is about has closed, and would offer for ever what cannot be done any more.
    """

    async def on_click(click: Click, desk: Desk) -> Reply:
        try:
            return await listener(click, desk)
        except Refusal as refusal:
            if click.view is not None:
                return Swap(notice(refusal.sentence))
            return Say(words(refusal.sentence), replace=True)

    return on_click
