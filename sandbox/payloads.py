"""What Slack sends to the app when people act: the bodies of commands, clicks, submissions, shortcuts, events.

Knows Slack's shapes; does not send them, and changes nothing but making triggers and response URLs.
"""

from __future__ import annotations

import secrets

from sandbox import shapes
from sandbox.forms import values
from sandbox.slack import Slack
from sandbox.things import Channel, Json, Message, Person, View
from sandbox.workspace import Workspace


def command(slack: Slack, person: Person, channel: Channel, name: str, text: str) -> Json:
    """The form of a slash command, its text escaped already."""
    workspace = slack.home_of(person.id)
    return {
        "token": slack.app.verification_token,
        "team_id": workspace.team,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": slack.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(slack, workspace, person, channel.id),
        "trigger_id": workspace.new_trigger(person.id, channel=channel.id).id,
    }


def message_action(slack: Slack, person: Person, callback_id: str, on: Message) -> Json:
    """A message shortcut."""
    workspace = slack.home_of(person.id)
    return {
        **_head(slack, workspace, person, "message_action"),
        "callback_id": callback_id,
        "action_ts": workspace.new_ts(),
        "trigger_id": workspace.new_trigger(person.id, channel=on.channel).id,
        "response_url": response_url(slack, workspace, person, on.channel, on.ts),
        "message_ts": on.ts,
        "channel": _channel(workspace, on.channel),
        "message": shapes.message(workspace, on),
    }


def shortcut(slack: Slack, person: Person, callback_id: str) -> Json:
    """A global shortcut."""
    workspace = slack.home_of(person.id)
    return {
        **_head(slack, workspace, person, "shortcut"),
        "callback_id": callback_id,
        "action_ts": workspace.new_ts(),
        "trigger_id": workspace.new_trigger(person.id).id,
    }


def click_in_message(slack: Slack, person: Person, on: Message, action: Json) -> Json:
    """A press or choice in a message; of an ephemeral message only the container is sent."""
    workspace = slack.home_of(person.id)
    container: Json = {
        "type": "message",
        "message_ts": on.ts,
        "channel_id": on.channel,
        "is_ephemeral": on.ephemeral_to is not None,
    }
    if on.thread_ts:
        container["thread_ts"] = on.thread_ts
    payload = {
        **_head(slack, workspace, person, "block_actions"),
        "container": container,
        "trigger_id": workspace.new_trigger(person.id, channel=on.channel).id,
        "channel": _channel(workspace, on.channel),
        "state": {"values": values(on.blocks, on.typed.get(person.id, {}))},
        "response_url": response_url(slack, workspace, person, on.channel, on.ts),
        "actions": [action | {"action_ts": workspace.new_ts()}],
    }
    if on.ephemeral_to is None:
        payload["message"] = shapes.message(workspace, on)
    return payload


def click_in_view(slack: Slack, person: Person, on: View, action: Json) -> Json:
    """A press or choice in a modal or Home."""
    workspace = slack.home_of(person.id)
    return {
        **_head(slack, workspace, person, "block_actions"),
        "container": {"type": "view", "view_id": on.id},
        "trigger_id": workspace.new_trigger(person.id, on.id).id,
        "view": shapes.view(workspace, on),
        "actions": [action | {"action_ts": workspace.new_ts()}],
    }


def suggestion(slack: Slack, person: Person, on: Message | View, where: Json) -> Json:
    """A request for options; `where` has block_id, action_id and value."""
    workspace = slack.home_of(person.id)
    payload = {**_head(slack, workspace, person, "block_suggestion"), **where}
    if isinstance(on, View):
        payload["container"] = {"type": "view", "view_id": on.id}
        payload["view"] = shapes.view(workspace, on)
    else:
        payload["container"] = {"type": "message", "message_ts": on.ts, "channel_id": on.channel}
        payload["channel"] = _channel(workspace, on.channel)
        payload["message"] = shapes.message(workspace, on)
    return payload


def submission(slack: Slack, person: Person, on: View) -> Json:
    """A submitted modal."""
    workspace = slack.home_of(person.id)
    return {
        **_head(slack, workspace, person, "view_submission"),
        "trigger_id": workspace.new_trigger(person.id, on.id).id,
        "view": shapes.view(workspace, on),
        "response_urls": [],
    }


def closing(slack: Slack, person: Person, on: View, is_cleared: bool) -> Json:
    """A modal closed by its reader."""
    workspace = slack.home_of(person.id)
    return {
        **_head(slack, workspace, person, "view_closed"),
        "view": shapes.view(workspace, on),
        "is_cleared": is_cleared,
    }


def event_callback(slack: Slack, workspace: Workspace, event: Json) -> Json:
    """An event in its envelope, with an id that is the same in each repeat."""
    bot = workspace.installation.bot_user if workspace.installation else None
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.team,
        "user_id": bot,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": slack.app.verification_token,
        "team_id": workspace.team,
        "context_team_id": workspace.team,
        "context_enterprise_id": None,
        "api_app_id": slack.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(workspace.now),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_urlsafe(24)}",
    }


def response_url(
    slack: Slack, workspace: Workspace, person: Person, channel: str, message_ts: str | None = None
) -> str:
    """A fresh response URL for what this person just did there."""
    key = slack.response_urls.make(workspace.team, person.id, channel, message_ts)
    return f"{slack.base_url}/response/{workspace.team}/{key}"


def _head(slack: Slack, workspace: Workspace, person: Person, kind: str) -> Json:
    return {
        "type": kind,
        "team": {"id": workspace.team, "domain": workspace.domain},
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team,
        },
        "api_app_id": slack.app.id,
        "token": slack.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(workspace: Workspace, channel: str) -> Json:
    return {"id": channel, "name": _channel_name(workspace.channels[channel])}


def _channel_name(channel: Channel) -> str:
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
