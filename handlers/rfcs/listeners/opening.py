"""From /rfc to the post: the form in its steps, its drafts, the preview."""

from handlers.payloads import Command
from handlers.replies import Reply
from handlers.rfcs.listeners.looking import on_help
from handlers.ritual import Desk


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/rfc …`."""
    return await on_help(command, desk)
