"""Direct messages about what has ended: once somebody uses a button there, how it came out stands in its place.

They are not drawn anew as cards are: a ritual may have thousands of them, and few are looked at again.
"""

from handlers.payloads import Click, Posted
from handlers.replies import Block, Message, Reply, Say
from handlers.ritual import Desk, Over


async def put_right(over: Over, click: Click, desk: Desk) -> Reply:
    """The message without the button that was used, where what it was for has ended; else nothing."""
    posted = click.posted
    if posted is None or all(block.get("block_id") != posted.used for block in posted.blocks):
        return None
    came_out = await desk.database.read(over, click.who, click.value.partition(" ")[0])
    return None if came_out is None else Say(in_its_place(posted, came_out), replace=True)


def in_its_place(posted: Posted, came_out: Block) -> Message:
    """The message with this in the place of the block that was used; what else it tells stays."""
    blocks = [came_out if block.get("block_id") == posted.used else block for block in posted.blocks]
    return Message(posted.text, blocks)
