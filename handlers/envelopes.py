"""Bodies that Slack sends, read once into values. What is not of the kind that Slack sends is Malformed.

So no listener, and no database, meets a number where a text should be.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from handlers.payloads import (
    Click,
    Command,
    Event,
    Fields,
    Filled,
    Malformed,
    Posted,
    Question,
    Shortcut,
    Submission,
    ViewState,
    Who,
    all_mentioned,
    read_text,
)
from rituals.ids import Channel, Person, Team

_WRONG = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError)
_STAMP = re.compile(r"[0-9]+(\.[0-9]+)?")


def read_command(body: Mapping[str, Any]) -> Command:
    """The command of this body; raises Malformed."""
    try:
        text = _text(body.get("text"))
        return Command(
            Who(Team(_id(body["team_id"])), Person(_id(body["user_id"]))),
            _id(body["command"]).lstrip("/"),
            read_text(text).strip(),
            Channel(_id(body["channel_id"])),
            _text(body.get("channel_name")),
            _id(body["trigger_id"]),
            _id(body["response_url"]),
            all_mentioned(text),
        )
    except _WRONG as error:
        raise Malformed("command") from error


def read_click(body: Mapping[str, Any]) -> Click:
    """The first action of this body; raises Malformed."""
    try:
        action = body["actions"][0]
        name, _, part = _id(action["action_id"]).partition("/")
        container = body.get("container") or {}
        chosen, view = action.get("selected_option") or {}, body.get("view") or {}
        channel = _channel(body) or Channel(_word(container.get("channel_id")))
        return Click(
            who=_read_who(body),
            action=name,
            part=part,
            value=_word(action.get("value")) or _word(chosen.get("value")),
            action_ts=_stamp(action.get("action_ts")),
            trigger=_word(body.get("trigger_id")),
            response_url=_word(body.get("response_url")),
            channel=channel or None,
            message_ts=_stamp(container.get("message_ts")) or None,
            view=_read_view(view) if view.get("type") == "modal" else None,
            is_private=container.get("is_ephemeral") is True or channel.startswith("D"),
            channel_name=_channel_name(body),
            posted=_read_posted(body, action) if channel.startswith("D") else None,
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
        return Shortcut(
            _read_who(body),
            _id(body["callback_id"]),
            _id(body["trigger_id"]),
            _channel(body),
            _stamp(message.get("ts") or body.get("message_ts")) or None,
            _text(message.get("text")),
            _word(body.get("response_url")),
            _stamp(message.get("thread_ts")) or None,
            Person(_word(message.get("user"))) or None,
            _channel_name(body),
        )
    except _WRONG as error:
        raise Malformed("shortcut") from error


def read_question(body: Mapping[str, Any]) -> Question:
    """The options request of this body; raises Malformed."""
    try:
        return Question(_read_who(body), _id(body["action_id"]), _text(body.get("value")))
    except _WRONG as error:
        raise Malformed("question") from error


def read_event(body: Mapping[str, Any]) -> Event:
    """The event of this body; raises Malformed."""
    try:
        inner, at = body["event"], body.get("event_time")
        happened_at = None if at is None else datetime.fromtimestamp(at, UTC)
        return Event(
            Team(_id(body["team_id"])), _id(body["event_id"]), _id(inner["type"]), inner, happened_at
        )
    except _WRONG as error:
        raise Malformed("event") from error


def read_fields(values: Mapping[str, Mapping[str, Any]]) -> Fields:
    """What stands in a view's inputs, of Slack's state by block and action."""
    return Fields({name: _filled(state) for block in values.values() for name, state in block.items()})


def _filled(state: Mapping[str, Any]) -> Filled:
    one, many = state.get("selected_option") or {}, state.get("selected_options") or ()
    person, stamp = state.get("selected_user"), state.get("selected_date_time")
    picked = _word(state.get("selected_date"))
    return Filled(
        _text(state.get("value")),
        _word(one.get("value")),
        tuple(_word(option["value"]) for option in many),
        tuple(Person(_id(each)) for each in state.get("selected_users") or ([person] if person else ())),
        _word(state.get("selected_conversation")) or _word(state.get("selected_channel")),
        tuple(Channel(_id(each)) for each in state.get("selected_conversations") or ()),
        None if stamp is None else datetime.fromtimestamp(stamp, UTC),
        date.fromisoformat(picked) if picked else None,
        _word(state.get("selected_time")),
    )


def _read_who(body: Mapping[str, Any]) -> Who:
    team, user = _id(body["team"]["id"]), body["user"]
    return Who(Team(team), Person(_id(user["id"])), external=(_word(user.get("team_id")) or team) != team)


def _channel(body: Mapping[str, Any]) -> Channel | None:
    return Channel(_word((body.get("channel") or {}).get("id"))) or None


def _channel_name(body: Mapping[str, Any]) -> str:
    return _text((body.get("channel") or {}).get("name"))


def _read_posted(body: Mapping[str, Any], action: Mapping[str, Any]) -> Posted | None:
    """The message of this body; None for an ephemeral one, which Slack does not send, or where the used block is not in it."""
    message, used = body.get("message") or {}, _word(action.get("block_id"))
    blocks = tuple(dict(block) for block in message.get("blocks") or ())
    is_there = any(block.get("block_id") == used for block in blocks)
    return Posted(_text(message.get("text")), blocks, used) if is_there else None


def _read_view(view: Mapping[str, Any]) -> ViewState:
    previous, root = _word(view.get("previous_view_id")), _word(view.get("root_view_id"))
    _word(view.get("app_installed_team_id"))  # Bolt asks for the token of this team, whatever it is.
    return ViewState(
        _id(view["id"]),
        _word(view.get("hash")),
        _word(view.get("callback_id")),
        _word(view.get("private_metadata")),
        read_fields((view.get("state") or {}).get("values") or {}),
        tuple(_id(block["block_id"]) for block in view.get("blocks") or () if block.get("type") == "input"),
        bool(previous) and previous != root,
    )


def _text(value: object) -> str:
    """What a person typed; '' where there is nothing."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _word(value: object) -> str:
    """What was not typed by people; no database takes the sign that is refused here."""
    word = _text(value)
    if "\x00" in word:
        raise ValueError("no word")
    return word


def _id(value: object) -> str:
    """A word that must be there."""
    word = _word(value)
    if not word:
        raise ValueError("nothing")
    return word


def _stamp(value: object) -> str:
    """Slack's time of something: the later ones win, so anything else would win for ever."""
    stamp = _word(value)
    if stamp and not _STAMP.fullmatch(stamp):
        raise ValueError("no time")
    return stamp
