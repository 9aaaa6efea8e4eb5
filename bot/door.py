"""The door behind HTTP and Socket Mode: a body decoded once, checked for what Bolt would choke on, then Bolt's answer."""

import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.app import Bot
from handlers.payloads import Malformed
from rituals.ids import Team

NOT_INSTALLED = "Cairn is not installed in this workspace. Ask an admin to install it."

# What Slack sends under `payload=`, and the keys without which Bolt would choke on it.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "block_actions": ("actions", "user", "team"),
    "view_submission": ("view", "user", "team"),
    "view_closed": ("view", "user", "team"),
    "shortcut": ("callback_id", "user", "team", "trigger_id"),
    "message_action": ("callback_id", "user", "team", "trigger_id", "message"),
    "block_suggestion": ("action_id", "user", "team"),
}


def decode(raw: bytes, content_type: str) -> dict[str, Any]:
    """The body that Slack sent, as a dictionary; raises Malformed."""
    try:
        if content_type == "application/json":
            return check(orjson.loads(raw))
        if raw.startswith(b"payload="):
            return check(orjson.loads(unquote(raw[8:])))
        return check(dict(parse_qsl(raw.decode(), keep_blank_values=True, strict_parsing=True)))
    except (ValueError, UnicodeDecodeError) as error:
        raise Malformed("body") from error


def unquote(raw: bytes) -> bytes:
    """Percent-decoding, in C: quoted-printable is the same with another sign, once no such sign is left."""
    if b"=" in raw or b"&" in raw:
        raise ValueError("more than one field")
    return binascii.a2b_qp(raw.replace(b"+", b" ").replace(b"%", b"="))


def check(body: Any) -> dict[str, Any]:
    """The body, if it has what Bolt and we rely on; raises Malformed."""
    if not isinstance(body, dict):
        raise Malformed("body")
    kind = body.get("type")
    if "command" in body or kind in ("event_callback", "url_verification") or "ssl_check" in body:
        return body
    needed = _NEEDED.get(str(kind))
    if needed is None or any(not body.get(name) for name in needed):
        raise Malformed(str(kind))
    if kind == "block_actions" and not all(
        isinstance(action, dict) and action.get("action_id") for action in body["actions"]
    ):
        raise Malformed("action without action_id")
    if kind in ("view_submission", "view_closed") and not body["view"].get("type"):
        raise Malformed("view without type")
    return body


async def hear(bot: Bot, body: dict[str, Any]) -> BoltResponse:
    """The answer to this body; what is no matter of Bolt's is answered here. Raises Malformed."""
    if body.get("type") == "url_verification":
        return _json({"challenge": body.get("challenge", "")})
    if "ssl_check" in body:
        return BoltResponse(status=200)
    if await bot.door.authorize(team_of(body)) is None:
        return _json({"text": NOT_INSTALLED}) if "command" in body else BoltResponse(status=200)
    return await bot.bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))


def _json(body: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200, body=orjson.dumps(body).decode(), headers={"content-type": "application/json"}
    )


def team_of(body: Mapping[str, Any]) -> Team:
    """The workspace where Cairn is installed, from the verified envelope; raises Malformed."""
    team = body.get("team_id") or (body.get("team") or {}).get("id")
    if not isinstance(team, str):
        raise Malformed("team")
    return Team(team)
