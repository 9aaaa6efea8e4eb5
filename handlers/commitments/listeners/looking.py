"""Looking: lists, details, history, why, help."""

from handlers.commitments.views.insight import help_message
from handlers.payloads import Click, Command
from handlers.replies import Reply, Say
from handlers.ritual import Desk


async def on_help(_: Command | Click, __: Desk) -> Reply:
    """`/commit help`."""
    return Say(help_message())
