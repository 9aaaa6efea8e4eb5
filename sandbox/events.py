"""Which events the app is told of: those it subscribed to, has the scope for, and may see.

Knows the rule and the names; the acts and methods that cause an event say what happened.
"""

from __future__ import annotations

from sandbox import payloads, shapes
from sandbox.deliver import Parcel
from sandbox.slack import Slack
from sandbox.things import Channel, Json, Message
from sandbox.workspace import Workspace

_SCOPE = {
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_id_changed": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "subteam_members_changed": "usergroups:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
_MESSAGES_OF = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
_CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
_EVEN_WITHOUT_TOKEN = frozenset({"app_uninstalled", "tokens_revoked"})


def announce(slack: Slack, workspace: Workspace, name: str, event: Json) -> None:
    """Tell the app of this event if it subscribed to `name` and holds the scope."""
    installation = workspace.installation
    if installation is None or name not in slack.app.events:
        return
    if installation.refusal and name not in _EVEN_WITHOUT_TOKEN:
        return
    scope = _SCOPE.get(name)
    if scope is not None and scope not in installation.scopes:
        return
    payload = payloads.event_callback(slack, workspace, event)
    slack.deliver.tell(Parcel(f"event.{event['type']}", "events_api", payload))


def announce_message(
    slack: Slack, workspace: Workspace, message: Message, change: Json | None = None
) -> None:
    """Tell the app of a message where it is a member; `change` says that it was changed or deleted."""
    channel = workspace.channels[message.channel]
    bot = _bot(workspace)
    if bot is None or message.ephemeral_to is not None or bot not in channel.members:
        return
    place = {"channel": channel.id, "channel_type": _CHANNEL_TYPE[channel.kind], "event_ts": message.ts}
    shown = {**shapes.message(workspace, message), **place} if change is None else {**change, **place}
    announce(slack, workspace, f"message.{_MESSAGES_OF[channel.kind]}", shown)
    if change is None and f"<@{bot}" in message.text and message.author != bot and channel.kind != "im":
        announce(slack, workspace, "app_mention", {**shown, "type": "app_mention"})


def announce_member(
    slack: Slack, name: str, channel: Channel, person: str, inviter: str | None = None
) -> None:
    """Tell the app that someone (itself too) joined or left a channel where it is or was a member."""
    workspace = slack.home_of(person)
    bot = _bot(workspace)
    if bot is None or channel.is_direct or (bot not in channel.members and bot != person):
        return
    event = {
        "type": name,
        "user": person,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "public" else "G",
        "team": workspace.people[person].team,
        "event_ts": workspace.new_ts(),
    }
    announce(slack, workspace, name, event | ({"inviter": inviter} if inviter else {}))


def announce_channel(slack: Slack, workspace: Workspace, channel: Channel, what: str, detail: Json) -> None:
    """Tell the app that a channel it can see was archived, renamed, deleted … (`channel_*`, `group_*`)."""
    bot = _bot(workspace)
    if bot is None or (channel.kind == "private" and bot not in channel.members and what != "left"):
        return
    name = f"{'group' if channel.kind == 'private' else 'channel'}_{what}"
    announce(slack, workspace, name, {"type": name, "event_ts": workspace.new_ts(), **detail})


def _bot(workspace: Workspace) -> str | None:
    return workspace.installation.bot_user if workspace.installation else None
