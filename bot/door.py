"""The door behind HTTP and Socket Mode: a body decoded once, checked for what Bolt would choke on, then Bolt's answer."""

import binascii
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
import structlog
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.app import Bot
from handlers.envelopes import (
    read_click,
    read_command,
    read_event,
    read_question,
    read_shortcut,
    read_submission,
)
from handlers.payloads import Malformed
from rituals.ids import Team

log = structlog.get_logger(__name__)
NOT_INSTALLED = "Cairn is not installed in this workspace. Ask an admin to install it."

_READERS: Mapping[str, Callable[[Mapping[str, Any]], object]] = {
    "block_actions": read_click,
    "view_submission": read_submission,
    "view_closed": read_submission,
    "shortcut": read_shortcut,
    "message_action": read_shortcut,
    "block_suggestion": read_question,
    "event_callback": read_event,
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
    """The body, if it has what Bolt and we rely on; raises Malformed.

    Bolt would answer 500 where one of our readers finds a body malformed, so they are asked before it too.
    """
    if not isinstance(body, dict):
        raise Malformed("body")
    kind = body.get("type")
    if kind in ("url_verification", "app_rate_limited") or "ssl_check" in body:
        return body
    read = read_command if "command" in body else _READERS.get(str(kind))
    if read is None:
        raise Malformed(str(kind))
    read(body)
    if not all(isinstance(name, str) for name in _names_of(body)):
        raise Malformed(f"{kind} without a name")
    return body


def _names_of(body: Mapping[str, Any]) -> list[object]:
    """What Bolt finds listeners by; a name that is missing is None."""
    kind = body.get("type")
    if kind == "block_actions":
        return [isinstance(action, dict) and action.get("action_id") for action in body["actions"]]
    if kind in ("view_submission", "view_closed"):
        return [body["view"].get("type"), body["view"].get("callback_id", "")]
    if kind == "event_callback":
        return [body["event"]["type"]]
    return [body[name] for name in ("command", "callback_id", "action_id") if name in body]


async def hear(bot: Bot, body: dict[str, Any]) -> BoltResponse:
    """The answer to this body; what is no matter of Bolt's is answered here. Raises Malformed."""
    if body.get("type") == "url_verification":
        return _json({"challenge": body.get("challenge", "")})
    if body.get("type") == "app_rate_limited":
        # What is left out now is read again later: members when they are old, people at night.
        log.warning("Slack leaves events out", team=str(body.get("team_id")))
        return BoltResponse(status=200)
    if "ssl_check" in body:
        return BoltResponse(status=200)
    if await bot.door.authorize(team_of(body)) is None:
        return _json({"text": NOT_INSTALLED}) if "command" in body else BoltResponse(status=200)
    try:
        request = AsyncBoltRequest(mode="socket_mode", body=body)
    except (AttributeError, KeyError, TypeError) as error:
        raise Malformed("ids that are none") from error  # Bolt reads them at once, and trusts them.
    return await bot.bolt.async_dispatch(request)


def _json(body: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200, body=orjson.dumps(body).decode(), headers={"content-type": "application/json"}
    )


def team_of(body: Mapping[str, Any]) -> Team:
    """The workspace where Cairn is installed, from the verified envelope; raises Malformed."""
    team = body.get("team_id") or body.get("team")
    if isinstance(team, dict):
        team = team.get("id")
    if not isinstance(team, str):
        raise Malformed("team")
    return Team(team)
