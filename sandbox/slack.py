"""Slack as a whole, on this machine: its workspaces, the app under test, and what was asked and answered.

Knows who is who; the Web API (web_api), the app's side (deliver) and people's side (acts) hang on it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable

from sandbox.calls import Call, Delivery, Record
from sandbox.deliver import Deliverer
from sandbox.errors import SlackError
from sandbox.faults import Faults
from sandbox.feed import Change, Feed, Subscription
from sandbox.manifest import App
from sandbox.rates import Rates
from sandbox.response_urls import ResponseUrls
from sandbox.things import Installation, Person
from sandbox.workspace import Workspace

BOT_TOKEN_PREFIX = "xoxb-"  # noqa: S105 - How every bot token begins.


class Slack:
    """All workspaces, and one app. `base_url` is set once a server listens (server.py)."""

    def __init__(self, app: App, workspaces: Iterable[Workspace]) -> None:
        self.app = app
        self.workspaces = {workspace.team: workspace for workspace in workspaces}
        self.faults = Faults()
        self.record = Record()
        self.rates = Rates()
        self.deliver = Deliverer(app, self.faults, self.record)
        self.response_urls = ResponseUrls()
        self.base_url = "http://127.0.0.1"
        self.trigger_seconds = 3.0
        self.file_ready_seconds = 0.2

    @property
    def workspace(self) -> Workspace:
        """The first workspace, in which everyday life takes place."""
        return next(iter(self.workspaces.values()))

    def home_of(self, person: str) -> Workspace:
        """The workspace in which this person acts, guests of other teams included."""
        for workspace in self.workspaces.values():
            if person in workspace.people:
                return workspace
        raise SlackError("user_not_found")

    def bearer(self, token: str) -> tuple[Workspace, Installation]:
        """The workspace and installation of a bot token, or `invalid_auth`, `token_revoked`."""
        for workspace in self.workspaces.values():
            installation = workspace.installation
            if installation is not None and installation.token == token:
                if installation.refusal:
                    raise SlackError(installation.refusal)
                return workspace, installation
        raise SlackError("invalid_auth")

    def install(self, team: str, installer: str, scopes: Iterable[str] | None = None) -> Installation:
        """Put the app into a workspace, or give it back the token it has there."""
        workspace = self.workspaces[team]
        present = workspace.installation
        granted = frozenset(self.app.scopes if scopes is None else scopes)
        if present is not None and present.refusal is None:
            present.scopes = granted
            return present
        bot = present.bot_user if present else self._add_bot(workspace).id
        workspace.people[bot].deleted = False
        token = f"{BOT_TOKEN_PREFIX}{team}-{secrets.token_hex(8)}"
        workspace.installation = Installation(team, self.app.id, token, granted, bot, installer)
        return workspace.installation

    def revoke(self, team: str, code: str = "token_revoked") -> None:
        """Let every call with this workspace's token be refused from now on, without a word to the app."""
        installation = self.workspaces[team].installation
        if installation is not None:
            installation.refusal = code

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls of this method so far, oldest first; of all methods without a name."""
        return [call for call in self.record.calls if method in (None, call.method)]

    def deliveries(self, kind: str | None = None) -> list[Delivery]:
        """What was sent to the app so far, oldest first: `command`, `block_actions`, `event.app_mention` …"""
        return [each for each in self.record.deliveries if kind in (None, each.kind)]

    async def comes_true(self, holds: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Whether this becomes true within so many seconds; looked at after each change, call and delivery."""
        with Subscription(*self._feeds()) as changes:
            try:
                async with asyncio.timeout(seconds):
                    while not holds():
                        await anext(changes)
            except TimeoutError:
                return holds()
        return True

    async def until(self, holds: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until this is true; AssertionError when it is not within so many seconds."""
        if not await self.comes_true(holds, seconds):
            raise AssertionError(f"It did not become true within {seconds:g} seconds.")

    async def move_clock(self, seconds: float, patience: float = 30.0) -> None:
        """Move the workspace's time forward and wait until the bot has followed."""
        self.workspace.clock.move(seconds)
        for workspace in self.workspaces.values():
            workspace.feed.publish(Change("clock"))
        if not await self.workspace.clock.arrive(patience):
            raise AssertionError(f"The bot did not reach the new time within {patience:g} seconds.")

    def _feeds(self) -> list[Feed]:
        return [self.record.feed, *(workspace.feed for workspace in self.workspaces.values())]

    def _add_bot(self, workspace: Workspace) -> Person:
        bot = Person(
            id=workspace.new_id("U"),
            name=self.app.name.lower(),
            real_name=self.app.name,
            team=workspace.team,
            is_bot=True,
            colour="2f6f5e",
            bot_id=workspace.new_id("B"),
        )
        workspace.people[bot.id] = bot
        return bot
