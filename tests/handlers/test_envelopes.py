"""Bodies with something of the wrong kind in any place: Malformed, or read into values of the right kind."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from bot.door import check
from handlers import envelopes
from handlers.payloads import Malformed, Posted

WHO = {"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "trigger_id": "1.2.3"}
STATE = {
    "question": {"type": "plain_text_input", "value": "Which queue?"},
    "method": {"type": "static_select", "selected_option": {"value": "single"}},
    "days": {"type": "checkboxes", "selected_options": [{"value": "1"}]},
    "people": {"type": "multi_users_select", "selected_users": ["U1"]},
    "to": {"type": "users_select", "selected_user": "U1"},
    "channel": {"type": "conversations_select", "selected_conversation": "C1"},
    "closes": {"type": "datetimepicker", "selected_date_time": 1_800_000_000},
    "away": {"type": "datepicker", "selected_date": "2026-12-01"},
    "start": {"type": "timepicker", "selected_time": "09:00"},
}
VIEW = {
    "id": "V1",
    "hash": "1.a",
    "type": "modal",
    "callback_id": "decision.form",
    "private_metadata": "draft1",
    "app_installed_team_id": "T1",
    "previous_view_id": "V0",
    "root_view_id": "V0",
    "blocks": [{"type": "input", "block_id": name} for name in STATE],
    "state": {"values": {name: {name: state} for name, state in STATE.items()}},
}
MENU = {"action_id": "decision.menu", "action_ts": "1.2", "selected_option": {"value": "details D1"}}
BODIES: Mapping[str, tuple[dict[str, Any], Any]] = {
    "command": (
        {
            "command": "/decide",
            "text": "Which?",
            "team_id": "T1",
            "user_id": "U1",
            "channel_id": "C1",
            "channel_name": "platform",
            "trigger_id": "1.2.3",
            "response_url": "https://x",
        },
        envelopes.read_command,
    ),
    "click": (
        {
            **WHO,
            "type": "block_actions",
            "actions": [{**MENU, "value": "D1"}],
            "channel": {"id": "C1"},
            "container": {"message_ts": "1.2", "channel_id": "C1"},
            "response_url": "https://x",
            "view": VIEW,
        },
        envelopes.read_click,
    ),
    "press in a direct message": (
        {
            **WHO,
            "type": "block_actions",
            "actions": [
                {"action_id": "decision.vote", "block_id": "asked", "action_ts": "1.2", "value": "D1"}
            ],
            "channel": {"id": "D1"},
            "container": {"message_ts": "1.2", "channel_id": "D1"},
            "response_url": "https://x",
            "message": {"text": "You are asked", "blocks": [{"type": "actions", "block_id": "asked"}]},
        },
        envelopes.read_click,
    ),
    "submission": ({**WHO, "type": "view_submission", "view": VIEW}, envelopes.read_submission),
    "closing": ({**WHO, "type": "view_closed", "view": VIEW}, envelopes.read_submission),
    "shortcut": (
        {
            **WHO,
            "type": "message_action",
            "callback_id": "decide_this",
            "channel": {"id": "C1"},
            "message": {"ts": "1.2", "text": "Kafka?"},
            "response_url": "https://x",
        },
        envelopes.read_shortcut,
    ),
    "question": (
        {**WHO, "type": "block_suggestion", "action_id": "user_group", "value": "on"},
        envelopes.read_question,
    ),
    "event": (
        {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": "Ev1",
            "event_time": 1_700_000_000,
            "event": {"type": "team_join"},
        },
        envelopes.read_event,
    ),
}
WRONG: list[Any] = [None, 7, -1.5, True, "", "x", "a\x00b", 10**30, [], {}, [7], ["x"], [None], {"id": 7}]
TYPED = {"text", "query", "channel_name"}
"""What people have typed, which may hold any sign."""


def places(body: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for name, value in inner:
        yield (*at, name)
        yield from places(value, (*at, name))


def changed(body: dict[str, Any], place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    whole: Any = deepcopy(body)
    there = whole
    for name in place[:-1]:
        there = there[name]
    there[place[-1]] = value
    return whole  # type: ignore[no-any-return]


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if is_dataclass(value):
        for each in fields(value):
            # An event's own, which each listener reads; and Slack's own blocks, which go back to Slack as they are.
            if each.name != "body" and not (isinstance(value, Posted) and each.name == "blocks"):
                yield from leaves(getattr(value, each.name), each.name)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from leaves(each, name)
    else:
        yield name, value


@pytest.mark.parametrize("kind", BODIES)
def test_whatever_stands_wherever_is_malformed_or_read_as_what_it_should_be(kind: str) -> None:
    body, read = BODIES[kind]
    read(check(body))
    refused = 0
    for place in places(body):
        for value in WRONG:
            sent = changed(body, place, value)
            try:
                check(sent)
                found = read(sent)
            except Malformed:
                refused += 1
                continue
            for name, leaf in leaves(found):
                assert leaf is None or isinstance(leaf, str | bool | date), (place, value, name, leaf)
                assert name in TYPED or not isinstance(leaf, str) or "\x00" not in leaf, (place, value, name)
    assert refused > len(WRONG)


@pytest.mark.parametrize("stamp", ["x", "9" * 20 + "x", "1.2.3", "٣.٤", " 1.2", "1.2\n"])
def test_a_click_whose_time_is_none_cannot_win_for_ever(stamp: str) -> None:
    body, read = BODIES["click"]
    with pytest.raises(Malformed):
        read(changed(body, ("actions", 0, "action_ts"), stamp))
