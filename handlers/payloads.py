"""What Slack sends, parsed once into frozen values. Team and person come from the verified envelope only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

from rituals.ids import Channel, Person, Team

_WRONG = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError)


NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_TOKEN = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


class Malformed(Exception):
    """The body is not one that Slack sends."""


@dataclass(frozen=True, slots=True)
class Who:
    """The person who acted, in the workspace where Cairn is installed."""

    team: Team
    person: Person
    external: bool = False  # From another workspace, in a shared channel.


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in a view's inputs, by action_id; each input's block_id is the same name."""

    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed, '' if nothing."""
        return self._get(name).get("value") or ""

    def choice(self, name: str) -> str:
        """The value of the one chosen option, '' if none."""
        return (self._get(name).get("selected_option") or {}).get("value") or ""

    def choices(self, name: str) -> tuple[str, ...]:
        """The values of all chosen options."""
        return tuple(option["value"] for option in self._get(name).get("selected_options") or ())

    def people(self, name: str) -> tuple[Person, ...]:
        """The chosen people."""
        got = self._get(name)
        one = got.get("selected_user")
        return tuple(Person(person) for person in got.get("selected_users") or ([one] if one else ()))

    def channel(self, name: str) -> str:
        """The chosen channel, '' if none."""
        got = self._get(name)
        return got.get("selected_conversation") or got.get("selected_channel") or ""

    def moment(self, name: str) -> datetime | None:
        """The picked moment, if one was picked."""
        stamp = self._get(name).get("selected_date_time")
        return None if stamp is None else datetime.fromtimestamp(stamp, UTC)

    def day(self, name: str) -> date | None:
        """The picked date, if one was picked."""
        picked = self._get(name).get("selected_date")
        return date.fromisoformat(picked) if picked else None

    def clock(self, name: str) -> str:
        """The picked time of day, such as 09:00, '' if none was picked."""
        return self._get(name).get("selected_time") or ""

    def has(self, name: str) -> bool:
        """Whether the view has such an input."""
        return name in self.values

    def _get(self, name: str) -> Mapping[str, Any]:
        return self.values.get(name, {})


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


def read_command(body: Mapping[str, Any]) -> Command:
    """The command of this body; raises Malformed."""
    try:
        return Command(
            Who(Team(body["team_id"]), Person(body["user_id"])),
            body["command"].lstrip("/"),
            read_text(body.get("text", "")).strip(),
            Channel(body["channel_id"]),
            body.get("channel_name", ""),
            body["trigger_id"],
            body["response_url"],
            tuple(Person(target) for sign, target, _ in _TOKEN.findall(body.get("text", "")) if sign == "@"),
        )
    except _WRONG as error:
        raise Malformed("command") from error


def read_click(body: Mapping[str, Any]) -> Click:
    """The first action of this body; raises Malformed."""
    try:
        action = body["actions"][0]
        name, _, part = action["action_id"].partition("/")
        container = body.get("container", {})
        chosen, view = action.get("selected_option") or {}, body.get("view") or {}
        channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
        return Click(
            who=_read_who(body),
            action=name,
            part=part,
            value=action.get("value") or chosen.get("value") or "",
            action_ts=action.get("action_ts", ""),
            trigger=body.get("trigger_id", ""),
            response_url=body.get("response_url", ""),
            channel=Channel(channel) if channel else None,
            message_ts=container.get("message_ts"),
            view=_read_view(view) if view.get("type") == "modal" else None,
        )
    except _WRONG as error:
        raise Malformed("click") from error


def read_submission(body: Mapping[str, Any]) -> Submission:
    """The submission or closing of this body; raises Malformed."""
    try:
        return Submission(_read_who(body), _read_view(body["view"]))
    except _WRONG as error:
        raise Malformed("submission") from error


def read_shortcut(body: Mapping[str, Any]) -> Shortcut:
    """The shortcut of this body; raises Malformed."""
    try:
        message = body.get("message") or {}
        channel = (body.get("channel") or {}).get("id")
        return Shortcut(
            _read_who(body),
            body["callback_id"],
            body["trigger_id"],
            Channel(channel) if channel else None,
            message.get("ts") or body.get("message_ts"),
            message.get("text") or "",
            body.get("response_url", ""),
        )
    except _WRONG as error:
        raise Malformed("shortcut") from error


def read_question(body: Mapping[str, Any]) -> Question:
    """The options request of this body; raises Malformed."""
    try:
        return Question(_read_who(body), body["action_id"], body.get("value") or "")
    except _WRONG as error:
        raise Malformed("question") from error


def read_event(body: Mapping[str, Any]) -> Event:
    """The event of this body; raises Malformed."""
    try:
        inner, at = body["event"], body.get("event_time")
        happened_at = None if at is None else datetime.fromtimestamp(at, UTC)
        return Event(Team(body["team_id"]), body["event_id"], inner["type"], inner, happened_at)
    except _WRONG as error:
        raise Malformed("event") from error


def _read_who(body: Mapping[str, Any]) -> Who:
    team, user = body["team"]["id"], body["user"]
    return Who(Team(team), Person(user["id"]), external=user.get("team_id", team) != team)


def _read_view(view: Mapping[str, Any]) -> ViewState:
    values = (view.get("state") or {}).get("values") or {}
    return ViewState(
        view["id"],
        view.get("hash", ""),
        view.get("callback_id", ""),
        view.get("private_metadata", ""),
        Fields({name: state for block in values.values() for name, state in block.items()}),
        tuple(block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"),
        bool(view.get("previous_view_id")) and view["previous_view_id"] != view.get("root_view_id"),
    )
