"""Slack's blocks, and on which surface each may stand."""

from __future__ import annotations

from typing import Any

from sandbox.limits.elements import (
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    among,
)
from sandbox.limits.objects import ID, WORD, picture, plain, slack_file, text
from sandbox.limits.rich_text import RICH_TEXT
from sandbox.limits.schema import (
    Check,
    Fields,
    Problems,
    boolean,
    both,
    by_type,
    choice,
    complain,
    items,
    record,
    string,
)

MOST_MARKDOWN = 12_000

_TYPE: Fields = {"type": WORD}
_NAMED: Fields = {"block_id": ID}


def _has_words(value: Any, pointer: str, problems: Problems) -> None:
    if "text" not in value and "fields" not in value:
        complain(problems, "missing required field: text", pointer)


_CELL = by_type({"raw_text": record({**_TYPE, "text": string(3000, least=1)}, {}), "rich_text": RICH_TEXT})
_COLUMN = record({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean})

_EVERYWHERE: dict[str, Check] = {
    "actions": record({**_TYPE, "elements": items(by_type(among(IN_ACTIONS)), 1, 25)}, _NAMED),
    "context": record({**_TYPE, "elements": items(by_type(among(IN_CONTEXT)), 1, 10)}, _NAMED),
    "divider": record(_TYPE, _NAMED),
    "header": record({**_TYPE, "text": plain(150)}, _NAMED),
    "image": both(
        record(
            {**_TYPE, "alt_text": string(2000, least=1)},
            {
                **_NAMED,
                "image_url": string(3000, least=1),
                "slack_file": slack_file,
                "title": plain(2000),
            },
        ),
        picture,
    ),
    "rich_text": RICH_TEXT,
    "section": both(
        record(
            _TYPE,
            {
                **_NAMED,
                "text": text(3000),
                "fields": items(text(2000), 1, 10),
                "accessory": by_type(among(IN_SECTION)),
                "expand": boolean,
            },
        ),
        _has_words,
    ),
}


def _input(elements: set[str]) -> Check:
    return record(
        {**_TYPE, "label": plain(2000), "element": by_type(among(elements))},
        {**_NAMED, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    )


IN_MESSAGE: dict[str, Check] = {
    **_EVERYWHERE,
    "context_actions": record({**_TYPE, "elements": items(by_type(among(IN_CONTEXT_ACTIONS)), 1, 5)}, _NAMED),
    "input": _input(IN_INPUT - {"file_input"}),
    "markdown": record({**_TYPE, "text": string(MOST_MARKDOWN, least=1)}, _NAMED),
    "table": record(
        {**_TYPE, "rows": items(items(_CELL, 1, 20), 1, 100)},
        {**_NAMED, "column_settings": items(_COLUMN, 1, 20)},
    ),
}
IN_MODAL: dict[str, Check] = {**_EVERYWHERE, "input": _input(IN_INPUT)}
IN_HOME: dict[str, Check] = {**_EVERYWHERE, "input": _input(IN_INPUT - {"file_input"})}
