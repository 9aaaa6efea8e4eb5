"""The app under test, as its manifest declares it: commands, shortcuts, scopes, events, and where it listens.

Knows Slack's manifest schema as far as the sandbox acts on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.things import Json


@dataclass(slots=True)
class App:
    """An app and its secrets; with `socket_mode` requests go over its WebSocket instead of `request_url`."""

    manifest: Json
    request_url: str | None = None
    socket_mode: bool = False
    id: str = "A000CAIRN1"
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - It protects nothing outside this machine.
    client_id: str = "1000.2000"
    client_secret: str = "sandbox-client-secret"  # noqa: S105
    app_token: str = "xapp-1-A000CAIRN1-1-sandbox"  # noqa: S105
    verification_token: str = "sandbox-verification"  # noqa: S105
    redirect_urls: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name that people see on its messages."""
        display: str = self._part("display_information").get("name", "App")
        bot: str = self._part("features").get("bot_user", {}).get("display_name", display)
        return bot

    @property
    def commands(self) -> Mapping[str, Json]:
        """Slash commands by name, such as `/decide`."""
        return {each["command"]: each for each in self._part("features").get("slash_commands", [])}

    @property
    def shortcuts(self) -> Mapping[str, Json]:
        """Global and message shortcuts by callback_id."""
        return {each["callback_id"]: each for each in self._part("features").get("shortcuts", [])}

    @property
    def scopes(self) -> frozenset[str]:
        """The bot scopes asked for, optional ones included."""
        scopes = self._part("oauth_config").get("scopes", {})
        return frozenset(scopes.get("bot", [])) | frozenset(scopes.get("bot_optional", []))

    @property
    def events(self) -> frozenset[str]:
        """The bot events subscribed to, such as `message.im`."""
        return frozenset(self._part("settings").get("event_subscriptions", {}).get("bot_events", []))

    def _part(self, name: str) -> Json:
        part: Json = self.manifest.get(name) or {}
        return part
