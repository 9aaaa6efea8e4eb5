"""Where a block or an element stands on the page, and what it says when the page cannot draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from sandbox.page import mrkdwn
from sandbox.page.html import tag
from sandbox.page.reader import Reader

Json = dict[str, Any]


class DrawingError(ValueError):
    """A block or element that this page does not know: shown loudly, and a failure in tests."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One block on one surface, for one reader.

    `surface` (a view's id or a message's ts) keeps HTML ids apart; `here` is the conversation from which a view
    was opened; `typed` (block_id, action_id → Slack's state) and `errors` (block_id → sentence) are what the
    person did there and what was answered. `named` is true where a label on the page names the element; `told` where each change is told to
    the bot at once; `needed` where an answer must be given.
    """

    reader: Reader
    surface: str
    block: str = ""
    here: str | None = None
    typed: Mapping[str, Json] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    named: bool = False
    told: bool = True
    needed: bool = False

    def key(self, part: str) -> str:
        """An HTML id for a part of this block; unique on the page."""
        return "-".join(("f", self.surface, self.block, part)).replace(" ", "_").replace(".", "_")


def held(element: Json, spot: Spot, *inner: str | None, told: str | bool | None = None) -> Markup:
    """An interactive element with what the browser needs to tell the server about it, and its confirmation."""
    if "action_id" not in element:
        raise DrawingError(f"a {element['type']} without an action_id")
    return tag(
        "div",
        *inner,
        confirmation(element["confirm"], spot) if "confirm" in element else None,
        class_="element",
        data_element=True,
        data_type=element["type"],
        data_block=spot.block,
        data_action=element["action_id"],
        data_told=spot.told if told is None else told,
    )


def confirmation(confirm: Json, spot: Spot) -> Markup:
    """The question that is asked before an element acts, kept beside it until it is pressed."""
    question = mrkdwn.draw_text(confirm["text"], spot.reader)
    style = confirm.get("style", "primary")
    return tag(
        "template",
        tag("h2", mrkdwn.draw_plain(confirm["title"])),
        tag("div", question, class_="text"),
        tag(
            "div",
            tag("button", mrkdwn.draw_plain(confirm["deny"]), type="button", class_="button", value="deny"),
            tag(
                "button",
                mrkdwn.draw_plain(confirm["confirm"]),
                type="button",
                class_=f"button {style}",
                value="confirm",
            ),
            class_="row",
        ),
        class_="confirmation",
    )
