"""What is no length or count: unknown types and keys, what is missing, what contradicts itself."""

from __future__ import annotations

import pytest

from sandbox.errors import SlackError
from sandbox.limits import (
    check_home,
    check_manifest,
    check_message,
    check_metadata,
    check_options,
    check_view,
)

from .making import Json, actions, button, field, home, modal, mrkdwn, option, plain, section, select

WRONG_BLOCKS: dict[str, tuple[list[Json], str]] = {
    "an unknown block": ([{"type": "sculpture"}], "unsupported type: sculpture"),
    "an unknown key": ([section(colour="red")], "invalid additional property: colour"),
    "no type": ([{"text": "x"}], "missing required field: type"),
    "no text in a section": ([{"type": "section"}], "missing required field: text"),
    "an empty text": ([section("")], "must be more than 0 characters"),
    "mrkdwn in a header": ([{"type": "header", "text": mrkdwn("x")}], "unsupported type: mrkdwn"),
    "mrkdwn on a button": ([actions({"type": "button", "text": mrkdwn("x")})], "unsupported type: mrkdwn"),
    "an input in actions": ([actions({"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    "two blocks of one id": ([section(block_id="a"), section(block_id="a")], 'block_id` "a" already exists'),
    "two elements of one id": (
        [actions(button(action_id="a"), button(action_id="a"))],
        'action_id` "a" already exists',
    ),
    "a button in loud red": ([actions(button(style="red"))], "must be a valid enum value"),
    "a first option not offered": (
        [actions(select(2, initial_option=option("other")))],
        "initial_option must match",
    ),
    "no option at all": ([actions(select(0))], "no fewer than 1 items allowed"),
    "an empty row of buttons": ([actions()], "no fewer than 1 items allowed"),
    "options and groups": (
        [actions(select(1, option_groups=[{"label": plain("g"), "options": [option()]}]))],
        "exactly one of options and option_groups",
    ),
    "an image of nothing": ([{"type": "image", "alt_text": "x"}], "exactly one of image_url and slack_file"),
    "two tables": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2,
        "only one table",
    ),
    "a date that is none": (
        [actions({"type": "datepicker", "initial_date": "1.12.2026"})],
        "match the format",
    ),
    "a file input": ([field({"type": "file_input"})], "unsupported type: file_input"),
}


@pytest.mark.parametrize("what", WRONG_BLOCKS)
def test_a_message_is_refused_with_a_pointer_to_what_is_wrong(what: str) -> None:
    blocks, sentence = WRONG_BLOCKS[what]
    with pytest.raises(SlackError, match="invalid_blocks") as refused:
        check_message({"text": "words", "blocks": blocks})
    assert sentence in refused.value.messages[0]
    assert "[json-pointer:/blocks" in refused.value.messages[0]
    assert refused.value.answer()["response_metadata"]["messages"] == list(refused.value.messages)


WRONG_VIEWS: dict[str, tuple[Json, str]] = {
    "an input without submit": (
        {"type": "modal", "title": plain("x"), "blocks": [field({"type": "plain_text_input"})]},
        "missing required field: submit",
    ),
    "no title": ({"type": "modal", "blocks": []}, "missing required field: title"),
    "a table": (
        modal({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}),
        "unsupported type: table",
    ),
    "markdown": (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    "a mrkdwn title": (modal(title=mrkdwn("x")), "unsupported type: mrkdwn"),
    "an unknown key": (modal(size="big"), "invalid additional property: size"),
    "two fields that want the focus": (
        modal(
            field({"type": "plain_text_input", "focus_on_load": True}),
            field({"type": "plain_text_input", "focus_on_load": True}),
        ),
        "only one element may have focus_on_load",
    ),
    "a number without a word on decimals": (
        modal(field({"type": "number_input"})),
        "missing required field: is_decimal_allowed",
    ),
}


@pytest.mark.parametrize("what", WRONG_VIEWS)
def test_a_modal_is_refused_in_slacks_words(what: str) -> None:
    view, sentence = WRONG_VIEWS[what]
    with pytest.raises(SlackError, match="invalid_arguments") as refused:
        check_view(view)
    assert sentence in refused.value.messages[0]


def test_home_has_no_title_and_no_submit() -> None:
    for extra in ("title", "submit"):
        with pytest.raises(SlackError, match=f"invalid additional property: {extra}"):
            check_home(home(section(), **{extra: plain("x")}))


def test_every_kind_of_input_is_allowed_in_a_modal() -> None:
    check_view(
        modal(
            field({"type": "plain_text_input", "multiline": True, "min_length": 1, "max_length": 20}),
            field({"type": "email_text_input"}),
            field({"type": "url_text_input"}),
            field({"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}),
            field({"type": "rich_text_input"}),
            field({"type": "file_input"}),
            field(select(2, initial_option=option("o1", "1"))),
            field({"type": "multi_static_select", "options": [option()], "max_selected_items": 1}),
            field({"type": "external_select", "min_query_length": 0}),
            field({"type": "multi_external_select"}),
            field({"type": "users_select", "initial_user": "U1"}),
            field({"type": "multi_users_select", "initial_users": ["U1"]}),
            field({"type": "channels_select"}),
            field({"type": "multi_channels_select"}),
            field({"type": "conversations_select", "filter": {"include": ["public"]}}),
            field({"type": "multi_conversations_select", "default_to_current_conversation": True}),
            field({"type": "datepicker", "initial_date": "2026-12-01"}),
            field({"type": "timepicker", "initial_time": "17:00", "timezone": "Europe/Berlin"}),
            field({"type": "datetimepicker", "initial_date_time": 1790000000}),
            field({"type": "checkboxes", "options": [{"text": mrkdwn("*x*"), "value": "1"}]}),
            field({"type": "radio_buttons", "options": [option()]}, optional=True, dispatch_action=True),
        )
    )


def test_rich_text_is_checked_to_its_last_piece() -> None:
    def rich(*pieces: Json) -> Json:
        return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}

    check_message({"blocks": [rich({"type": "text", "text": "x", "style": {"bold": True}})]})
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message({"blocks": [rich({"type": "text", "text": "x", "style": {"loud": True}})]})


def test_metadata_has_a_type_and_a_payload_of_some_size() -> None:
    check_metadata({"event_type": "card", "event_payload": {"id": "1"}})
    with pytest.raises(SlackError, match="invalid_metadata_format"):
        check_metadata({"event_type": "card"})
    with pytest.raises(SlackError, match="metadata_too_large"):
        check_metadata({"event_type": "card", "event_payload": {"id": "x" * 8000}})


def test_suggested_options_are_a_hundred_at_most() -> None:
    check_options({"options": [option()] * 100})
    with pytest.raises(SlackError, match="no more than 100 items"):
        check_options({"options": [option()] * 101})
    with pytest.raises(SlackError, match="exactly one"):
        check_options({})


def test_a_manifest_has_short_names_and_not_too_many_commands() -> None:
    def manifest(count: int, name: str = "Pebble") -> Json:
        commands = [{"command": f"/c{each}", "description": "-"} for each in range(count)]
        return {"display_information": {"name": name}, "features": {"slash_commands": commands}}

    check_manifest(manifest(50))
    for wrong in (manifest(51), manifest(1, "x" * 36), manifest(1, "")):
        with pytest.raises(SlackError, match="invalid_manifest"):
            check_manifest(wrong)
