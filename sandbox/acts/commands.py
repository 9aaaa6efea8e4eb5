"""What people start: slash commands and shortcuts."""

from __future__ import annotations

import re

from sandbox import payloads
from sandbox.acts.outcome import Outcome
from sandbox.acts.replies import show_answer, show_failure
from sandbox.deliver import Parcel
from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.things import Message
from sandbox.workspace import Workspace

_MENTION = re.compile(r"(?<![\w<])([@#])([\w.-]+)")
_ESCAPED_MENTION = re.compile(r"&lt;([@#!][^&>|]+(?:\|[^&>]*)?)&gt;")
_LINK = re.compile(r"(?<![<|\w])https?://[^\s<>|]+")


async def run_command(
    slack: Slack, person: str, channel: str, line: str, thread_ts: str | None = None
) -> Outcome:
    """Run `/decide …` as typed; mentions as @name and #name, or already as `<@U…>`.

    In a thread Slack refuses and nothing is sent. The app's answer appears as an ephemeral or channel message.
    """
    workspace = slack.home_of(person)
    place, someone = workspace.get_channel(channel), workspace.get_person(person)
    name, _, text = line.strip().partition(" ")
    declared = slack.app.commands.get(name)
    if declared is None or someone.team != workspace.team or not workspace.app_is_here:
        return Outcome(f"{name} is not a valid command.")
    if thread_ts is not None:
        return Outcome(f"{name} is not supported in threads. Sorry!")
    if person not in place.members and not workspace.can_see(person, place):
        raise SlackError("channel_not_found")
    text = escape(workspace, text.strip(), bool(declared.get("should_escape", False)))
    form = payloads.command(slack, someone, place, name, text)
    reply = await slack.deliver.ask(Parcel("command", "command", form))
    if not reply.ok:
        return show_failure(slack, someone, place, name, reply)
    return show_answer(slack, someone, place, form["response_url"], reply)


async def shortcut(slack: Slack, person: str, callback_id: str, message: Message | None = None) -> Outcome:
    """Use a global shortcut, or a message shortcut on `message`."""
    workspace = slack.home_of(person)
    declared = slack.app.shortcuts.get(callback_id)
    kind = "global" if message is None else "message"
    if declared is None or declared["type"] != kind or not workspace.app_is_here:
        return Outcome(f"There is no {kind} shortcut {callback_id}.")
    someone = workspace.get_person(person)
    if message is None:
        payload = payloads.shortcut(slack, someone, callback_id)
    else:
        payload = payloads.message_action(slack, someone, callback_id, message)
    reply = await slack.deliver.ask(Parcel(payload["type"], "interactive", payload))
    if reply.ok:
        return Outcome()
    sentence = f"{slack.app.name} did not answer {declared['name']!r} in time."
    workspace.report(person, sentence)
    return Outcome(sentence)


def escape(workspace: Workspace, text: str, should_escape: bool) -> str:
    """A command's text as Slack sends it: `& < >` escaped; with should_escape mentions and links marked up."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if not should_escape:
        return escaped
    escaped = _ESCAPED_MENTION.sub(lambda found: _named(workspace, found[1]), escaped)
    escaped = _LINK.sub(lambda found: f"<{found[0]}>", escaped)
    return _MENTION.sub(lambda found: _mention(workspace, found[1], found[2]), escaped)


def _named(workspace: Workspace, inside: str) -> str:
    sign, rest = inside[0], inside[1:].partition("|")[0]
    if sign == "@" and rest in workspace.people:
        return f"<@{rest}|{workspace.people[rest].name}>"
    if sign == "#" and rest in workspace.channels:
        return f"<#{rest}|{workspace.channels[rest].name}>"
    return f"<{inside}>"


def _mention(workspace: Workspace, sign: str, word: str) -> str:
    stem = word.rstrip(".-")
    tail = word[len(stem) :]
    if sign == "#":
        channel = workspace.find_channel(stem)
        return f"<#{channel.id}|{channel.name}>{tail}" if channel else f"#{word}"
    for person in workspace.people.values():
        if person.name.casefold() == stem.casefold():
            return f"<@{person.id}|{person.name}>{tail}"
    for group in workspace.groups.values():
        if group.handle == stem:
            return f"<!subteam^{group.id}|@{group.handle}>{tail}"
    return f"<!{stem}>{tail}" if stem in ("here", "channel", "everyone") else f"@{word}"
