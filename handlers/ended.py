"""Buttons that are pressed too late: what can be known now stands in their place, so that none offers for ever what has ended.

Cards are drawn anew as their rituals go on. What one person was told is not: a ritual may have thousands of such messages,
and few are looked at again. What goes wrong on our side is no refusal, and changes no message.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection

from handlers.blocks import notice, words
from handlers.payloads import Click, Posted, Who
from handlers.replies import Block, Message, Reply, Say, Swap
from handlers.ritual import Desk, OnClick
from rituals.refusal import Refusal

Over: TypeAlias = Callable[[Connection, Who, str], Block | None]
"""How the ritual of this id came out, for this person; None while it takes its course, and where they do not see it."""


def on_receipt(listener: OnClick) -> OnClick:
    """The listener of a receipt's button: where it is refused, the sentence takes the receipt's place.

    A receipt says what was confirmed to one person, and offers no more than to take it back.
    """

    async def on_click(click: Click, desk: Desk) -> Reply:
        try:
            return await listener(click, desk)
        except Refusal as refusal:
            if click.view is not None:
                return Swap(notice(refusal.sentence))
            return Say(words(refusal.sentence), replace=True)

    return on_click


def until_over(over: Over, clicks: Mapping[str, OnClick]) -> dict[str, OnClick]:
    """Listeners of what can be done until the ritual ends, which the value of the click names first.

    Where one is refused in a direct message after that, how it came out takes the place of the button.
    """
    return {name: _until_over(over, listener) for name, listener in clicks.items()}


def _until_over(over: Over, listener: OnClick) -> OnClick:
    async def on_click(click: Click, desk: Desk) -> Reply:
        try:
            return await listener(click, desk)
        except Refusal:
            if click.posted is None:
                raise
            came_out = await desk.database.read(over, click.who, click.value.partition(" ")[0])
            if came_out is None:
                raise
            return Say(in_its_place(click.posted, came_out), replace=True)

    return on_click


def in_its_place(posted: Posted, came_out: Block) -> Message:
    """The message with this in the place of the block that was used; what else it tells stays."""
    blocks = [came_out if block.get("block_id") == posted.used else block for block in posted.blocks]
    return Message(posted.text, blocks)
