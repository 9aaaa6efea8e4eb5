"""The interactive elements of Block Kit as HTML, but for selects: one function an element."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from markupsafe import Markup

from sandbox.page import answers, mrkdwn, selects
from sandbox.page.html import Attribute, icon, join, tag
from sandbox.page.spot import DrawingError, Json, Spot, held


def draw(element: Json, spot: Spot) -> Markup:
    """The element as HTML; DrawingError where the page does not know its type."""
    kind = element.get("type", "")
    known = _ELEMENTS.get(kind) or (selects.draw if kind in selects.KINDS else None)
    if known is None:
        raise DrawingError(f"an element of type “{kind}”")
    state = spot.typed.get(spot.block, {}).get(element.get("action_id", ""))
    return known(answers.filled(element, state) if state else element, spot)


def image(element: Json, spot: Spot) -> Markup:
    """A small picture beside text."""
    return tag("img", src=picture(element, spot), alt=element["alt_text"], class_="thumb", loading="lazy")


def picture(described: Json, spot: Spot) -> str:
    """Where the browser finds a picture: on the web, or among the workspace's files."""
    if "slack_file" in described:
        named = described["slack_file"]
        return spot.reader.picture(named.get("id") or named["url"])
    url = mrkdwn.safe_link(described["image_url"], spot.reader)
    if url is None:
        raise DrawingError(f"a picture from “{described['image_url']}”")
    return url


def _button(element: Json, spot: Spot) -> Markup:
    words = mrkdwn.draw_plain(element["text"])
    look = f"button {element.get('style', '')}".strip()
    name = element.get("accessibility_label")
    if "url" not in element:
        return held(
            element, spot, tag("button", words, type="button", class_=look, aria_label=name), told=True
        )
    href = mrkdwn.safe_link(element["url"], spot.reader)
    if href is None:
        raise DrawingError(f"a button that leads to “{element['url']}”")
    target = None if href.startswith("/") else "_blank"
    link = tag("a", words, href=href, class_=look, target=target, rel="noopener noreferrer", aria_label=name)
    return held(element, spot, link, told=True)


def _overflow(element: Json, spot: Spot) -> Markup:
    key = spot.key(element["action_id"])
    items = join(_overflow_item(option, spot) for option in element["options"])
    opener = tag(
        "button",
        icon("more"),
        type="button",
        class_="button quiet square",
        aria_label="More actions",
        aria_haspopup="menu",
        popovertarget=key,
    )
    return held(
        element,
        spot,
        opener,
        tag("div", items, id=key, role="menu", class_="menu", popover="auto"),
        told=True,
    )


def _overflow_item(option: Json, spot: Spot) -> Markup:
    words = tag("span", mrkdwn.draw_plain(option["text"]), _description(option))
    marks: dict[str, Attribute] = {"role": "menuitem", "tabindex": -1, "data_value": option.get("value", "")}
    if "url" not in option:
        return tag("button", words, type="button", **marks)
    href = mrkdwn.safe_link(option["url"], spot.reader)
    if href is None:
        raise DrawingError(f"a menu item that leads to “{option['url']}”")
    return tag(
        "a", words, href=href, target=None if href.startswith("/") else "_blank", rel="noopener", **marks
    )


def _description(option: Json) -> Markup | None:
    described = option.get("description")
    return tag("small", mrkdwn.draw_plain(described)) if described else None


def _checkboxes(element: Json, spot: Spot) -> Markup:
    chosen = {option["value"] for option in element.get("initial_options", ())}
    return held(
        element, spot, *(_choice("checkbox", option, chosen, element, spot) for option in element["options"])
    )


def _radio_buttons(element: Json, spot: Spot) -> Markup:
    chosen = {element["initial_option"]["value"]} if "initial_option" in element else set()
    return held(
        element, spot, *(_choice("radio", option, chosen, element, spot) for option in element["options"])
    )


