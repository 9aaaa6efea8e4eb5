"""A call of a Web API method as the method's function sees it: who calls, with what arguments.

Knows how arguments are read and scopes are checked; not what any method does.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import orjson

from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.things import Channel, Installation, Json, Message
from sandbox.workspace import Workspace

Item = TypeVar("Item")
_MOST_PER_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Ask:
    """One call with a bot token that is good."""

    slack: Slack
    workspace: Workspace
    installation: Installation
    args: Json

    @property
    def bot(self) -> str:
        """The user id of the bot that calls."""
        return self.installation.bot_user

    def text(self, name: str, missing: str = "invalid_arguments") -> str:
        """An argument that must be there, else the error `missing`."""
        value = self.args.get(name)
        if value is None or value == "":
            raise SlackError(
                missing, [f"[ERROR] missing required field: {name}"] * (missing == "invalid_arguments")
            )
        return str(value)

    def find(self, name: str) -> str | None:
        """An argument that may be there; an empty one is none."""
        value = self.args.get(name)
        return None if value is None or value == "" else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no, as JSON or as 1, 0, true, false."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        return value is True or str(value).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise SlackError(f"invalid_{name}") from error

    def parsed(self, name: str, invalid: str) -> Any:
        """A list or object, given as JSON or as text holding JSON; `invalid` is the error otherwise."""
        value = self.args.get(name)
        if value in (None, ""):
            return None
        if isinstance(value, str):
            try:
                value = orjson.loads(value)
            except orjson.JSONDecodeError as error:
                raise SlackError(invalid) from error
        if not isinstance(value, (list, dict)):
            raise SlackError(invalid)
        return value

    def need(self, scope: str) -> None:
        """`missing_scope` when the token has not this scope."""
        check_scopes(self.installation, (scope,))

    def channel(self, by_name: bool = False) -> Channel:
        """The channel of this id, or #name where allowed, as far as the app can see it, else `channel_not_found`."""
        wanted = self.text("channel", "channel_not_found")
        if wanted not in self.workspace.channels and not by_name:
            raise SlackError("channel_not_found")
        channel = self.workspace.get_channel(wanted)
        if channel.kind != "public" and self.bot not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def page(self, items: Sequence[Item], default: int = 100) -> tuple[list[Item], Json]:
        """The items of the page asked for by limit and cursor, and the answer's part that leads on."""
        limit = self.number("limit", default) or default
        if not 1 <= limit <= _MOST_PER_PAGE:
            raise SlackError("invalid_limit")
        start = read_cursor(self.find("cursor"))
        if start > len(items):
            raise SlackError("invalid_cursor")
        ends = start + limit
        cursor = make_cursor(ends) if ends < len(items) else ""
        return list(items[start:ends]), {"response_metadata": {"next_cursor": cursor}}


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what it does, and the scopes of which the token needs one."""

    run: Callable[[Ask], Json]
    scopes: tuple[str, ...] = field(default=())


def check_scopes(installation: Installation, scopes: tuple[str, ...]) -> None:
    """`missing_scope` with what is needed and provided, unless the token has one of these."""
    if scopes and not installation.scopes.intersection(scopes):
        provided = ",".join(sorted(installation.scopes))
        raise SlackError("missing_scope", extra={"needed": ",".join(scopes), "provided": provided})


def check_own(ask: Ask, message: Message, code: str) -> None:
    """The error `code` unless this app wrote the message."""
    if message.author != ask.bot or message.app != ask.installation.app:
        raise SlackError(code)


def make_cursor(start: int) -> str:
    """A cursor for the page that starts there."""
    return base64.b64encode(f"next:{start}".encode()).decode()


def read_cursor(cursor: str | None) -> int:
    """Where the page of this cursor starts, or `invalid_cursor`."""
    if cursor is None:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError) as error:
        raise SlackError("invalid_cursor") from error
