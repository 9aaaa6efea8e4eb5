"""What Slack sends, as frozen values; `envelopes` reads them. Team and person come from the verified envelope only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from html import unescape
from typing import Any, TypeVar

from rituals.ids import Channel, Person, Team
from rituals.refusal import Refusal

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
Offered = TypeVar("Offered", bound=StrEnum)
_TOKEN = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


def whole_number(text: str) -> int | None:
    """The number that a button or a view carries; None where it carries none, or one that we did not write."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


class Malformed(Exception):
    """The body is not one that Slack sends."""


@dataclass(frozen=True, slots=True)
class Who:
    """The person who acted, in the workspace where Cairn is installed."""

    team: Team
    person: Person
    external: bool = False  # From another workspace, in a shared channel.


@dataclass(frozen=True, slots=True)
class Filled:
    """One input as it was filled in; what its element does not hold is empty."""

    text: str = ""
    choice: str = ""
    choices: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    channel: str = ""
    channels: tuple[Channel, ...] = ()
    moment: datetime | None = None
    day: date | None = None
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in a view's inputs, by action_id; each input's block_id is the same name."""

    values: Mapping[str, Filled] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed, '' if nothing."""
        return self._get(name).text

    def choice(self, name: str) -> str:
        """The value of the one chosen option, '' if none."""
        return self._get(name).choice

    def one_of(self, name: str, offered: type[Offered]) -> Offered | None:
        """The one chosen of these, None if none; raises Refusal in the field for a value that was not offered."""
        value = self.choice(name)
        if value and value not in set(offered):
            raise Refusal.in_fields({name: "Choose one of those that are offered."})
        return offered(value) if value else None

    def choices(self, name: str) -> tuple[str, ...]:
        """The values of all chosen options."""
        return self._get(name).choices

    def people(self, name: str) -> tuple[Person, ...]:
        """The chosen people."""
        return self._get(name).people

    def channel(self, name: str) -> str:
        """The chosen channel, '' if none."""
        return self._get(name).channel

    def channels(self, name: str) -> tuple[Channel, ...]:
        """The chosen channels, where several can be."""
        return self._get(name).channels

    def moment(self, name: str) -> datetime | None:
        """The picked moment, if one was picked."""
        return self._get(name).moment

    def day(self, name: str) -> date | None:
        """The picked date, if one was picked."""
        return self._get(name).day

    def clock(self, name: str) -> str:
        """The picked time of day, such as 09:00, '' if none was picked."""
        return self._get(name).clock

    def number(self, name: str) -> int | None:
        """The whole number that was typed, None if nothing; raises Refusal in the field."""
        typed = self.text(name).strip()
        if typed and not re.fullmatch(r"-?[0-9]{1,9}", typed):
            raise Refusal.in_fields({name: "Write a whole number, such as 3."})
        return int(typed) if typed else None

    def has(self, name: str) -> bool:
        """Whether the view has such an input."""
        return name in self.values

    def _get(self, name: str) -> Filled:
        return self.values.get(name, _EMPTY)


_EMPTY = Filled()


@dataclass(frozen=True, slots=True)
class ViewState:
    """A modal as it stood when something was done in it."""

    id: str
    hash: str
    callback: str
    subject: str  # The id that the view carries.
    fields: Fields
    blocks: tuple[str, ...]  # The block_ids of its inputs.
    is_third: bool = False  # Slack stacks three modals, so nothing can be shown on top of this one.


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; `text` as the person typed it."""

    who: Who
    name: str
    text: str
    channel: Channel
    channel_name: str
    trigger: str
    response_url: str
    people: tuple[Person, ...] = ()  # Whom the text mentions.


@dataclass(frozen=True, slots=True)
class Posted:
    """A direct message of ours as it stands at the person's; `used` is the block, one of these, in which something was used."""

    text: str
    blocks: tuple[Mapping[str, Any], ...]
    used: str


@dataclass(frozen=True, slots=True)
class Click:
    """A button, menu or other element that was used. `action` names what, `part` which of several."""

    who: Who
    action: str
    part: str
    value: str
    action_ts: str
    trigger: str
    response_url: str
    channel: Channel | None
    message_ts: str | None
    view: ViewState | None  # The modal it was used in; None on a message and on Home.
    is_private: bool = False  # Only this person sees the message it was used in.
    channel_name: str = ""
    posted: Posted | None = None  # The direct message it was used in.


@dataclass(frozen=True, slots=True)
class Submission:
    """A modal that was submitted, or closed."""

    who: Who
    view: ViewState


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut; one on a message carries its text, as Slack writes it, and where it stands."""

    who: Who
    name: str
    trigger: str
    channel: Channel | None = None
    message_ts: str | None = None
    text: str = ""
    response_url: str = ""
    thread_ts: str | None = None  # Of the message's thread, if it stands in one.
    author: Person | None = None  # Who wrote the message; None for what an app without a person says.
    channel_name: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A select that asks what can be chosen."""

    who: Who
    action: str
    query: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the workspace; `body` is Slack's inner event, `happened_at` to the second.

    `heard_at` is when it reached us, by real time; the edge knows.
    """

    team: Team
    id: str
    type: str
    body: Mapping[str, Any]
    happened_at: datetime | None = None
    heard_at: datetime = NEVER


def read_text(text: str, names: Mapping[str, str] | None = None) -> str:
    """Slack's text as a person would type it: mentions and links by what they show. `names` are people's, by id."""

    def shown(found: re.Match[str]) -> str:
        sign, target, label = found.groups()
        if sign == "!":
            return label or "@" + target.partition("^")[0]
        if sign:
            return sign + (label or (names or {}).get(target, target))
        return target

    return unescape(_TOKEN.sub(shown, text))


def mentioned(text: str) -> list[Person]:
    """The people whom Slack's text mentions by id alone."""
    return [Person(target) for sign, target, label in _TOKEN.findall(text) if sign == "@" and not label]


def all_mentioned(text: str) -> tuple[Person, ...]:
    """Everybody whom Slack's text mentions."""
    return tuple(Person(target) for sign, target, _ in _TOKEN.findall(text) if sign == "@")
