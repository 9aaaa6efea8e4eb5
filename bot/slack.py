"""Speaking to Slack: one client for each workspace, with its token; tokens are cached 30 seconds at most."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy import Connection

from bot.times import Clocks
from handlers.failures import NotInstalledError, is_shut_out
from handlers.welcome.ritual import greet_installer
from rituals.ids import Person, Team
from storage import installations, recovery
from storage.database import Database
from storage.installations import Installation
from storage.keys import Keyring

log = structlog.get_logger(__name__)
CACHED = timedelta(seconds=30)
PAUSES = (0.0, 1.0, 3.0)
"""Seconds before each attempt at a private answer."""

TOO_MANY = 429


class TeamClient(AsyncWebClient):
    """Speaks to one workspace; `shut_out` is called where Slack no longer takes the token."""

    def __init__(self, shut_out: Callable[[], Awaitable[None]], **settings: Any) -> None:
        super().__init__(**settings)
        self._shut_out = shut_out

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        """As slack_sdk does it."""
        try:
            return await super().api_call(api_method, **arguments)
        except SlackApiError as error:
            if is_shut_out(error):
                await self._shut_out()
            raise


class SlackDoor:
    """The way out to Slack, made where the event loop runs.

    Its clients share one pool of connections, and never repeat a call by themselves: a post could be there twice.
    """

    def __init__(
        self, database: Database, keyring: Keyring, api_url: str, clocks: Clocks, answer: timedelta
    ) -> None:
        """`answer` is how long we wait for one: longer, and what was asked may have been done or not."""
        self._database, self._keyring, self._api_url, self._clocks = database, keyring, api_url, clocks
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=64),
            timeout=aiohttp.ClientTimeout(total=answer.total_seconds()),
        )
        self._known: dict[Team, tuple[datetime, AuthorizeResult, AsyncWebClient]] = {}

    async def close(self) -> None:
        """Closes the connection pool."""
        await self._session.close()

    def anonymous(self, token: str = "") -> AsyncWebClient:
        """A client with this token, or none."""
        return AsyncWebClient(token=token or None, **self._settings())

    def _settings(self) -> dict[str, Any]:
        return {"base_url": self._api_url, "session": self._session, "retry_handlers": []}

    async def client(self, team: Team) -> AsyncWebClient:
        """The client of this workspace; raises NotInstalledError."""
        return (await self._get(team))[2]

    async def authorize(self, team: Team) -> AuthorizeResult | None:
        """Who Cairn is in this workspace, as Bolt wants to know it; None where it is not installed."""
        try:
            return (await self._get(team))[1]
        except NotInstalledError:
            return None

    async def install(self, token: str, team: Mapping[str, Any], scopes: frozenset[str]) -> Team:
        """Cairn is in the workspace that `auth.test` described, with this token."""
        found = Installation(
            Team(team["team_id"]),
            team.get("team") or "",
            team.get("url") or "",
            self._keyring.encrypt(token),
            Person(team["user_id"]),
            scopes,
            team.get("installer"),
            self._clocks.real(),
        )
        await self._database.write(_install, found, self._clocks.now())
        self.forget(found.team)
        return found.team

    async def uninstall(self, team: Team, token: str) -> None:
        """Slack no longer takes this token there; one that was installed since stays."""
        found = await self._database.read(installations.find, team)
        self.forget(team)
        if found is None or self._keyring.decrypt(found.bot_token) != token:
            return
        log.warning("uninstalled", team=team)
        await self._database.write(installations.uninstall, team, found.installed_at)

    def forget(self, team: Team) -> None:
        """What we know of the installation is read anew."""
        self._known.pop(team, None)

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        """Posts to a response URL; tried again where Slack may not have taken it: better told twice than never."""
        for pause in PAUSES:
            await asyncio.sleep(pause)
            try:
                async with self._session.post(url, json=body) as answer:
                    status = answer.status
            except (aiohttp.ClientError, TimeoutError) as error:
                log.warning("private answer not sent", error=type(error).__name__)
                continue
            if status < 500 and status != TOO_MANY:
                if status >= 400:
                    log.warning("private answer not taken", status=status)
                return
        log.warning("private answer not taken", tries=len(PAUSES))

    async def _get(self, team: Team) -> tuple[datetime, AuthorizeResult, AsyncWebClient]:
        known = self._known.get(team)
        if known is not None and self._clocks.real() - known[0] < CACHED:
            return known
        found = await self._database.read(installations.find, team)
        if found is None:
            self.forget(team)
            raise NotInstalledError(team)
        token = self._keyring.decrypt(found.bot_token)
        authorized = AuthorizeResult(
            enterprise_id=None,
            team_id=team,
            bot_token=token,
            bot_id=found.bot_user,
            bot_user_id=found.bot_user,
        )
        client = TeamClient(partial(self.uninstall, team, token), token=token, **self._settings())
        known = (self._clocks.real(), authorized, client)
        self._known[team] = known
        return known


def _install(tx: Connection, found: Installation, now: datetime) -> None:
    if not installations.hold(tx, found.team):
        recovery.reopen_workspace(tx, found.team)
    installations.install(tx, found)
    greet_installer(tx, found, now)
