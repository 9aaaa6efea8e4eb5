"""Installing Cairn in a workspace by Slack's OAuth pages: `/slack/install` and `/slack/oauth_redirect`."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urljoin

import structlog
from aiohttp import web

from bot.app import Bot
from bot.settings import Settings
from handlers.failures import CALL_FAILED, error_name
from rituals.ids import Team
from storage import inbox

log = structlog.get_logger(__name__)

SCOPES = (
    "app_mentions:read",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:read",
    "mpim:write",
    "usergroups:read",
    "users:read",
)
GOOD_FOR = timedelta(minutes=10)
COOKIE = "cairn_state"
NOBODY = Team("")  # Whose workspace it will be is not known yet.


def add_oauth(app: web.Application, bot: Bot, settings: Settings) -> None:
    """The two pages, where a client id and secret are set."""
    if settings.slack_client_id is None or settings.slack_client_secret is None:
        return
    client_id, client_secret = settings.slack_client_id, settings.slack_client_secret.get_secret_value()
    key = hashlib.sha256(f"state {client_secret}".encode()).digest()
    real = bot.foundation.clocks.real

    async def on_install(_: web.Request) -> web.Response:
        state = make_state(key, real())
        query = urlencode({"client_id": client_id, "scope": ",".join(SCOPES), "state": state})
        page = urljoin(settings.slack_api_url, f"/oauth/v2/authorize?{query}")
        answer = web.Response(status=302, headers={"location": page})
        answer.set_cookie(COOKIE, state, max_age=int(GOOD_FOR.total_seconds()), httponly=True, samesite="Lax")
        return answer

    async def on_redirect(request: web.Request) -> web.Response:
        state = request.query.get("state", "")
        if not is_state(key, state, real()) or not hmac.compare_digest(
            request.cookies.get(COOKIE, "").encode(), state.encode()
        ):
            return _page(
                400, "This page is too old, or was opened in another browser. Start again: /slack/install"
            )
        if not await bot.foundation.database.write(inbox.take, NOBODY, state, real()):
            return _page(400, "This page was used already. Start again: /slack/install")
        if "code" not in request.query:
            return _page(200, "Nothing was installed.")
        asked = {"client_id": client_id, "client_secret": client_secret, "code": request.query["code"]}
        return await _install(bot, asked)

    app.router.add_get("/slack/install", on_install)
    app.router.add_get("/slack/oauth_redirect", on_redirect)


async def _install(bot: Bot, asked: dict[str, str]) -> web.Response:
    try:
        got = await bot.door.anonymous().api_call("oauth.v2.access", data=asked)
        authorized = None
        if got.get("access_token"):
            authorized = await bot.door.anonymous(got["access_token"]).auth_test()
    except CALL_FAILED as error:
        log.warning("not installed", error=error_name(error))
        return _page(400, "Slack did not accept this. Start again: /slack/install")
    if got.get("is_enterprise_install") or not got.get("team") or authorized is None:
        return _page(
            400, "Cairn is installed workspace by workspace. Choose one workspace, not the organisation."
        )
    authed: dict[str, Any] = got.get("authed_user") or {}
    found = {
        "team_id": got["team"]["id"],
        "team": got["team"].get("name", ""),
        "user_id": got["bot_user_id"],
        "installer": authed.get("id"),
        "url": authorized.get("url"),
    }
    scopes = frozenset(got.get("scope", "").split(","))
    team = await bot.door.install(got["access_token"], found, scopes)
    bot.edge.afterwards(bot.directory.read_people(team))
    return _page(200, "Cairn is installed. Go back to Slack and type /decide help.")


def make_state(key: bytes, real: datetime) -> str:
    """A state that nobody else can make: when it was made, chance, and a signature."""
    body = f"{int(real.timestamp())}.{secrets.token_urlsafe(12)}"
    return f"{body}.{_sign(key, body)}"


def is_state(key: bytes, state: str, real: datetime) -> bool:
    """Whether we made this state in the last ten minutes."""
    body, _, signature = state.rpartition(".")
    made = body.partition(".")[0]
    if not made.isdecimal() or not hmac.compare_digest(signature.encode(), _sign(key, body).encode()):
        return False
    return 0 <= real.timestamp() - int(made) <= GOOD_FOR.total_seconds()


def _sign(key: bytes, body: str) -> str:
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()


def _page(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=f"{sentence}\n")
