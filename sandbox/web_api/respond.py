"""What an app answers outside the Web API: at a response URL, or in the body of its answer to a command."""

from __future__ import annotations

from typing import Any

import orjson
from aiohttp import web

from sandbox.errors import SlackError
from sandbox.events import announce_message
from sandbox.limits import check_message, cut_text
from sandbox.response_urls import Answering
from sandbox.shapes import with_ids
from sandbox.slack import Slack
from sandbox.things import Json, Message
from sandbox.web_api.chat import thread_root
from sandbox.web_api.files import check_images
from sandbox.web_api.stumbling import HUNG_UP, hang_up, stumble
from sandbox.workspace import Workspace


async def receive(slack: Slack, request: web.Request) -> web.Response:
    """Take what the app posts to a response URL; its faults are those of `response_url`."""
    faults = slack.faults.take("response_url")
    for fault in faults:
        instead = await stumble(fault)
        if instead is not None:
            status, answer = instead
            return hang_up(request) if status == HUNG_UP else web.json_response(answer, status=status)
    try:
        answering = slack.response_urls.use(request.match_info["key"])
        content = _parse(await request.read())
        respond(slack, answering, content)
    except SlackError as error:
        status = 404 if error.code in ("expired_url", "used_url") else 400
        return web.json_response(error.answer(), status=status)
    if any(fault.kind == "drop_answer" for fault in faults):
        return hang_up(request)
    return web.json_response({"ok": True})


def respond(slack: Slack, answering: Answering, content: Json) -> None:
    """Show an answer: replace or delete the message acted on, else a new one, to the person unless in_channel."""
    workspace = slack.workspaces[answering.team]
    installation = workspace.installation
    if installation is None or installation.refusal:
        raise SlackError("token_revoked")
    original = _original(workspace, answering)
    if content.get("delete_original"):
        if original is not None:
            original.deleted = True
            workspace.tell("message_deleted", original)
        return
    wanted = {key: content[key] for key in ("text", "blocks") if content.get(key) is not None}
    check_message(wanted)
    check_images(workspace, wanted.get("blocks", []))
    if content.get("replace_original") and original is not None:
        original.text = cut_text(wanted.get("text", ""))
        original.blocks = with_ids(wanted.get("blocks", []), original.blocks)
        original.typed = {}
        if original.ephemeral_to is None:
            original.edited = workspace.new_ts()
        workspace.tell("message_changed", original)
        return
    is_public = content.get("response_type") == "in_channel"
    message = Message(
        ts=workspace.new_ts(),
        channel=answering.channel,
        author=installation.bot_user,
        text=cut_text(wanted.get("text", "")),
        blocks=with_ids(wanted.get("blocks", [])),
        thread_ts=thread_root(workspace, answering.channel, content.get("thread_ts")),
        app=installation.app,
        ephemeral_to=None if is_public else answering.person,
    )
    workspace.add_message(message)
    announce_message(slack, workspace, message)


def _original(workspace: Workspace, answering: Answering) -> Message | None:
    if answering.message_ts is None:
        return None
    message = workspace.messages.get(answering.channel, {}).get(answering.message_ts)
    is_ours = message is not None and message.app is not None and not message.deleted
    return message if is_ours else None


def _parse(body: bytes) -> Json:
    try:
        content: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise SlackError("invalid_payload") from error
    if not isinstance(content, dict):
        raise SlackError("invalid_payload")
    return content
