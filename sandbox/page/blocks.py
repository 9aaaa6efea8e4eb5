"""The blocks of Block Kit as HTML: one function a block. What cannot be drawn is shown loudly."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace

from markupsafe import Markup

from sandbox.page import elements, mrkdwn, rich_text
from sandbox.page.html import fingerprint, icon, join, tag
from sandbox.page.spot import DrawingError, Json, Spot

log = logging.getLogger(__name__)


def draw_all(blocks: Iterable[Json], spot: Spot) -> Markup:
    """The blocks of a message or view, each marked so that the browser replaces only what changed."""
    return join(_marked(block, number, spot) for number, block in enumerate(blocks))


def draw(block: Json, spot: Spot) -> Markup:
    """One block as HTML; DrawingError where the page does not know it or something in it."""
    known = _BLOCKS.get(block.get("type", ""))
    if known is None:
        raise DrawingError(f"a block of type “{block.get('type')}”")
    try:
        return known(block, replace(spot, block=block.get("block_id", "")))
    except KeyError as missing:
        raise DrawingError(f"a {block['type']} block without {missing}") from missing


def _marked(block: Json, number: int, spot: Spot) -> Markup:
    """The block and its mark, which leaves out what is typed: the browser has that already, and newer."""
    key = block.get("block_id") or str(number)
    bare = drawn = _draw_or_show(block, replace(spot, typed={}))
    if spot.typed.get(key):
        drawn = _draw_or_show(block, spot)
    return tag(
        "div", drawn, class_=f"block {block.get('type', '')}", data_key=key, data_hash=fingerprint(bare)
    )


def _draw_or_show(block: Json, spot: Spot) -> Markup:
    try:
        return draw(block, spot)
    except DrawingError as why:
        log.error("the page cannot draw %s: %s", why, json.dumps(block))
        return _loud(why, block)


def _loud(why: DrawingError, block: Json) -> Markup:
    source = tag("pre", json.dumps(block, indent=1, ensure_ascii=False))
    return tag(
        "div",
        icon("alert"),
        tag("strong", f"This page cannot draw {why}."),
        source,
        class_="cannot",
        role="alert",
    )


def _section(block: Json, spot: Spot) -> Markup:
    text = (
        tag("div", mrkdwn.draw_text(block["text"], spot.reader), class_="text", dir="auto")
        if "text" in block
        else None
    )
    fields = (
        tag("div", mrkdwn.draw_text(each, spot.reader), class_="text", dir="auto")
        for each in block.get("fields", ())
    )
    grid = tag("div", join(fields), class_="fields") if block.get("fields") else None
    accessory = block.get("accessory")
    beside = tag("div", elements.draw(accessory, spot), class_="accessory") if accessory else None
    return join((tag("div", text, grid, class_="body"), beside))


def _header(block: Json, spot: Spot) -> Markup:
    return tag("h3", mrkdwn.draw_plain(block["text"]), dir="auto")


def _divider(block: Json, spot: Spot) -> Markup:
    return tag("hr")


def _context(block: Json, spot: Spot) -> Markup:
    return join(_context_part(each, spot) for each in block["elements"])


def _context_part(element: Json, spot: Spot) -> Markup:
    if element.get("type") == "image":
        return elements.image(element, spot)
    if element.get("type") not in ("mrkdwn", "plain_text"):
        raise DrawingError(f"a “{element.get('type')}” in a context block")
    return tag("div", mrkdwn.draw_text(element, spot.reader), class_="text", dir="auto")


def _actions(block: Json, spot: Spot) -> Markup:
    return join(elements.draw(each, spot) for each in block["elements"])


def _image(block: Json, spot: Spot) -> Markup:
    title = tag("figcaption", mrkdwn.draw_plain(block["title"])) if "title" in block else None
    drawn = tag("img", src=elements.picture(block, spot), alt=block["alt_text"])
    return tag("figure", title, drawn)


def _input(block: Json, spot: Spot) -> Markup:
    element = block["element"]
    optional = bool(block.get("optional"))
    here = replace(spot, named=True, told=bool(block.get("dispatch_action")), needed=not optional)
    key = here.key(element.get("action_id", ""))
    words = join(
        (
            mrkdwn.draw_plain(block["label"]),
            tag("span", " (optional)", class_="optional") if optional else None,
        )
    )
    hint = (
        tag("p", mrkdwn.draw_plain(block["hint"]), class_="hint", id=f"{key}-hint")
        if "hint" in block
        else None
    )
    sentence = spot.errors.get(spot.block)
    error = (
        tag("p", icon("alert"), sentence, class_="error", id=f"{key}-error", role="alert")
        if sentence
        else None
    )
    drawn = elements.draw(element, here)
    if element["type"] in elements.GROUPED:
        return tag(
            "fieldset",
            tag("legend", words, id=f"{key}-legend"),
            drawn,
            error,
            hint,
            role="radiogroup" if element["type"] == "radio_buttons" else "group",
            aria_labelledby=f"{key}-legend",
            aria_describedby=f"{key}-error {key}-hint",
        )
    return join((tag("label", words, for_=key), drawn, error, hint))


def _rich_text(block: Json, spot: Spot) -> Markup:
    return tag("div", rich_text.draw(block, spot), class_="text", dir="auto")


_BLOCKS: dict[str, Callable[[Json, Spot], Markup]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "input": _input,
    "rich_text": _rich_text,
}
