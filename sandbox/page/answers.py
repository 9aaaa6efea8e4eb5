"""What people choose and type, between three forms: the browser's, Slack's state, and an element filled in with it."""

from __future__ import annotations

from datetime import datetime

from sandbox.forms import STATE_KEYS
from sandbox.page.reader import Reader
from sandbox.page.spot import Json

_ONE = {"users": "selected_user", "channels": "selected_channel", "conversations": "selected_conversation"}


def filled(element: Json, state: Json) -> Json:
    """The element with a person's choice in place of its initial one; an emptied one starts empty."""
    if element["type"] not in STATE_KEYS:
        return element
    key, initial = STATE_KEYS[element["type"]]
    kept = {name: value for name, value in element.items() if name != initial}
    return kept if state.get(key) in (None, []) else kept | {initial: state[key]}


def chosen(element: Json, answer: list[Json], reader: Reader) -> Json:
    """The browser's answer, a list of `{"value": …, "label": …}`, as the element's part of Slack's state."""
    kind: str = element["type"]
    values = [each["value"] for each in answer]
    first = values[0] if values else None
    if kind == "button":
        return {}
    if kind.endswith("_select"):
        return _selected(kind.removeprefix("multi_").removesuffix("_select"), element, answer)
    if kind == "checkboxes":
        return {"selected_options": [_option(element, each) for each in answer]}
    if kind in ("radio_buttons", "overflow"):
        return {"selected_option": _option(element, answer[0]) if answer else None}
    if kind == "datetimepicker":
        local = datetime.fromisoformat(first).replace(tzinfo=reader.zone) if first else None
        return {"selected_date_time": int(local.timestamp()) if local else None}
    if kind in ("datepicker", "timepicker"):
        return {f"selected_{kind.removesuffix('picker')}": first or None}
    return {"value": first or None}


def _selected(source: str, element: Json, answer: list[Json]) -> Json:
    many = element["type"].startswith("multi_")
    things: list[Json | str]
    if source in _ONE:
        key, things = _ONE[source], [each["value"] for each in answer]
    else:
        key, things = "selected_option", [_option(element, each) for each in answer]
    return {f"{key}s": things} if many else {key: things[0] if things else None}


def _option(element: Json, answer: Json) -> Json:
    """The whole option that was chosen; one that the bot suggested is known by what the browser kept of it."""
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    for option in (*element.get("options", ()), *grouped):
        if option.get("value", "") == answer["value"]:
            found: Json = option
            return found
    if element["type"].endswith("external_select"):
        return {
            "text": {"type": "plain_text", "text": answer["label"], "emoji": True},
            "value": answer["value"],
        }
    raise LookupError(f"no option “{answer['value']}” in the {element['type']}")
