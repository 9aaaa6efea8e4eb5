"""What people write, change and take back."""

from __future__ import annotations

from sandbox.slack import Slack
from sandbox.things import Channel, Message


async def say(slack: Slack, person: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
    """Write a message, or a reply under `thread_ts`; mentions as `<@U…>`. Refused as SlackError."""
    raise NotImplementedError


async def edit_message(slack: Slack, person: str, message: Message, text: str) -> Message:
    """Change the text of one's own message."""
    raise NotImplementedError


async def delete_message(slack: Slack, person: str, message: Message) -> None:
    """Delete one's own message, or, as an admin, anyone's (a bot's card too)."""
    raise NotImplementedError


async def open_direct(slack: Slack, person: str, others: list[str]) -> Channel:
    """The direct message with these others; with the app's bot it also tells the app that its tab was opened."""
    raise NotImplementedError
