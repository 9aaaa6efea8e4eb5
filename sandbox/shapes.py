"""What Slack shows of the things in a workspace: users, channels, messages, views, files, as JSON.

Knows Slack's field names; decides nothing about who may see what.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.forms import values
from sandbox.things import Channel, File, Json, Message, Person, UserGroup, View
from sandbox.workspace import SLACKBOT, Workspace

_ELEMENTS_WITHOUT_ACTION = frozenset({"image", "mrkdwn", "plain_text"})


def with_ids(blocks: Sequence[Json], before: Sequence[Json] = ()) -> list[Json]:
    """A copy of these blocks in which each block and element has an id, as Slack fills them in.

    A block that stood `before` as it stands now keeps the id that it got then, so that a button which is pressed
    while everything is drawn anew is found. An input gets a new one: as in Slack, what was typed there is gone.
    """
    completed = copy.deepcopy(list(blocks))
    given = {block.get("block_id") for block in completed}
    known = [block for block in before if block["type"] != "input" and block["block_id"] not in given]
    for block in completed:
        if "block_id" not in block:
            block["block_id"] = _kept_id(known, block) or secrets.token_urlsafe(4)[:5]
        inner = [block.get("element"), block.get("accessory"), *block.get("elements", ())]
        if block["type"] in ("input", "section", "actions", "context_actions"):
            for element in inner:
                if isinstance(element, dict) and element.get("type") not in _ELEMENTS_WITHOUT_ACTION:
                    element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return completed


def _kept_id(known: list[Json], block: Json) -> str | None:
    """The id of the first of these that is this block; it is taken from them, as there may be two alike."""
    for number, one in enumerate(known):
        if one == {**block, "block_id": one["block_id"]}:
            return str(known.pop(number)["block_id"])
    return None


def user(person: Person, at: float = 0.0) -> Json:
    """A person as `users.info` shows them; of Slackbot Slack says that it is no bot."""
    offset = datetime.fromtimestamp(at, ZoneInfo(person.zone)).utcoffset()
    shown: Json = {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.colour,
        "real_name": person.real_name,
        "profile": {
            "real_name": person.real_name,
            "display_name": "" if person.is_bot else person.real_name,
            "real_name_normalized": person.real_name,
            "display_name_normalized": "" if person.is_bot else person.real_name,
            "team": person.team,
        },
        "is_bot": person.is_bot and person.id != SLACKBOT,
        "is_app_user": False,
        "updated": int(at),
    }
    if person.bot_id:
        shown["profile"]["bot_id"] = person.bot_id
    if person.deleted:
        return shown
    return shown | {
        "tz": person.zone,
        "tz_label": person.zone,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def channel(workspace: Workspace, shown: Channel, bot: str) -> Json:
    """A channel as `conversations.info` shows it to the app."""
    if shown.kind == "im":
        other = next((person for person in shown.members if person != bot), bot)
        return {
            "id": shown.id,
            "created": shown.created,
            "is_im": True,
            "is_archived": shown.archived,
            "is_org_shared": False,
            "user": other,
            "is_user_deleted": workspace.people[other].deleted,
            "priority": 0,
        }
    return {
        "id": shown.id,
        "name": shown.name,
        "name_normalized": shown.name,
        "is_channel": shown.kind == "public",
        "is_group": shown.kind == "private",
        "is_im": False,
        "is_mpim": shown.kind == "mpim",
        "is_private": shown.kind != "public",
        "is_general": shown.is_general,
        "is_archived": shown.archived,
        "is_shared": is_shared(workspace, shown),
        "is_ext_shared": is_shared(workspace, shown),
        "is_org_shared": False,
        "is_member": bot in shown.members,
        "created": shown.created,
        "creator": shown.creator,
        "topic": {"value": shown.topic, "creator": shown.creator, "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(shown.members),
        "context_team_id": workspace.team,
        "shared_team_ids": [workspace.team],
        "previous_names": [],
    }


def is_shared(workspace: Workspace, shown: Channel) -> bool:
    """Whether people of another workspace are in this channel (Slack Connect)."""
    return any(workspace.people[person].team != workspace.team for person in shown.members)


def message(workspace: Workspace, shown: Message, with_metadata: bool = False) -> Json:
    """A message as `conversations.history` shows it; metadata only where it was asked for."""
    author = workspace.people[shown.author]
    result: Json = {
        "type": "message",
        "user": shown.author,
        "ts": shown.ts,
        "text": shown.text,
        "team": author.team,
    }
    if author.is_bot:
        result["bot_id"] = author.bot_id
    if shown.app:
        result["app_id"] = shown.app
        result["bot_profile"] = {
            "id": author.bot_id,
            "app_id": shown.app,
            "user_id": author.id,
            "name": author.real_name,
            "deleted": author.deleted,
            "team_id": author.team,
        }
    if shown.subtype:
        result["subtype"] = shown.subtype
    if shown.blocks:
        result["blocks"] = shown.blocks
    if shown.files:
        result["files"] = [file(workspace.files[each]) for each in shown.files]
    if shown.thread_ts:
        result["thread_ts"] = shown.thread_ts
        if shown.is_reply:
            parent = workspace.messages[shown.channel].get(shown.thread_ts)
            result["parent_user_id"] = parent.author if parent else shown.author
    if shown.edited:
        result["edited"] = {"user": shown.author, "ts": shown.edited}
    if with_metadata and shown.metadata:
        result["metadata"] = shown.metadata
    return result


def thread_summary(workspace: Workspace, shown: Message) -> Json:
    """What a parent shows of its thread; nothing when there is none."""
    replies = workspace.replies(shown.channel, shown.ts)
    if not replies:
        return {}
    authors = list(dict.fromkeys(reply.author for reply in replies))
    return {
        "thread_ts": shown.ts,
        "reply_count": len(replies),
        "reply_users_count": len(authors),
        "reply_users": authors,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def view(workspace: Workspace, shown: View) -> Json:
    """A view as views.* answers it and as payloads carry it, with its state."""
    installation = workspace.installation
    bot = workspace.people[installation.bot_user] if installation else None
    payload = shown.payload
    return {
        "id": shown.id,
        "team_id": workspace.team,
        "type": shown.type,
        "blocks": payload["blocks"],
        "private_metadata": payload.get("private_metadata", ""),
        "callback_id": payload.get("callback_id", ""),
        "state": {"values": values(payload["blocks"], shown.typed)},
        "hash": shown.hash,
        "title": payload.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": payload.get("clear_on_close", False),
        "notify_on_close": payload.get("notify_on_close", False),
        "close": payload.get("close"),
        "submit": payload.get("submit"),
        "previous_view_id": shown.previous_id,
        "root_view_id": shown.root_id,
        "app_id": shown.app,
        "external_id": payload.get("external_id", ""),
        "app_installed_team_id": workspace.team,
        "bot_id": bot.bot_id if bot else None,
    }


def file(shown: File) -> Json:
    """A file as files.* and messages show it."""
    kind = shown.name.rpartition(".")[2].lower()
    return {
        "id": shown.id,
        "name": shown.name,
        "title": shown.title or shown.name,
        "filetype": kind,
        "mimetype": f"image/{kind}" if kind in ("png", "jpg", "jpeg", "gif") else "application/octet-stream",
        "size": shown.length,
        "user": shown.owner,
        "mode": "hosted",
        "is_external": False,
        "is_public": bool(shown.channels),
        "channels": shown.channels,
        "permalink": f"/files/{shown.id}/{shown.name}",
        "url_private": f"/files/{shown.id}/{shown.name}",
    }


def group(workspace: Workspace, shown: UserGroup, with_users: bool) -> Json:
    """A user group as `usergroups.list` shows it."""
    result: Json = {
        "id": shown.id,
        "team_id": workspace.team,
        "is_usergroup": True,
        "name": shown.name,
        "handle": shown.handle,
        "description": "",
        "is_external": False,
        "date_delete": 0,
        "user_count": len(shown.members),
    }
    if with_users:
        result["users"] = list(shown.members)
    return result
