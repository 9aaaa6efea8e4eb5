"""Looking: lists, the text, details, history, why, help."""

from handlers.payloads import Click, Command
from handlers.replies import Reply, Say
from handlers.rfcs.views.help import help_message
from handlers.ritual import Desk


async def on_help(_: Command | Click, __: Desk) -> Reply:
    """`/rfc help`."""
    return Say(help_message())
