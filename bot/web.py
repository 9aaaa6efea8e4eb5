"""The one door for HTTP: signatures verified on the raw bytes, bodies decoded once, then Bolt as in Socket Mode."""

import binascii
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from bot.app import Bot
from bot.metrics import Metrics
from handlers.payloads import Malformed
from rituals.ids import Team

log = structlog.get_logger(__name__)
MOST_BYTES = 1_000_000
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


def make_web(bot: Bot, signing_secret: str, problems: Callable[[], Awaitable[list[str]]]) -> web.Application:
    """The routes: Slack's requests, health, metrics. `problems` gives a sentence for each thing that is wrong."""
    verifier = SignatureVerifier(signing_secret, RealClock(bot))
    metrics = Metrics()

    async def on_slack(request: web.Request) -> web.Response:
        raw = await request.read()
        if not is_signed(verifier, raw, request.headers):
            return web.Response(status=401, text="The signature is missing, wrong or too old.")
        began = time.perf_counter()
        try:
            body = decode(raw, request.content_type)
            answer = await dispatch(bot, body)
        except Malformed:
            return web.Response(status=400, text="This is no body that Slack sends.")
        metrics.note(body, time.perf_counter() - began)
        return answer

    async def on_health(_: web.Request) -> web.Response:
        found = await problems()
        return web.json_response({"ok": not found, "problems": found}, status=503 if found else 200)

    async def on_metrics(_: web.Request) -> web.Response:
        text = await metrics.write(bot.foundation.database)
        return web.Response(body=text, headers={"content-type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_post("/slack/events", on_slack)
    app.router.add_get("/healthz", on_health)
    app.router.add_get("/metrics", on_metrics)
    return app


class RealClock(SignatureClock):
    """Real time, for signatures: a moved clock must not make old requests young."""

    def __init__(self, bot: Bot) -> None:
        self._real = bot.foundation.clocks.real

    def now(self) -> float:
        """Seconds since 1970."""
        return self._real().timestamp()


def is_signed(verifier: SignatureVerifier, raw: bytes, headers: Mapping[str, str]) -> bool:
    """Whether Slack signed these bytes in the last five minutes; malformed headers are no signature."""
    timestamp, signature = headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature")
    if not timestamp or not signature or not timestamp.isdecimal():
        return False
    return verifier.is_valid(raw, timestamp, signature)


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


async def dispatch(bot: Bot, body: dict[str, Any]) -> web.Response:
    """Bolt's answer to this body; what is no matter of Bolt's is answered here. Raises Malformed."""
    if body.get("type") == "url_verification":
        return web.json_response({"challenge": body.get("challenge", "")})
    if "ssl_check" in body:
        return web.Response()
    if await bot.door.authorize(team_of(body)) is None:
        is_command = "command" in body
        return web.json_response({"text": NOT_INSTALLED}) if is_command else web.Response()
    answer = await bot.bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
    headers = {name: values[0] for name, values in answer.headers.items() if name.lower() != "set-cookie"}
    return web.Response(status=answer.status, text=answer.body, headers=headers)


def team_of(body: Mapping[str, Any]) -> Team:
    """The workspace where Cairn is installed, from the verified envelope; raises Malformed."""
    team = body.get("team_id") or (body.get("team") or {}).get("id")
    if not isinstance(team, str):
        raise Malformed("team")
    return Team(team)
