"""chat.*: posting, changing and taking back messages."""

from __future__ import annotations

from sandbox.errors import SlackError
from sandbox.events import announce_message
from sandbox.limits import check_message, check_metadata, check_update, cut_text
from sandbox.shapes import message as shape
from sandbox.shapes import with_ids
from sandbox.things import Channel, Json, Message
from sandbox.web_api.ask import Ask, Method, check_own
from sandbox.web_api.files import check_images
from sandbox.workspace import Workspace

_CUSTOM = ("username", "icon_url", "icon_emoji")


def post_message(ask: Ask) -> Json:
    """Post; the answer has the channel, the ts, and the message as stored."""
    content = _content(ask)
    for name in _CUSTOM:
        if ask.find(name):
            ask.need("chat:write.customize")
    channel = _writable(ask)
    message = Message(
        ts=ask.workspace.new_ts(),
        channel=channel.id,
        author=ask.bot,
        text=cut_text(content.get("text", "")),
        blocks=with_ids(content.get("blocks", [])),
        thread_ts=thread_root(ask.workspace, channel.id, ask.find("thread_ts")),
        app=ask.installation.app,
        metadata=_metadata(ask),
        broadcast=ask.flag("reply_broadcast"),
    )
    ask.workspace.add_message(message)
    announce_message(ask.slack, ask.workspace, message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": shape(ask.workspace, message, with_metadata=True),
    }


def post_ephemeral(ask: Ask) -> Json:
    """Show a message to one member of a channel; in a thread only where somebody has replied already."""
    content = _content(ask)
    channel = _writable(ask)
    person = ask.workspace.get_person(ask.text("user"))
    if person.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = Message(
        ts=ask.workspace.new_ts(),
        channel=channel.id,
        author=ask.bot,
        text=cut_text(content.get("text", "")),
        blocks=with_ids(content.get("blocks", [])),
        thread_ts=thread_root(ask.workspace, channel.id, ask.find("thread_ts")),
        app=ask.installation.app,
        ephemeral_to=person.id,
    )
    is_shown = message.thread_ts is None or bool(ask.workspace.replies(channel.id, message.thread_ts))
    if is_shown and not person.deleted:
        ask.workspace.add_message(message)
    return {"message_ts": message.ts}


def update(ask: Ask) -> Json:
    """Change a message of one's own: text without blocks takes its blocks away, and is marked as edited."""
    channel = ask.channel()
    message = _everyones(ask, channel, ask.text("ts"))
    check_own(ask, message, "cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    content = _content(ask)
    check_update(content)
    message.text = content.get("text", "")
    message.blocks = with_ids(content.get("blocks", []), message.blocks)
    message.edited = message.edited if message.blocks else ask.workspace.new_ts()
    if "metadata" in ask.args:
        message.metadata = _metadata(ask)
    message.typed = {}
    ask.workspace.tell("message_changed", message)
    shown = shape(ask.workspace, message, with_metadata=True)
    announce_message(
        ask.slack, ask.workspace, message, {"type": "message", "subtype": "message_changed", "message": shown}
    )
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(ask: Ask) -> Json:
    """Take back a message of one's own."""
    channel = ask.channel()
    message = _everyones(ask, channel, ask.text("ts"))
    check_own(ask, message, "cant_delete_message")
    message.deleted = True
    ask.workspace.tell("message_deleted", message)
    event = {"type": "message", "subtype": "message_deleted", "deleted_ts": message.ts}
    announce_message(ask.slack, ask.workspace, message, event)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(ask: Ask) -> Json:
    """The address of a message, in the sandbox's own page."""
    channel = ask.channel()
    message = _everyones(ask, channel, ask.text("message_ts"))
    link = permalink(ask.slack.base_url, ask.workspace, message)
    return {"channel": channel.id, "permalink": link}


def permalink(base_url: str, workspace: Workspace, message: Message) -> str:
    """A message's address, of the form that Slack gives it, on this server."""
    link = f"{base_url}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}"
    return link


def thread_root(workspace: Workspace, channel: str, thread_ts: str | None) -> str | None:
    """The thread a reply really goes to; None, the channel, when the parent is not there any more."""
    if thread_ts is None:
        return None
    parent = workspace.messages.get(channel, {}).get(thread_ts)
    if parent is None or parent.deleted or parent.ephemeral_to:
        return None
    return parent.thread_ts if parent.is_reply else parent.ts


def _content(ask: Ask) -> Json:
    content: Json = {}
    if ask.find("text") is not None:
        content["text"] = ask.text("text")
    blocks = ask.parsed("blocks", "invalid_blocks_format")
    if blocks is not None:
        content["blocks"] = blocks
    if ask.parsed("attachments", "invalid_attachments"):
        raise SlackError("invalid_attachments", ["[ERROR] the sandbox knows blocks only"])
    check_message(content)
    check_images(ask.workspace, content.get("blocks", []))
    return content


def _metadata(ask: Ask) -> Json | None:
    metadata: Json | None = ask.parsed("metadata", "invalid_metadata_format")
    if metadata is not None:
        check_metadata(metadata)
    return metadata


def _writable(ask: Ask) -> Channel:
    wanted = ask.text("channel", "channel_not_found")
    if wanted in ask.workspace.people:
        return ask.workspace.direct_message([ask.bot, wanted])
    channel = ask.channel(by_name=True)
    if channel.archived:
        raise SlackError("is_archived")
    if ask.bot not in channel.members and "chat:write.public" not in ask.installation.scopes:
        raise SlackError("not_in_channel")
    return channel


def _everyones(ask: Ask, channel: Channel, ts: str) -> Message:
    message = ask.workspace.get_message(channel.id, ts)
    if message.ephemeral_to is not None:
        raise SlackError("message_not_found")
    return message


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.getPermalink": Method(get_permalink),
}
