"""What people start: slash commands and shortcuts."""

from __future__ import annotations

from sandbox.acts.outcome import Outcome
from sandbox.slack import Slack
from sandbox.things import Message


async def run_command(
    slack: Slack, person: str, channel: str, line: str, thread_ts: str | None = None
) -> Outcome:
    """Run `/decide …` as typed; mentions as @name and #name, or already as `<@U…>`.

    In a thread Slack refuses and nothing is sent. The app's answer appears as an ephemeral or channel message.
    """
    raise NotImplementedError


async def shortcut(slack: Slack, person: str, callback_id: str, message: Message | None = None) -> Outcome:
    """Use a global shortcut, or a message shortcut on `message`."""
    raise NotImplementedError
