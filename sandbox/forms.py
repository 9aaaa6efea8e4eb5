"""What people can fill in: which elements hold a state, what it is before anyone touched it, what Slack checks.

Knows Block Kit's inputs; does not know who fills them in or what the app thinks of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sandbox.things import Json

# Type of element: the key of its state, and the key of its initial state in the block.
STATE_KEYS: dict[str, tuple[str, str]] = {
    "channels_select": ("selected_channel", "initial_channel"),
    "checkboxes": ("selected_options", "initial_options"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "email_text_input": ("value", "initial_value"),
    "external_select": ("selected_option", "initial_option"),
    "file_input": ("files", "initial_files"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "number_input": ("value", "initial_value"),
    "plain_text_input": ("value", "initial_value"),
    "radio_buttons": ("selected_option", "initial_option"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "timepicker": ("selected_time", "initial_time"),
    "url_text_input": ("value", "initial_value"),
    "users_select": ("selected_user", "initial_user"),
}
_MANY = frozenset(
    {"files", "selected_channels", "selected_conversations", "selected_options", "selected_users"}
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def elements(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block, in order of appearance."""
    for block in blocks:
        if block["type"] == "input":
            yield block, block["element"]
        elif block["type"] == "section" and "accessory" in block:
            yield block, block["accessory"]
        elif block["type"] in ("actions", "context_actions"):
            for element in block["elements"]:
                yield block, element


def find_element(blocks: Sequence[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The element of these ids with its block."""
    for block, element in elements(blocks):
        if block.get("block_id") == block_id and element.get("action_id") == action_id:
            return block, element
    return None


def state_of(element: Json, chosen: Json | None = None) -> Json | None:
    """Slack's state of an element: as chosen, else as it is at first; None where an element has no state."""
    keys = STATE_KEYS.get(element["type"])
    if keys is None:
        return None
    key, initial = keys
    value = chosen[key] if chosen is not None and key in chosen else element.get(initial)
    if value is None and key in _MANY:
        value = []
    state = {"type": element["type"], key: value}
    if element["type"] == "timepicker" and "timezone" in element:
        state["timezone"] = element["timezone"]
    return state


def values(blocks: Sequence[Json], typed: Json) -> Json:
    """`state.values` as the app receives it: block_id → action_id → state, of every element that has one."""
    result: Json = {}
    for block, element in elements(blocks):
        chosen = typed.get(block["block_id"], {}).get(element.get("action_id"))
        state = state_of(element, chosen)
        if state is not None:
            result.setdefault(block["block_id"], {})[element["action_id"]] = state
    return result


def is_empty(state: Json) -> bool:
    """Whether nothing is filled in."""
    key, _ = STATE_KEYS[state["type"]]
    return state[key] in (None, "", [])


def complaints(blocks: Sequence[Json], typed: Json) -> dict[str, str]:
    """What Slack itself says beside the fields, by block_id, before it asks the app."""
    filled = values(blocks, typed)
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = filled[block["block_id"]][element["action_id"]]
        if is_empty(state):
            if not block.get("optional", False):
                found[block["block_id"]] = "Please complete this required field."
            continue
        complaint = _complaint(element, state)
        if complaint:
            found[block["block_id"]] = complaint
    return found


def _complaint(element: Json, state: Json) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        length = len(state["value"])
        if length < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        if length > element.get("max_length", 3000):
            return f"Please enter no more than {element.get('max_length', 3000)} characters."
    elif kind == "number_input":
        return _number_complaint(element, state["value"])
    elif kind == "email_text_input" and not _EMAIL.fullmatch(state["value"]):
        return "Please enter a valid email address."
    elif kind == "url_text_input" and not _URL.fullmatch(state["value"]):
        return "Please enter a valid URL."
    most = element.get("max_selected_items")
    if most is not None and len(state[STATE_KEYS[kind][0]]) > most:
        return f"Please choose no more than {most}."
    return None


def _number_complaint(element: Json, value: str) -> str | None:
    try:
        number = float(value) if element["is_decimal_allowed"] else int(value)
    except ValueError:
        return "Please enter a valid number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return None
