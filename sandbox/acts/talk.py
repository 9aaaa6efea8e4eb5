"""What people write, change and take back."""

from __future__ import annotations

import re

from sandbox.errors import SlackError
from sandbox.events import announce, announce_message
from sandbox.shapes import message as shape
from sandbox.slack import Slack
from sandbox.things import Channel, Message
from sandbox.web_api.chat import thread_root

# What a client puts in where somebody picks a person or a channel, or pastes a link.
_TOKEN = re.compile(r"(<(?:[@#][A-Z0-9]+|![a-z]|https?://|mailto:)[^<>]*>)")


def stored(text: str) -> str:
    """What was typed, as Slack keeps it: `& < >` escaped, but for mentions, dates and links."""
    parts = _TOKEN.split(text)
    parts[::2] = [part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for part in parts[::2]]
    return "".join(parts)


async def say(slack: Slack, person: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
    """Write a message, or a reply under `thread_ts`; mentions as `<@U…>`. Refused as SlackError."""
    workspace = slack.home_of(person)
    place = workspace.get_channel(channel)
    if place.archived:
        raise SlackError("is_archived")
    if person not in place.members:
        raise SlackError("not_in_channel")
    if not text.strip():
        raise SlackError("no_text")
    message = Message(
        ts=workspace.new_ts(),
        channel=place.id,
        author=person,
        text=stored(text),
        thread_ts=thread_root(workspace, place.id, thread_ts),
    )
    workspace.add_message(message)
    announce_message(slack, workspace, message)
    return message


async def edit_message(slack: Slack, person: str, message: Message, text: str) -> Message:
    """Change the text of one's own message."""
    workspace = slack.home_of(person)
    if message.author != person:
        raise SlackError("cant_update_message")
    message.text, message.edited = stored(text), workspace.new_ts()
    workspace.tell("message_changed", message)
    change = {"type": "message", "subtype": "message_changed", "message": shape(workspace, message)}
    announce_message(slack, workspace, message, change)
    return message


async def delete_message(slack: Slack, person: str, message: Message) -> None:
    """Delete one's own message, or, as an admin, anyone's (a bot's card too)."""
    workspace = slack.home_of(person)
    if message.author != person and not workspace.people[person].is_admin and message.ephemeral_to != person:
        raise SlackError("cant_delete_message")
    message.deleted = True
    workspace.tell("message_deleted", message)
    change = {"type": "message", "subtype": "message_deleted", "deleted_ts": message.ts}
    announce_message(slack, workspace, message, change)


async def open_direct(slack: Slack, person: str, others: list[str]) -> Channel:
    """The direct message with these others; with the app's bot it also tells the app that its tab was opened."""
    workspace = slack.home_of(person)
    channel = workspace.direct_message([person, *others])
    installation = workspace.installation
    if installation is not None and others == [installation.bot_user]:
        event = {
            "type": "app_home_opened",
            "user": person,
            "channel": channel.id,
            "tab": "messages",
            "event_ts": workspace.new_ts(),
        }
        announce(slack, workspace, "app_home_opened", event)
    return channel
