"""The fields of Slack's forms: to type in, to choose, to pick. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlers.blocks import clean, plain, shorten
from handlers.replies import Block

MOST_IN_A_GROUP = 10  # Slack's radio buttons and checkboxes take no more.


def field(label: str, element: Mapping[str, Any], hint: str = "", optional: bool = False) -> Block:
    """An input with its label; the block is named as its element is."""
    block: dict[str, Any] = {
        "type": "input",
        "block_id": element["action_id"],
        "label": plain(label),
        "element": dict(element),
        "optional": optional,
    }
    return {**block, "hint": plain(hint)} if hint else block


def typed(name: str, value: str = "", lines: bool = False, placeholder: str = "") -> dict[str, Any]:
    """A field to type in; Slack takes 3,000 characters at most."""
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": name, "multiline": lines}
    if value := clean(value):
        element["initial_value"] = value[:3000]
    if placeholder:
        element["placeholder"] = plain(shorten(placeholder, 150))
    return element


def number(name: str, bounds: tuple[int, int], value: int | None = None) -> dict[str, Any]:
    """A field for a whole number from the lowest to the highest; Slack itself refuses others."""
    lowest, highest = bounds
    element: dict[str, Any] = {
        "type": "number_input",
        "action_id": name,
        "is_decimal_allowed": False,
        "min_value": str(lowest),
        "max_value": str(highest),
    }
    return element if value is None else {**element, "initial_value": str(value)}


def chosen(kind: str, name: str, options: Sequence[Mapping[str, Any]], value: str = "") -> dict[str, Any]:
    """A static_select or radio_buttons with one option chosen, if its value is among them."""
    element: dict[str, Any] = {"type": kind, "action_id": name, "options": list(options)}
    for one in options:
        if one["value"] == value:
            element["initial_option"] = one
    return element


def chosen_one(name: str, options: Sequence[Mapping[str, Any]], value: str = "") -> dict[str, Any]:
    """The same, as radio buttons as long as Slack takes so many."""
    kind = "radio_buttons" if len(options) <= MOST_IN_A_GROUP else "static_select"
    return chosen(kind, name, options, value)


def ticked(name: str, options: Sequence[Mapping[str, Any]], values: Iterable[str] = ()) -> dict[str, Any]:
    """Checkboxes, with those ticked whose values are given."""
    wanted = set(values)
    initial = [one for one in options if one["value"] in wanted]
    element: dict[str, Any] = {"type": "checkboxes", "action_id": name, "options": list(options)}
    return {**element, "initial_options": initial} if initial else element


def chosen_day(name: str, day: date | None = None) -> dict[str, Any]:
    """A field to pick a day in, with one picked."""
    element: dict[str, Any] = {"type": "datepicker", "action_id": name}
    return {**element, "initial_date": day.isoformat()} if day else element


def chosen_moment(name: str, moment: datetime) -> dict[str, Any]:
    """A field to pick a day and a time in, with these picked."""
    return {"type": "datetimepicker", "action_id": name, "initial_date_time": int(moment.timestamp())}


def chosen_people(
    name: str, people: Sequence[str], most: int, placeholder: str = "Choose people"
) -> dict[str, Any]:
    """A select of people, at most so many, with some chosen; it can be emptied again."""
    element: dict[str, Any] = {
        "type": "multi_users_select",
        "action_id": name,
        "placeholder": plain(placeholder),
        "max_selected_items": most,
    }
    return {**element, "initial_users": list(people[:most])} if people else element


def chosen_person(
    name: str, person: str | None = None, placeholder: str = "Choose a person"
) -> dict[str, Any]:
    """A select of one person, with one chosen."""
    element: dict[str, Any] = {"type": "users_select", "action_id": name, "placeholder": plain(placeholder)}
    return {**element, "initial_user": person} if person else element


def chosen_channel(name: str, channel: str = "", placeholder: str = "Choose a channel") -> dict[str, Any]:
    """A select of channels, with one chosen; nobody's direct messages are among them."""
    element: dict[str, Any] = {
        "type": "conversations_select",
        "action_id": name,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": plain(placeholder),
    }
    return {**element, "initial_conversation": channel} if channel else element


def chosen_channels(name: str, channels: Sequence[str], most: int) -> dict[str, Any]:
    """A select of channels, at most so many, with some chosen; nobody's direct messages are among them."""
    element: dict[str, Any] = {
        "type": "multi_conversations_select",
        "action_id": name,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": plain("Choose channels"),
        "max_selected_items": most,
    }
    return {**element, "initial_conversations": list(channels[:most])} if channels else element
