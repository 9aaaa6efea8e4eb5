"""What Slack refuses: every length and count of messages, modals and Home, under Slack's error names.

Pure functions over payloads; `check_message`, `check_view` and `check_home` raise SlackError or return nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from sandbox.errors import SlackError
from sandbox.limits.blocks import IN_HOME, IN_MESSAGE, IN_MODAL, MOST_MARKDOWN
from sandbox.limits.manifest import check_manifest
from sandbox.limits.objects import ID, MOST_OPTIONS, OPTION_GROUP, PLAIN_OPTION, WORD, plain
from sandbox.limits.schema import Check, Problems, boolean, by_type, complain, items, record, string

__all__ = [
    "check_home",
    "check_manifest",
    "check_message",
    "check_metadata",
    "check_options",
    "check_update",
    "check_view",
    "cut_text",
]

MOST_TEXT = 40_000
MOST_UPDATED_TEXT = 4000
MOST_MESSAGE_BLOCKS = 50
MOST_VIEW_BLOCKS = 100
MOST_BLOCK_CHARACTERS = 13_000
MOST_VIEW_BYTES = 250_000
MOST_METADATA_BYTES = 8000

_MESSAGE_BLOCKS = items(by_type(IN_MESSAGE), 0, MOST_MESSAGE_BLOCKS)
_IDENTITY: dict[str, Check] = {"private_metadata": string(3000), "callback_id": ID, "external_id": ID}
_MODAL = record(
    {"type": WORD, "title": plain(24), "blocks": items(by_type(IN_MODAL), 0, MOST_VIEW_BLOCKS)},
    {
        **_IDENTITY,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
)
_HOME = record({"type": WORD, "blocks": items(by_type(IN_HOME), 0, MOST_VIEW_BLOCKS)}, _IDENTITY)
_OPTIONS = record(
    {},
    {"options": items(PLAIN_OPTION, 0, MOST_OPTIONS), "option_groups": items(OPTION_GROUP, 0, MOST_OPTIONS)},
)


def cut_text(text: str) -> str:
    """A message's text as Slack keeps it: cut at 40,000 characters."""
    return text[:MOST_TEXT]


def check_message(payload: Mapping[str, Any]) -> None:
    """Refuse a message's `text` and `blocks` as chat.postMessage would; other keys are not looked at."""
    blocks = payload.get("blocks") or []
    if not payload.get("text") and not blocks:
        raise SlackError("no_text")
    problems: Problems = []
    _MESSAGE_BLOCKS(blocks, "/blocks", problems)
    if not problems:
        _check_ids(blocks, problems)
        _check_once(blocks, problems)
    if problems:
        raise SlackError("invalid_blocks", problems)
    if _characters(blocks) > MOST_BLOCK_CHARACTERS:
        raise SlackError("msg_blocks_too_long")


def check_update(payload: Mapping[str, Any]) -> None:
    """Refuse what chat.update would: as a new message, and text over 4,000 characters."""
    check_message(payload)
    if len(payload.get("text") or "") > MOST_UPDATED_TEXT:
        raise SlackError("msg_too_long")


def check_view(view: Mapping[str, Any]) -> None:
    """Refuse a modal as views.open would."""
    if not isinstance(view, dict) or view.get("type") != "modal":
        raise SlackError(
            "invalid_arguments", ["[ERROR] must be a valid enum value: modal [json-pointer:/view/type]"]
        )
    problems: Problems = []
    _MODAL(view, "/view", problems)
    if not problems and "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        complain(problems, "missing required field: submit", "/view")
    _finish(view, problems)


def check_home(view: Mapping[str, Any]) -> None:
    """Refuse a Home as views.publish would."""
    if not isinstance(view, dict) or view.get("type") != "home":
        raise SlackError(
            "invalid_arguments", ["[ERROR] must be a valid enum value: home [json-pointer:/view/type]"]
        )
    problems: Problems = []
    _HOME(view, "/view", problems)
    _finish(view, problems)


def check_options(answer: Mapping[str, Any]) -> None:
    """Refuse an answer to a request for options: one of `options` and `option_groups`, at most 100."""
    problems: Problems = []
    _OPTIONS(answer, "", problems)
    if len(answer) != 1:
        complain(problems, "must provide exactly one of options and option_groups", "")
    if problems:
        raise SlackError("invalid_arguments", problems)


def check_metadata(metadata: Mapping[str, Any]) -> None:
    """Refuse a message's metadata: event_type and event_payload, 8,000 bytes at most."""
    is_whole = isinstance(metadata, dict) and set(metadata) == {"event_type", "event_payload"}
    if not is_whole or not isinstance(metadata["event_payload"], dict) or not metadata["event_type"]:
        raise SlackError("invalid_metadata_format")
    if len(orjson.dumps(metadata)) > MOST_METADATA_BYTES:
        raise SlackError("metadata_too_large")


def _finish(view: Mapping[str, Any], problems: Problems) -> None:
    if not problems:
        _check_ids(view["blocks"], problems)
    if problems:
        raise SlackError("invalid_arguments", problems)
    if len(orjson.dumps(view)) > MOST_VIEW_BYTES:
        raise SlackError("view_too_large")


def _check_ids(blocks: Sequence[Mapping[str, Any]], problems: Problems) -> None:
    seen: set[str] = set()
    focused = 0
    for index, block in enumerate(blocks):
        pointer = f"/blocks/{index}"
        block_id = block.get("block_id")
        if block_id is not None and block_id in seen:
            complain(problems, f'`block_id` "{block_id}" already exists', f"{pointer}/block_id")
        seen.add(block_id or "")
        actions: set[str] = set()
        for element in _inner(block):
            action_id = element.get("action_id")
            if action_id is not None and action_id in actions:
                complain(problems, f'`action_id` "{action_id}" already exists', pointer)
            actions.add(action_id or "")
            focused += bool(element.get("focus_on_load"))
    if focused > 1:
        complain(problems, "only one element may have focus_on_load", "/blocks")


def _check_once(blocks: Sequence[Mapping[str, Any]], problems: Problems) -> None:
    if sum(block["type"] == "table" for block in blocks) > 1:
        complain(problems, "only one table is allowed", "/blocks")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MOST_MARKDOWN:
        complain(problems, f"must be less than {MOST_MARKDOWN + 1} characters", "/blocks")


def _inner(block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if block["type"] in ("actions", "context_actions"):
        yield from block["elements"]
    elif "accessory" in block:
        yield block["accessory"]
    elif "element" in block:
        yield block["element"]


def _characters(value: Any) -> int:
    """How many characters of text people see in these blocks."""
    if isinstance(value, list):
        return sum(_characters(each) for each in value)
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(_characters(inner) for inner in value.values())
    return 0
