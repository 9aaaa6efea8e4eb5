"""What there is in a workspace: plain values that the workspace holds and changes.

Knows nothing of how they are found, shown or changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]


@dataclass(slots=True)
class Person:
    """Someone in the workspace, a bot included; `team` differs for people of Slack Connect."""

    id: str
    name: str
    real_name: str
    team: str
    zone: str = "Europe/London"
    is_bot: bool = False
    is_admin: bool = False
    is_guest: bool = False
    deleted: bool = False
    colour: str = "4a6fa5"
    bot_id: str | None = None


@dataclass(slots=True)
class Channel:
    """A channel or a direct message; `members` in the order in which they came."""

    id: str
    name: str
    kind: Kind
    members: list[str] = field(default_factory=list)
    topic: str = ""
    creator: str = ""
    created: int = 0
    archived: bool = False
    is_general: bool = False
    former_id: str | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message of two or of several."""
        return self.kind in ("im", "mpim")


@dataclass(slots=True)
class Message:
    """A message as stored: `blocks` in Slack's own form, `app` the app's id when an app wrote it.

    `ephemeral_to` is the one person who sees it; `typed` is person → block_id → action_id → what they chose.
    """

    ts: str
    channel: str
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    app: str | None = None
    metadata: Json | None = None
    ephemeral_to: str | None = None
    edited: str | None = None
    subtype: str | None = None
    broadcast: bool = False
    deleted: bool = False
    files: list[str] = field(default_factory=list)
    typed: dict[str, Json] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class View:
    """An open modal or a Home; `payload` as the app gave it, ids filled in, `typed` as the person typed.

    `typed` is block_id → action_id → Slack's state of the element; it survives `views.update` where both ids
    stay. `errors` is block_id → the sentence shown beside that field.
    """

    id: str
    owner: str
    app: str
    type: Literal["modal", "home"]
    payload: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class UserGroup:
    """A named group such as @oncall."""

    id: str
    handle: str
    name: str
    members: list[str] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """A file; it exists for others once `completed`, and can stand in a block from `ready_at` on (real time)."""

    id: str
    name: str
    length: int
    owner: str
    title: str = ""
    alt_text: str = ""
    content: bytes = b""
    completed: bool = False
    ready_at: float = 0.0
    channels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Trigger:
    """The right to open one view within three seconds of an act (real time), in a view or a conversation."""

    id: str
    person: str
    made_at: float
    view_id: str | None = None
    channel: str | None = None
    used: bool = False


@dataclass(slots=True)
class Installation:
    """The app in this workspace: its token, its scopes, its bot.

    `refusal` is the error that every call gets once the token is dead: `token_revoked`, `account_inactive`.
    """

    team: str
    app: str
    token: str
    scopes: frozenset[str]
    bot_user: str
    installer: str
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What Slack's client tells a person when the app did not do its part."""

    person: str
    sentence: str
    at: float
