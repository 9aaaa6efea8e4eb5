"""Every limit of Slack's that the sandbox keeps: just within passes, just beyond is refused under Slack's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.errors import SlackError
from sandbox.limits import check_home, check_message, check_metadata, check_options, check_update, check_view

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


# What is sized, and its limit: the maker is called with the limit, which passes, and with one more, which fails.
IN_A_MESSAGE: dict[str, tuple[Callable[[int], Json], int]] = {
    "section text": (lambda n: section("x" * n), 3000),
    "section field": (lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]}, 2000),
    "section fields": (lambda n: {"type": "section", "fields": [mrkdwn("x")] * n}, 10),
    "header": (lambda n: {"type": "header", "text": plain("x" * n)}, 150),
    "context elements": (lambda n: {"type": "context", "elements": [mrkdwn("x")] * n}, 10),
    "actions elements": (lambda n: actions(*[button()] * n), 25),
    "feedback buttons": (
        lambda n: {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "trash", "text": plain("x")}] * n,
        },
        5,
    ),
    "markdown": (lambda n: {"type": "markdown", "text": "x" * n}, 12_000),
    "image alt": (lambda n: {"type": "image", "image_url": "https://x", "alt_text": "x" * n}, 2000),
    "image url": (lambda n: {"type": "image", "image_url": "x" * n, "alt_text": "x"}, 3000),
    "image title": (
        lambda n: {"type": "image", "image_url": "https://x", "alt_text": "x", "title": plain("x" * n)},
        2000,
    ),
    "table rows": (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}, 100),
    "table cells": (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}, 20),
    "button text": (lambda n: actions(button("x" * n)), 75),
    "button value": (lambda n: actions(button(value="x" * n)), 2000),
    "button url": (lambda n: actions(button(url="x" * n)), 3000),
    "option text": (lambda n: actions(select(1, options=[option("x" * n)])), 75),
    "option value": (lambda n: actions(select(1, options=[option(value="x" * n)])), 150),
    "option description": (lambda n: actions(select(1, options=[option(description=plain("x" * n))])), 75),
    "options in a select": (lambda n: actions(select(n)), 100),
    "groups in a select": (
        lambda n: actions(
            {
                "type": "static_select",
                "option_groups": [{"label": plain("g"), "options": [option()]}] * n,
            }
        ),
        100,
    ),
    "overflow": (
        lambda n: section(accessory={"type": "overflow", "options": [option()] * n}),
        5,
    ),
    "checkboxes": (lambda n: actions({"type": "checkboxes", "options": [option()] * n}), 10),
    "radio buttons": (lambda n: actions({"type": "radio_buttons", "options": [option()] * n}), 10),
    "placeholder": (lambda n: actions(select(1, placeholder=plain("x" * n))), 150),
    "block_id": (lambda n: section(block_id="x" * n), 255),
    "action_id": (lambda n: actions(button(action_id="x" * n)), 255),
    "confirm title": (lambda n: actions(button(confirm={"title": plain("x" * n), "text": plain("x")})), 100),
    "confirm text": (lambda n: actions(button(confirm={"title": plain("x"), "text": plain("x" * n)})), 300),
    "confirm button": (
        lambda n: actions(button(confirm={"title": plain("x"), "text": plain("x"), "deny": plain("x" * n)})),
        30,
    ),
}

IN_A_MODAL: dict[str, tuple[Callable[[int], Json], int]] = {
    "title": (lambda n: modal(title=plain("x" * n)), 24),
    "submit": (lambda n: modal(submit=plain("x" * n)), 24),
    "close": (lambda n: modal(close=plain("x" * n)), 24),
    "private_metadata": (lambda n: modal(private_metadata="x" * n), 3000),
    "callback_id": (lambda n: modal(callback_id="x" * n), 255),
    "external_id": (lambda n: modal(external_id="x" * n), 255),
    "blocks": (lambda n: modal(*[{"type": "divider"}] * n), 100),
    "input label": (lambda n: modal(field({"type": "plain_text_input"}, label=plain("x" * n))), 2000),
    "input hint": (lambda n: modal(field({"type": "plain_text_input"}, hint=plain("x" * n))), 2000),
    "max_length": (lambda n: modal(field({"type": "plain_text_input", "max_length": n})), 3000),
    "initial_value": (lambda n: modal(field({"type": "plain_text_input", "initial_value": "x" * n})), 3000),
}


@pytest.mark.parametrize("what", IN_A_MESSAGE)
def test_a_message_at_the_limit_passes_and_one_beyond_is_refused(what: str) -> None:
    make, most = IN_A_MESSAGE[what]
    check_message({"text": "words", "blocks": [make(most)]})
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message({"text": "words", "blocks": [make(most + 1)]})


@pytest.mark.parametrize("what", IN_A_MODAL)
def test_a_modal_at_the_limit_passes_and_one_beyond_is_refused(what: str) -> None:
    make, most = IN_A_MODAL[what]
    check_view(make(most))
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(make(most + 1))


def test_a_message_has_fifty_blocks_at_most_and_home_a_hundred() -> None:
    check_message({"blocks": [{"type": "divider"}] * 50})
    check_home(home(*[{"type": "divider"}] * 100))
    with pytest.raises(SlackError, match=r"no more than 50 items allowed \[json-pointer:/blocks\]"):
        check_message({"blocks": [{"type": "divider"}] * 51})
    with pytest.raises(SlackError, match="no more than 100 items allowed"):
        check_home(home(*[{"type": "divider"}] * 101))


def test_a_message_of_many_long_sections_is_too_long_as_a_whole() -> None:
    check_message({"blocks": [section("x" * 2600)] * 5})
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_message({"blocks": [section("x" * 2700)] * 5})


def test_a_message_needs_words_or_blocks() -> None:
    with pytest.raises(SlackError, match="no_text"):
        check_message({"text": "", "blocks": []})


def test_an_updated_text_is_shorter_than_a_posted_one() -> None:
    check_message({"text": "x" * 40_000})
    check_update({"text": "x" * 4000})
    with pytest.raises(SlackError, match="msg_too_long"):
        check_update({"text": "x" * 4001})


def test_a_view_of_more_than_250_kilobytes_is_too_large() -> None:
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*[section("ä" * 3000)] * 50))


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