def _choice(kind: str, option: Json, chosen: set[str], element: Json, spot: Spot) -> Markup:
    key = spot.key(element["action_id"])
    box = tag(
        "input",
        type=kind,
        name=key,
        value=option["value"],
        checked=option["value"] in chosen,
        data_focus=element.get("focus_on_load"),
    )
    described = option.get("description")
    small = tag("small", mrkdwn.draw_text(described, spot.reader)) if described else None
    words = tag("span", mrkdwn.draw_text(option["text"], spot.reader), small, class_="text")
    return tag("label", box, words, class_="choice")


def _plain_text_input(element: Json, spot: Spot) -> Markup:
    marks = _marks(element, spot) | {
        "minlength": element.get("min_length"),
        "maxlength": element.get("max_length"),
    }
    initial = element.get("initial_value", "")
    if element.get("multiline"):
        # A line break after <textarea> belongs to the markup, so that one which the text begins with is kept.
        control = tag("textarea", Markup("\n"), initial, rows=4, **marks)
    else:
        control = tag("input", type="text", value=initial, autocomplete="off", **marks)
    return held(element, spot, control, _counter(element), told=_told(element, spot))


def _counter(element: Json) -> Markup | None:
    return tag("span", class_="counter", aria_hidden="true") if "max_length" in element else None


def _told(element: Json, spot: Spot) -> str | bool:
    """When what is typed is told to the bot: at Enter, or at each character."""
    config = element.get("dispatch_action_config", {})
    return (
        " ".join(
            config.get("trigger_actions_on_list", config.get("trigger_actions_on", ["on_enter_pressed"]))
        )
        if spot.told
        else False
    )


def _typed(kind: str, initial: str = "initial_value") -> Callable[[Json, Spot], Markup]:
    def draw_input(element: Json, spot: Spot) -> Markup:
        control = tag("input", type=kind, value=element.get(initial), **_marks(element, spot))
        return held(element, spot, control, told=_told(element, spot) if initial == "initial_value" else None)

    return draw_input


def _number_input(element: Json, spot: Spot) -> Markup:
    marks = _marks(element, spot) | {"min": element.get("min_value"), "max": element.get("max_value")}
    step = "any" if element["is_decimal_allowed"] else "1"
    control = tag("input", type="number", value=element.get("initial_value"), step=step, **marks)
    return held(element, spot, control, told=_told(element, spot))


def _datetimepicker(element: Json, spot: Spot) -> Markup:
    seconds = element.get("initial_date_time")
    local = datetime.fromtimestamp(seconds, UTC).astimezone(spot.reader.zone) if seconds else None
    value = f"{local:%Y-%m-%dT%H:%M}" if local else None
    return held(element, spot, tag("input", type="datetime-local", value=value, **_marks(element, spot)))


def _marks(element: Json, spot: Spot) -> dict[str, Attribute]:
    """What every typed control carries: an id for its label, a name where it has none, and what is expected."""
    placeholder = mrkdwn.composed_plain(element["placeholder"]) if "placeholder" in element else None
    key = spot.key(element["action_id"])
    return {
        "id": key,
        "placeholder": placeholder,
        "aria_label": None if spot.named else placeholder or element["type"].replace("_", " "),
        "aria_describedby": f"{key}-error {key}-hint" if spot.named else None,
        "aria_required": "true" if spot.needed else None,
        "aria_invalid": "true" if spot.block in spot.errors else None,
        "data_focus": element.get("focus_on_load"),
    }


_ELEMENTS: dict[str, Callable[[Json, Spot], Markup]] = {
    "button": _button,
    "overflow": _overflow,
    "checkboxes": _checkboxes,
    "radio_buttons": _radio_buttons,
    "plain_text_input": _plain_text_input,
    "number_input": _number_input,
    "email_text_input": _typed("email"),
    "url_text_input": _typed("url"),
    "datepicker": _typed("date", "initial_date"),
    "timepicker": _typed("time", "initial_time"),
    "datetimepicker": _datetimepicker,
    "image": image,
}
GROUPED = frozenset({"checkboxes", "radio_buttons"})
