"""conversations.*: channels, who is in them, and what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sandbox import shapes
from sandbox.errors import SlackError
from sandbox.events import announce_member
from sandbox.feed import Change
from sandbox.things import Channel, Json, Message
from sandbox.web_api.ask import Ask, Method, make_cursor, read_cursor

_PREFIX = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
_KIND_OF_TYPE = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
_READ = tuple(f"{prefix}:read" for prefix in _PREFIX.values())
_HISTORY = tuple(f"{prefix}:history" for prefix in _PREFIX.values())
_MOST_MEMBERS = 9
_TS = re.compile(r"[0-9]+(\.[0-9]+)?")


def list_channels(ask: Ask) -> Json:
    """Channels of the types asked for; archived ones are left out of each page after it was cut, as Slack does."""
    kinds = _kinds(ask)
    channels = [
        channel
        for channel in ask.workspace.channels.values()
        if channel.kind in kinds and (channel.kind == "public" or ask.bot in channel.members)
    ]
    page, more = ask.page(channels)
    if ask.flag("exclude_archived"):
        page = [channel for channel in page if not channel.archived]
    return {"channels": [shapes.channel(ask.workspace, channel, ask.bot) for channel in page], **more}


def of_person(ask: Ask) -> Json:
    """users.conversations: the channels that a person and the app are both allowed to see."""
    kinds = _kinds(ask)
    person = ask.find("user") or ask.bot
    ask.workspace.get_person(person)
    channels = [
        channel
        for channel in ask.workspace.channels_of(person)
        if channel.kind in kinds and (channel.kind == "public" or ask.bot in channel.members)
    ]
    page, more = ask.page(channels)
    if ask.flag("exclude_archived"):
        page = [channel for channel in page if not channel.archived]
    return {"channels": [shapes.channel(ask.workspace, channel, ask.bot) for channel in page], **more}


def info(ask: Ask) -> Json:
    """One channel."""
    channel = _readable(ask, "read")
    return {"channel": shapes.channel(ask.workspace, channel, ask.bot)}


def members(ask: Ask) -> Json:
    """The ids of a channel's members."""
    page, more = ask.page(_readable(ask, "read").members)
    return {"members": page, **more}


def history(ask: Ask) -> Json:
    """A channel's messages, newest first, replies not among them."""
    channel = _readable(ask, "history")
    _check_member(ask, channel)
    found = [
        message
        for message in _everyones(ask, channel)
        if (not message.is_reply or message.broadcast) and _is_within(ask, message)
    ]
    found.reverse()
    return _messages(ask, found)


def replies(ask: Ask) -> Json:
    """A thread, its parent first."""
    channel = _readable(ask, "history")
    _check_member(ask, channel)
    ts = ask.text("ts")
    parent = next((message for message in _everyones(ask, channel) if message.ts == ts), None)
    if parent is None:
        raise SlackError("thread_not_found")
    found = [reply for reply in ask.workspace.replies(channel.id, parent.ts) if _is_within(ask, reply)]
    return _messages(ask, [parent, *found], default=1000)


def open_direct(ask: Ask) -> Json:
    """The direct message of the app with one to eight people, or the one of that id."""
    wanted = ask.find("channel")
    if wanted is not None:
        channel, is_new = ask.channel(), False
    else:
        people = [
            each for each in ask.text("users", "users_list_not_supplied").replace(" ", "").split(",") if each
        ]
        channel, is_new = _direct_with(ask, people)
    shown = shapes.channel(ask.workspace, channel, ask.bot) if ask.flag("return_im") else {"id": channel.id}
    return {"channel": shown} if is_new else {"no_op": True, "already_open": True, "channel": shown}


def join(ask: Ask) -> Json:
    """Become a member of a public channel."""
    channel = ask.channel()
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if ask.bot in channel.members:
        shown = shapes.channel(ask.workspace, channel, ask.bot)
        return {"channel": shown, "warning": "already_in_channel"}
    channel.members.append(ask.bot)
    ask.workspace.feed.publish(Change("channel", channel.id))
    announce_member(ask.slack, "member_joined_channel", channel, ask.bot)
    return {"channel": shapes.channel(ask.workspace, channel, ask.bot)}


def _direct_with(ask: Ask, people: list[str]) -> tuple[Channel, bool]:
    if len(people) >= _MOST_MEMBERS:
        raise SlackError("too_many_users")
    for person in people:
        someone = ask.workspace.get_person(person)
        if someone.is_bot and someone.id != ask.bot:
            raise SlackError("cannot_dm_bot")
        if someone.deleted:
            raise SlackError("user_disabled")
    ask.need("im:write" if len(people) == 1 else "mpim:write")
    known = len(ask.workspace.channels)
    channel = ask.workspace.direct_message([ask.bot, *people])
    return channel, len(ask.workspace.channels) > known


def _kinds(ask: Ask) -> set[str]:
    kinds = set()
    for name in (ask.find("types") or "public_channel").replace(" ", "").split(","):
        if name not in _KIND_OF_TYPE:
            raise SlackError("invalid_types")
        kind = _KIND_OF_TYPE[name]
        ask.need(f"{_PREFIX[kind]}:read")
        kinds.add(kind)
    return kinds


def _readable(ask: Ask, what: str) -> Channel:
    channel = ask.channel()
    ask.need(f"{_PREFIX[channel.kind]}:{what}")
    return channel


def _check_member(ask: Ask, channel: Channel) -> None:
    if ask.bot not in channel.members:
        raise SlackError("not_in_channel")


def _everyones(ask: Ask, channel: Channel) -> list[Message]:
    return [
        message
        for message in ask.workspace.messages.get(channel.id, {}).values()
        if not message.deleted and message.ephemeral_to is None
    ]


def _is_within(ask: Ask, message: Message) -> bool:
    at, oldest, newest = float(message.ts), _bound(ask, "oldest", 0.0), _bound(ask, "latest", float("inf"))
    return oldest <= at <= newest if ask.flag("inclusive") else oldest < at < newest


def _bound(ask: Ask, name: str, default: float) -> float:
    ts = ask.find(name)
    if ts is None:
        return default
    if not _TS.fullmatch(ts):
        raise SlackError(f"invalid_ts_{name}")
    return float(ts)


def _messages(ask: Ask, found: Sequence[Message], default: int = 100) -> Json:
    limit = min(max(ask.number("limit", default), 1), 999)
    start = read_cursor(ask.find("cursor"))
    shown = [
        shapes.message(ask.workspace, message, ask.flag("include_all_metadata"))
        | shapes.thread_summary(ask.workspace, message)
        for message in found[start : start + limit]
    ]
    has_more = start + limit < len(found)
    answer: Json = {"messages": shown, "has_more": has_more}
    if has_more:
        answer["response_metadata"] = {"next_cursor": make_cursor(start + limit)}
    return answer


METHODS = {
    "conversations.list": Method(list_channels, _READ),
    "conversations.info": Method(info, _READ),
    "conversations.members": Method(members, _READ),
    "conversations.history": Method(history, _HISTORY),
    "conversations.replies": Method(replies, _HISTORY),
    "conversations.open": Method(open_direct, ("im:write", "mpim:write")),
    "conversations.join": Method(join, ("channels:join",)),
    "users.conversations": Method(of_person, _READ),
}
