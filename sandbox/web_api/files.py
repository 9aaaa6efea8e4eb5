"""files.*: uploading in three steps, and showing the file in a message."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence

from aiohttp import web

from sandbox import shapes
from sandbox.errors import SlackError
from sandbox.events import announce_message
from sandbox.slack import Slack
from sandbox.things import File, Json, Message
from sandbox.web_api.ask import Ask, Method
from sandbox.workspace import Workspace

_PICTURES = ("png", "jpg", "jpeg", "gif")


def get_upload_url(ask: Ask) -> Json:
    """An address for one file of this length."""
    length = ask.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: length"])
    file = File(
        id=ask.workspace.new_id("F"),
        name=ask.text("filename"),
        length=length,
        owner=ask.bot,
        alt_text=ask.find("alt_txt") or "",
    )
    ask.workspace.files[file.id] = file
    ticket = f"{ask.workspace.team}-{file.id}-{secrets.token_hex(6)}"
    return {"upload_url": f"{ask.slack.base_url}/upload/v1/{ticket}", "file_id": file.id}


async def receive(slack: Slack, request: web.Request) -> web.Response:
    """Take the bytes of a file."""
    team, _, rest = request.match_info["ticket"].partition("-")
    workspace = slack.workspaces.get(team)
    file = workspace.files.get(rest.partition("-")[0]) if workspace else None
    if file is None or file.completed:
        return web.Response(status=404, text="invalid ticket")
    content = await _content(request)
    if len(content) != file.length:
        return web.Response(status=400, text="the length is not the one that was announced")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    for part in form.values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


def complete_upload(ask: Ask) -> Json:
    """End the upload; with a channel the files are shared there, in one message."""
    wanted = ask.parsed("files", "invalid_arguments") or []
    if not isinstance(wanted, list) or not all(isinstance(entry, dict) for entry in wanted):
        raise SlackError("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/files/0]"])
    files = [_uploaded(ask, entry) for entry in wanted]
    if not files:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: files"])
    channels = [each for each in (ask.find("channel_id") or ask.find("channels") or "").split(",") if each]
    for channel_id in channels:
        channel = ask.workspace.get_channel(channel_id)
        if ask.bot not in channel.members:
            raise SlackError("not_in_channel" if channel.kind == "public" else "channel_not_found")
    for file, entry in zip(files, wanted, strict=True):
        file.title = entry.get("title") or file.name
        file.completed = True
        file.ready_at = time.time() + ask.slack.file_ready_seconds
        file.channels = channels
    for channel_id in channels:
        _share(ask, channel_id, files)
    return {"files": [shapes.file(file) for file in files]}


def download(slack: Slack, request: web.Request) -> web.Response:
    """A file's bytes, for whoever looks at the page."""
    wanted = request.match_info["file"]
    for workspace in slack.workspaces.values():
        file = workspace.files.get(wanted)
        if file is not None and file.completed:
            return web.Response(body=file.content, content_type=str(shapes.file(file)["mimetype"]))
    return web.Response(status=404, text="file_not_found")


def check_images(workspace: Workspace, blocks: Sequence[Json]) -> None:
    """`invalid_blocks` when an image names a file that is not there, not ready yet, or no picture."""
    for path, image in _images(blocks):
        wanted = image.get("slack_file")
        if wanted is None:
            continue
        by_url = str(wanted.get("url", "")).rpartition("/files/")[2].partition("/")[0]
        file = workspace.files.get(wanted.get("id", by_url))
        if file is None or not file.completed or time.time() < file.ready_at:
            raise SlackError(
                "invalid_blocks", [f"[ERROR] invalid slack file [json-pointer:{path}/slack_file]"]
            )
        if file.name.rpartition(".")[2].lower() not in _PICTURES:
            raise SlackError(
                "invalid_blocks", [f"[ERROR] invalid image type [json-pointer:{path}/slack_file]"]
            )


def _images(blocks: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    for index, block in enumerate(blocks):
        path = f"/blocks/{index}"
        if block["type"] == "image":
            yield path, block
        if block.get("accessory", {}).get("type") == "image":
            yield f"{path}/accessory", block["accessory"]
        for place, element in enumerate(block.get("elements", ())):
            if element.get("type") == "image":
                yield f"{path}/elements/{place}", element


def _uploaded(ask: Ask, entry: Json) -> File:
    file = ask.workspace.files.get(str(entry.get("id")))
    if file is None or not file.content:
        raise SlackError("file_not_found")
    return file


def _share(ask: Ask, channel: str, files: list[File]) -> None:
    message = Message(
        ts=ask.workspace.new_ts(),
        channel=channel,
        author=ask.bot,
        text=ask.find("initial_comment") or "",
        thread_ts=ask.find("thread_ts"),
        app=ask.installation.app,
        files=[file.id for file in files],
    )
    ask.workspace.add_message(message)
    announce_message(ask.slack, ask.workspace, message)


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
}
