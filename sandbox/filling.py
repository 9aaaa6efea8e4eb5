"""What people put into fields, as they see it: option texts, names, times in their own zone → Slack's state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sandbox import acts
from sandbox.acts import Press
from sandbox.finding import Found, NotSeen, options_of
from sandbox.forms import STATE_KEYS
from sandbox.slack import Slack
from sandbox.things import Json, Message, Person, View

Value = str | int | float | date | datetime | list[str] | None


async def chosen(slack: Slack, person: Person, on: Message | View, found: Found, value: Value) -> Json:
    """The element's part of Slack's state for this value; NotSeen when no such thing is offered."""
    element = found.element
    kind: str = element["type"]
    key = STATE_KEYS[kind][0]
    if value is None:
        return {key: [] if key.endswith("s") else None}
    wanted = [str(each) for each in value] if isinstance(value, list) else [str(value)]
    many = kind.startswith("multi_") or kind == "checkboxes"
    chosen_ones: list[Json] | list[str]
    if kind.endswith("external_select"):
        chosen_ones = [await _suggested(slack, person, on, found, text) for text in wanted]
    elif "selected_option" in key:
        chosen_ones = [_option(options_of(element), text) for text in wanted]
    elif kind.endswith(("users_select", "channels_select", "conversations_select")):
        chosen_ones = [_id(slack, person, text) for text in wanted]
    else:
        return {key: _plain(kind, person, value)}
    return {key: chosen_ones if many else chosen_ones[0]}


def _plain(kind: str, person: Person, value: Value) -> object:
    if kind == "datetimepicker":
        if not isinstance(value, datetime):
            value = datetime.fromisoformat(str(value))
        moment = value if value.tzinfo else value.replace(tzinfo=ZoneInfo(person.zone))
        return int(moment.timestamp())
    if kind == "datepicker" and isinstance(value, date):
        return value.isoformat()[:10]
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
        return {"type": "rich_text", "elements": [section]}
    return str(value)


def _option(options: Iterable[Json], text: str) -> Json:
    offered = list(options)
    for option in offered:
        if option["text"]["text"] == text:
            return option
    visible = ", ".join(option["text"]["text"] for option in offered)
    raise NotSeen(f"There is no option {text!r}; there is: {visible or 'nothing'}")


async def _suggested(slack: Slack, person: Person, on: Message | View, found: Found, text: str) -> Json:
    press = Press(found.block["block_id"], found.element["action_id"])
    offered = await acts.suggest(slack, person.id, on, press, text)
    return _option([*offered.options, *(each for group in offered.groups for each in group["options"])], text)


def _id(slack: Slack, person: Person, name: str) -> str:
    workspace = slack.home_of(person.id)
    someone = workspace.find_named(name.removeprefix("@"))
    if someone is not None:
        return someone.id
    channel = workspace.find_channel(name.removeprefix("#"))
    if channel is None or not workspace.can_see(person.id, channel):
        raise NotSeen(f"There is nobody and no channel called {name}.")
    return channel.id
