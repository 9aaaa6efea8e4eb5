"""From what people type into the composer to Slack's text, and from Slack's codes to sentences."""

from __future__ import annotations

import re

from sandbox.workspace import Workspace

_SENTENCES = {
    "not_in_channel": "You are not a member of this channel.",
    "channel_not_found": "This conversation is not there any more.",
    "is_archived": "This channel is archived.",
    "message_not_found": "This message is not there any more.",
    "cant_delete_message": "You cannot delete this message.",
    "msg_too_long": "This message is too long.",
    "no_text": "There is nothing to send.",
    "view_not_found": "This view is not open any more.",
}
_EVERYONE = ("channel", "here", "everyone")


def to_slack(text: str, workspace: Workspace) -> str:
    """The text with @names and #channels as mentions; what else is special in it is escaped where it is kept."""
    mentions = {f"@{word}": f"<!{word}>" for word in _EVERYONE}
    for person in workspace.people.values():
        mentions |= {f"@{name.casefold()}": f"<@{person.id}>" for name in (person.name, person.real_name)}
    for channel in workspace.channels.values():
        if not channel.is_direct:
            mentions[f"#{channel.name.casefold()}"] = f"<#{channel.id}|{channel.name}>"
    longest_first = "|".join(re.escape(name) for name in sorted(mentions, key=len, reverse=True))
    return re.sub(
        rf"(?<![\w@#&])(?:{longest_first})(?![\w-])",
        lambda found: mentions[found[0].casefold()],
        text,
        flags=re.I,
    )


def sentence(code: str) -> str:
    """What a person reads for one of Slack's codes."""
    return _SENTENCES.get(code, f"Slack refuses this: {code.replace('_', ' ')}.")
