"""OAuth: the page on which someone allows the app, the code it gives, the token for the code."""

from __future__ import annotations

import base64
import binascii
import html
import secrets
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.things import Json
from sandbox.workspace import SLACKBOT

CODE_SECONDS = 600


@dataclass(slots=True)
class Grant:
    """What one code stands for."""

    team: str
    person: str
    redirect_uri: str
    scopes: frozenset[str]
    made_at: float
    used: bool = False


class Grants:
    """The codes given out."""

    def __init__(self) -> None:
        self._grants: dict[str, Grant] = {}

    def make(self, grant: Grant) -> str:
        """A code for ten minutes and one use."""
        code = secrets.token_hex(16)
        self._grants[code] = grant
        return code

    def use(self, code: str) -> Grant:
        """What the code stands for, or `invalid_code`, `code_already_used`."""
        grant = self._grants.get(code)
        if grant is None or time.time() - grant.made_at > CODE_SECONDS:
            raise SlackError("invalid_code")
        if grant.used:
            raise SlackError("code_already_used")
        grant.used = True
        return grant


def show_page(slack: Slack, request: web.Request) -> web.Response:
    """Ask who installs the app where; each button is one person of one workspace."""
    if request.query.get("client_id") != slack.app.client_id:
        return web.Response(status=400, text="Invalid client_id parameter")
    scopes = frozenset(each for each in request.query.get("scope", "").split(",") if each)
    unknown = scopes - slack.app.scopes
    if unknown:
        return web.Response(status=400, text=f"Invalid permissions requested: {', '.join(sorted(unknown))}")
    buttons = [
        f'<button name="who" value="{workspace.team}/{person.id}">'
        f"{html.escape(person.real_name)} in {html.escape(workspace.name)}</button>"
        for workspace in slack.workspaces.values()
        for person in workspace.people.values()
        if person.id != SLACKBOT
        and not person.is_bot
        and not person.is_guest
        and person.team == workspace.team
    ]
    page = (
        f"<!doctype html><title>Allow {html.escape(slack.app.name)}</title>"
        f"<h1>{html.escape(slack.app.name)} asks to be installed</h1><p>It may then use: "
        f"{html.escape(', '.join(sorted(scopes)))}</p><form method=post>{''.join(buttons)}"
        '<button name="who" value="">Cancel</button></form>'
    )
    return web.Response(text=page, content_type="text/html")


async def allow(slack: Slack, grants: Grants, request: web.Request) -> web.Response:
    """Send the browser back to the app with a code, or with access_denied."""
    target = request.query.get("redirect_uri") or next(iter(slack.app.redirect_urls), "")
    form = await request.post()
    team, _, person = str(form.get("who", "")).partition("/")
    back = {"state": request.query.get("state", "")}
    if team not in slack.workspaces or person not in slack.workspaces[team].people:
        back["error"] = "access_denied"
    else:
        scopes = frozenset(each for each in request.query.get("scope", "").split(",") if each)
        back["code"] = grants.make(
            Grant(team, person, request.query.get("redirect_uri", ""), scopes, time.time())
        )
    raise web.HTTPFound(f"{target}{'&' if '?' in target else '?'}{urlencode(back)}")


def access(slack: Slack, grants: Grants, args: Json, authorization: str) -> Json:
    """oauth.v2.access: the token for a code; the installation it makes."""
    client_id, client_secret = str(args.get("client_id", "")), str(args.get("client_secret", ""))
    if authorization.startswith("Basic "):
        client_id, _, client_secret = _decode(authorization).partition(":")
    if client_id != slack.app.client_id:
        raise SlackError("invalid_client_id")
    if client_secret != slack.app.client_secret:
        raise SlackError("bad_client_secret")
    grant = grants.use(str(args.get("code", "")))
    if grant.redirect_uri and args.get("redirect_uri", grant.redirect_uri) != grant.redirect_uri:
        raise SlackError("bad_redirect_uri")
    installation = slack.install(grant.team, grant.person, grant.scopes)
    workspace = slack.workspaces[grant.team]
    return {
        "app_id": slack.app.id,
        "authed_user": {"id": grant.person},
        "scope": ",".join(sorted(installation.scopes)),
        "token_type": "bot",
        "access_token": installation.token,
        "bot_user_id": installation.bot_user,
        "team": {"id": workspace.team, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _decode(authorization: str) -> str:
    try:
        return base64.b64decode(authorization.removeprefix("Basic ")).decode()
    except (binascii.Error, ValueError) as error:
        raise SlackError("invalid_client_id") from error
