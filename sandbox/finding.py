"""Elements by what is displayed: a button by its words, a field by its label, an option by its text.

What cannot be seen cannot be found; the error says what can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sandbox.forms import elements
from sandbox.reading import Reading
from sandbox.things import Json

_MENUS = frozenset({"overflow", "static_select", "multi_static_select", "radio_buttons", "checkboxes"})


class NotSeen(AssertionError):
    """What a person was to use is not there to be seen."""


@dataclass(frozen=True, slots=True)
class Found:
    """An element in its block; `option` where one of its options was looked for."""

    block: Json
    element: Json
    option: Json | None = None


def find_button(blocks: Sequence[Json], label: str, beside: str | None, reading: Reading) -> Found:
    """The one button of these words; `beside` is a part of its section's text, where there are several."""
    seen = list(_buttons(blocks))
    found = [each for name, each in seen if name == label and _is_beside(each, beside, reading)]
    return _only(found, f"button {label!r}", [name for name, _ in seen])


def find_option(blocks: Sequence[Json], text: str, beside: str | None, reading: Reading) -> Found:
    """The one option of this text in a menu, in radio buttons or in checkboxes outside an input."""
    seen = [
        Found(block, element, option)
        for block, element in elements(blocks)
        if block["type"] != "input" and element["type"] in _MENUS
        for option in options_of(element)
    ]
    found = [
        each
        for each in seen
        if each.option and each.option["text"]["text"] == text and _is_beside(each, beside, reading)
    ]
    return _only(found, f"option {text!r}", [each.option["text"]["text"] for each in seen if each.option])


def find_field(blocks: Sequence[Json], label: str, reading: Reading) -> Found:
    """The one field of this label: an input's label, else a placeholder or a section's text."""
    seen = [(each, _labels(each, reading)) for each in (Found(*pair) for pair in elements(blocks))]
    fillable = [(each, labels) for each, labels in seen if each.element["type"] not in ("button", "overflow")]
    found = [each for each, labels in fillable if label in labels]
    return _only(found, f"field {label!r}", [labels[0] for _, labels in fillable if labels])


def options_of(element: Json) -> list[Json]:
    """The options a menu offers, groups or not."""
    groups = element.get("option_groups")
    if groups is None:
        return list(element.get("options", ()))
    return [option for group in groups for option in group["options"]]


def label_of(block: Json, reading: Reading) -> str:
    """An input block's label."""
    return reading.text(block["label"]) if "label" in block else str(block["block_id"])


def _buttons(blocks: Sequence[Json]) -> Iterator[tuple[str, Found]]:
    for block, element in elements(blocks):
        if element["type"] in ("button", "icon_button"):
            yield element["text"]["text"], Found(block, element)


def _labels(found: Found, reading: Reading) -> list[str]:
    labels = [reading.text(found.block["label"])] if "label" in found.block else []
    if "placeholder" in found.element:
        labels.append(found.element["placeholder"]["text"])
    if "text" in found.block:
        labels.append(reading.text(found.block["text"]))
    return labels


def _is_beside(found: Found, beside: str | None, reading: Reading) -> bool:
    return beside is None or beside in reading.blocks([found.block])


def _only(found: Sequence[Found], what: str, visible: Sequence[str]) -> Found:
    if len(found) == 1:
        return found[0]
    count = "no" if not found else str(len(found))
    raise NotSeen(f"There is {count} {what} to be seen; there is: {', '.join(visible) or 'nothing'}")
