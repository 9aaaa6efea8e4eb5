"""Blocks and elements as HTML: each is drawn, and what cannot be drawn is an error that is seen."""

from __future__ import annotations

import logging
from html.parser import HTMLParser

import pytest

from sandbox.page import answers, blocks, gallery
from sandbox.page.gallery import READER
from sandbox.page.html import tag
from sandbox.page.regions import templates
from sandbox.page.selects import KINDS
from sandbox.page.spot import DrawingError, Json, Spot

SPOT = Spot(READER, "V1")
SAMPLES = [
    (heading, block)
    for heading, group in gallery.samples().items()
    for block in group
    if block["type"] != "hologram"
]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def question(element: Json, **more: object) -> Json:
    return {
        "type": "input",
        "block_id": "b",
        "label": plain("Question"),
        "element": {"action_id": "a", **element},
    } | more


class Ids(HTMLParser):
    """Collects ids, and what refers to them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if tag == "label" and name == "for" and value:
                self.labels.append(value)


@pytest.mark.parametrize(
    ("heading", "block"), SAMPLES, ids=[f"{heading}: {block['block_id']}" for heading, block in SAMPLES]
)
def test_every_sample_is_drawn(heading: str, block: Json) -> None:
    assert blocks.draw(block, SPOT)


def test_the_gallery_has_unique_ids_and_every_label_names_a_field() -> None:
    found = Ids(gallery.draw(templates()))
    assert len(found.ids) == len(set(found.ids))
    assert found.labels
    assert set(found.labels) <= set(found.ids)


def test_the_gallery_shows_every_kind_of_select() -> None:
    shown = {each["element"]["type"] for _, each in SAMPLES if each["type"] == "input"}
    shown |= {
        each["type"] for _, block in SAMPLES if block["type"] == "actions" for each in block["elements"]
    }
    assert shown >= KINDS


@pytest.mark.parametrize(
    "block",
    [
        {"type": "video"},
        {"type": "actions", "elements": [{"type": "workflow_button", "action_id": "w"}]},
        {"type": "actions", "elements": [{"type": "button", "text": plain("No action_id")}]},
        {"type": "context", "elements": [{"type": "button", "action_id": "b", "text": plain("x")}]},
        {"type": "section"}
        | {"accessory": {"type": "button", "action_id": "b", "text": plain("x"), "url": "javascript:1"}},
        {"type": "rich_text", "elements": [{"type": "rich_text_poem", "elements": []}]},
        {"type": "header"},
        question({"type": "file_input"}),
    ],
    ids=lambda block: str(block["type"]),
)
def test_what_the_page_cannot_draw_is_an_error(block: Json) -> None:
    with pytest.raises(DrawingError):
        blocks.draw(block, SPOT)


def test_an_error_of_drawing_is_shown_loudly_beside_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        drawn = blocks.draw_all([{"type": "hologram"}, {"type": "divider"}], SPOT)
    assert "This page cannot draw a block of type “hologram”." in drawn
    assert "<hr>" in drawn
    assert "hologram" in caplog.text


def test_people_s_words_are_escaped_in_every_place() -> None:
    evil = '"><script>alert(1)</script>'
    element = {
        "type": "plain_text_input",
        "initial_value": evil,
        "placeholder": plain(evil),
        "multiline": True,
    }
    choices = {"type": "static_select", "options": [option(evil)], "placeholder": plain(evil)}
    drawn = blocks.draw_all([question(element, hint=plain(evil)), question(choices)], SPOT)
    assert "<script" not in drawn


def test_the_first_line_break_of_a_long_text_is_kept() -> None:
    drawn = blocks.draw(
        question({"type": "plain_text_input", "multiline": True, "initial_value": "\nx"}), SPOT
    )
    assert ">\n\nx</textarea>" in drawn


def test_a_required_field_says_so_and_an_optional_one_too() -> None:
    assert 'aria-required="true"' in blocks.draw(
        question({"type": "number_input", "is_decimal_allowed": True}), SPOT
    )
    assert "(optional)" in blocks.draw(question({"type": "datepicker"}, optional=True), SPOT)


def test_an_answered_error_stands_under_its_field() -> None:
    spot = Spot(READER, "V1", errors={"b": "Write a <question>."})
    drawn = blocks.draw(question({"type": "plain_text_input"}), spot)
    assert "Write a &lt;question&gt;." in drawn
    assert 'aria-invalid="true"' in drawn


def test_what_was_typed_is_drawn_but_does_not_count_as_a_change() -> None:
    block = question({"type": "plain_text_input", "initial_value": "before"})
    typed = Spot(READER, "V1", typed={"b": {"a": {"type": "plain_text_input", "value": "after"}}})
    drawn, again = blocks.draw_all([block], SPOT), blocks.draw_all([block], typed)
    assert 'value="before"' in drawn
    assert 'value="after"' in again
    mark = tag("i", data_hash=drawn.split('data-hash="')[1].split('"')[0])[2:-5]
    assert mark in again


@pytest.mark.parametrize(
    ("element", "answer", "state"),
    [
        ({"type": "button"}, [], {}),
        ({"type": "plain_text_input"}, [{"value": "x"}], {"value": "x"}),
        ({"type": "plain_text_input"}, [], {"value": None}),
        (
            {"type": "static_select", "options": [option("A")]},
            [{"value": "a"}],
            {"selected_option": option("A")},
        ),
        ({"type": "static_select", "options": [option("A")]}, [], {"selected_option": None}),
        (
            {
                "type": "multi_static_select",
                "option_groups": [{"label": plain("G"), "options": [option("A")]}],
            },
            [{"value": "a"}],
            {"selected_options": [option("A")]},
        ),
        (
            {"type": "external_select"},
            [{"value": "12", "label": "D-12"}],
            {
                "selected_option": {
                    "text": {"type": "plain_text", "text": "D-12", "emoji": True},
                    "value": "12",
                }
            },
        ),
        ({"type": "users_select"}, [{"value": "U1"}], {"selected_user": "U1"}),
        ({"type": "multi_conversations_select"}, [{"value": "C1"}], {"selected_conversations": ["C1"]}),
        ({"type": "channels_select"}, [], {"selected_channel": None}),
        (
            {"type": "checkboxes", "options": [option("A"), option("B")]},
            [{"value": "b"}],
            {"selected_options": [option("B")]},
        ),
        (
            {"type": "radio_buttons", "options": [option("A")]},
            [{"value": "a"}],
            {"selected_option": option("A")},
        ),
        ({"type": "overflow", "options": [option("A")]}, [{"value": "a"}], {"selected_option": option("A")}),
        ({"type": "datepicker"}, [{"value": "2026-12-01"}], {"selected_date": "2026-12-01"}),
        ({"type": "timepicker"}, [{"value": "17:00"}], {"selected_time": "17:00"}),
        ({"type": "datetimepicker"}, [{"value": "2026-11-25T17:00"}], {"selected_date_time": 1795622400}),
        ({"type": "datetimepicker"}, [], {"selected_date_time": None}),
    ],
)
def test_the_browser_s_answer_becomes_slack_s_state_and_is_drawn_again(
    element: Json, answer: list[Json], state: Json
) -> None:
    element = {"action_id": "a"} | element
    assert answers.chosen(element, answer, READER) == state
    if element["type"] not in ("button", "overflow"):
        spot = Spot(READER, "V1", typed={"b": {"a": state}})
        drawn = blocks.draw(question(element), spot)
        assert all(each["value"] in drawn for each in answer)


def test_an_option_that_is_not_offered_cannot_be_chosen() -> None:
    with pytest.raises(LookupError):
        answers.chosen({"type": "static_select", "options": [option("A")]}, [{"value": "b"}], READER)
