"""From /commit to the post: the form, its drafts, the preview."""

from handlers.commitments.listeners.looking import on_help
from handlers.payloads import Command
from handlers.replies import Reply
from handlers.ritual import Desk


async def on_command(command: Command, desk: Desk) -> Reply:
    """`/commit …`."""
    return await on_help(command, desk)
