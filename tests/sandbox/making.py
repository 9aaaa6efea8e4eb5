"""Small payloads for the tests of limits: texts, buttons, menus, fields, views."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "words", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Yes", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "one", value: str = "1", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def select(count: int, **more: Any) -> Json:
    return {
        "type": "static_select",
        "options": [option(f"o{each}", str(each)) for each in range(count)],
        **more,
    }


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Question"), "element": element, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Decide"),
        "submit": plain("Go on"),
        "blocks": list(blocks),
        **more,
    }


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}
