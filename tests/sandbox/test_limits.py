"""Every length and count of Slack's that the sandbox keeps: just within passes, just beyond is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sandbox.errors import SlackError
from sandbox.limits import check_home, check_message, check_update, check_view

from .making import Json, actions, button, field, home, modal, mrkdwn, option, plain, section, select

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
