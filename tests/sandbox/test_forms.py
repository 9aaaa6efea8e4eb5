"""Every kind of field, filled by what people see, as the app receives it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.filling import Value
from sandbox.finding import NotSeen
from sandbox.forms import STATE_KEYS, complaints
from sandbox.people import Person
from sandbox.slack import Slack

from .conftest import Json, Toy, channel_id


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


OPTIONS = [{"text": text("Low"), "value": "1"}, {"text": text("High"), "value": "2"}]
GROUPS = [{"label": text("Cost"), "options": OPTIONS}]

FIELDS: dict[str, tuple[Json, Value, Any]] = {
    "text": ({"type": "plain_text_input"}, "words", "words"),
    "number": ({"type": "number_input", "is_decimal_allowed": False}, 7, "7"),
    "email": ({"type": "email_text_input"}, "ann@example.org", "ann@example.org"),
    "link": ({"type": "url_text_input"}, "https://example.org", "https://example.org"),
    "select": ({"type": "static_select", "options": OPTIONS}, "High", OPTIONS[1]),
    "grouped": ({"type": "static_select", "option_groups": GROUPS}, "Low", OPTIONS[0]),
    "several": ({"type": "multi_static_select", "options": OPTIONS}, ["Low", "High"], OPTIONS),
    "radio": ({"type": "radio_buttons", "options": OPTIONS}, "Low", OPTIONS[0]),
    "ticks": ({"type": "checkboxes", "options": OPTIONS}, ["High"], [OPTIONS[1]]),
    "day": ({"type": "datepicker"}, date(2026, 12, 1), "2026-12-01"),
    "time": ({"type": "timepicker"}, "17:00", "17:00"),
    "moment": ({"type": "datetimepicker"}, datetime(2026, 12, 1, 17, 0), 1796140800),  # noqa: DTZ001
    "looked up": ({"type": "external_select"}, "High", OPTIONS[1]),
    "all looked up": ({"type": "multi_external_select"}, ["High"], [OPTIONS[1]]),
}


@pytest.mark.parametrize("name", FIELDS)
async def test_a_field_is_filled_as_people_see_it(
    name: str, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    element, value, expected = FIELDS[name]
    block = {"type": "input", "label": text("Field"), "element": element}
    view = {"type": "modal", "title": text("Form"), "submit": text("Go"), "blocks": [block]}
    toy.answers["block_suggestion"] = lambda _: {"options": OPTIONS}
    await ann.runs("/decide")
    await client.views_open(trigger_id=toy.of("command")[0]["trigger_id"], view=view)
    await ann.fills("Field", value)
    await ann.submits("Go")
    assert ann.errors == {}
    values = toy.of("view_submission")[0]["view"]["state"]["values"]
    state = next(iter(next(iter(values.values())).values()))
    assert [found for key, found in state.items() if key != "type"] == [expected]


async def test_people_and_channels_are_chosen_by_name(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person, dana: Person
) -> None:
    def field(label: str, kind: str) -> Json:
        return {
            "type": "input",
            "block_id": label,
            "label": text(label),
            "element": {"type": kind, "action_id": "a"},
        }

    blocks = [
        field("Decider", "users_select"),
        field("Asked", "multi_users_select"),
        field("Channel", "conversations_select"),
        field("Channels", "multi_channels_select"),
    ]
    await ann.runs("/decide")
    await client.views_open(
        trigger_id=toy.of("command")[0]["trigger_id"],
        view={"type": "modal", "title": text("Form"), "submit": text("Go"), "blocks": blocks},
    )
    await ann.fills(
        {"Decider": "Dana", "Asked": ["Ann", "Dana"], "Channel": "#platform", "Channels": ["general"]}
    )
    with pytest.raises(NotSeen, match="called nobody"):
        await ann.fills("Decider", "nobody")
    assert ann.modal.fields["Asked"] == "@Ann Keller, @Dana Okafor"
    await ann.submits()
    values = toy.of("view_submission")[0]["view"]["state"]["values"]
    assert values["Decider"]["a"]["selected_user"] == dana.id
    assert values["Asked"]["a"]["selected_users"] == [ann.id, dana.id]
    assert values["Channel"]["a"]["selected_conversation"] == channel_id(slack, "platform")
    assert values["Channels"]["a"]["selected_channels"] == [channel_id(slack, "general")]


async def test_initial_values_are_sent_unless_they_are_changed_or_emptied(
    toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    blocks = [
        {
            "type": "input",
            "block_id": str(number),
            "optional": True,
            "label": text(f"Field {number}"),
            "element": {"type": "plain_text_input", "action_id": "a", "initial_value": "first"},
        }
        for number in range(3)
    ]
    await ann.runs("/decide")
    await client.views_open(
        trigger_id=toy.of("command")[0]["trigger_id"],
        view={"type": "modal", "title": text("Form"), "submit": text("Go"), "blocks": blocks},
    )
    await ann.fills({"Field 1": "second", "Field 2": None})
    await ann.submits()
    values = toy.of("view_submission")[0]["view"]["state"]["values"]
    assert [values[str(number)]["a"]["value"] for number in range(3)] == ["first", "second", None]


async def test_menus_outside_of_forms_tell_the_app_at_once(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    options = [{"text": text(words), "value": words} for words in ("Details", "Manage")]
    blocks: list[Json] = [
        {
            "type": "section",
            "text": text("Card"),
            "accessory": {"type": "overflow", "action_id": "menu", "options": options},
        },
        {
            "type": "actions",
            "block_id": "row",
            "elements": [
                {
                    "type": "static_select",
                    "action_id": "cost",
                    "options": OPTIONS,
                    "placeholder": text("Cost"),
                },
                {
                    "type": "checkboxes",
                    "action_id": "ticks",
                    "options": [{"text": text("Done"), "value": "d"}],
                },
            ],
        },
    ]
    await client.chat_postMessage(channel=channel_id(slack, "general"), text="Card", blocks=blocks)
    card = ann.finds("Card")
    await ann.picks("Manage", on=card)
    await ann.fills("Cost", "High", on=card)
    await ann.picks("Done", on=card)
    actions = [each["actions"][0] for each in toy.of("block_actions")]
    assert actions[0]["selected_option"]["value"] == "Manage"
    assert actions[1]["selected_option"] == OPTIONS[1]
    assert [each["value"] for each in actions[2]["selected_options"]] == ["d"]
    state = toy.of("block_actions")[2]["state"]["values"]["row"]
    assert state["cost"]["selected_option"] == OPTIONS[1]


async def test_a_confirmation_is_read_and_can_be_declined(
    slack: Slack, toy: Toy, client: AsyncWebClient, ann: Person
) -> None:
    button = {
        "type": "button",
        "action_id": "close",
        "text": text("Close now"),
        "confirm": {"title": text("Close?"), "text": text("Nobody can answer after that.")},
    }
    await client.chat_postMessage(
        channel=channel_id(slack, "general"), text="Card", blocks=[{"type": "actions", "elements": [button]}]
    )
    await ann.clicks("Close now", confirm=False)
    assert ann.confirmed == "Nobody can answer after that."
    assert toy.of("block_actions") == []
    await ann.clicks("Close now")
    assert len(toy.of("block_actions")) == 1


@pytest.mark.parametrize(
    ("element", "value", "complaint"),
    [
        ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3 characters"),
        ({"type": "number_input", "is_decimal_allowed": False}, "2.5", "a valid number"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "1"}, "0.5", "at least 1"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "9"}, "9.5", "at most 9"),
        ({"type": "email_text_input"}, "ann", "a valid email address"),
        ({"type": "url_text_input"}, "example.org", "a valid URL"),
        (
            {"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 1},
            ["Low", "High"],
            "no more than 1",
        ),
    ],
)
def test_slacks_own_checks_stand_beside_the_field(
    element: Json, value: str | list[str], complaint: str
) -> None:
    block = {
        "type": "input",
        "block_id": "b",
        "label": text("Field"),
        "element": {"action_id": "a", **element},
    }
    key = STATE_KEYS[element["type"]][0]
    chosen = OPTIONS if isinstance(value, list) else value
    assert complaint in complaints([block], {"b": {"a": {key: chosen}}})["b"]
