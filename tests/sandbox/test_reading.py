"""Every block and every piece of text as a person reads it."""

from __future__ import annotations

import pytest

from sandbox.people import Person
from sandbox.slack import Slack

from .conftest import channel_id
from .making import Json, mrkdwn, option, plain, section


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def row(*elements: Json) -> Json:
    return {
        "type": "actions",
        "block_id": "row",
        "elements": [{"action_id": "a", **each} for each in elements],
    }


BLOCKS: dict[str, tuple[Json, str]] = {
    "header": ({"type": "header", "text": plain("Which queue?")}, "Which queue?"),
    "divider": ({"type": "divider"}, "---"),
    "section": (
        section("*SQS* won", fields=[mrkdwn("_Votes_"), plain("7")]),
        "SQS won\nVotes\n7",
    ),
    "section with a button": (
        section("SQS", accessory={"type": "button", "text": plain("Edit")}),
        "SQS\n[Edit]",
    ),
    "section with a picture": (
        section("SQS", accessory={"type": "image", "image_url": "https://x", "alt_text": "A queue"}),
        "SQS\n[image: A queue]",
    ),
    "context": (
        {
            "type": "context",
            "elements": [mrkdwn("7 of 12"), {"type": "image", "image_url": "https://x", "alt_text": "dot"}],
        },
        "7 of 12 [image: dot]",
    ),
    "image": (
        {"type": "image", "image_url": "https://x", "alt_text": "Result", "title": plain("All")},
        "All\n[image: Result]",
    ),
    "overflow": (
        row({"type": "overflow", "options": [option("Details"), option("Manage")]}),
        "[⋯ Details · Manage]",
    ),
    "a select, empty and chosen": (
        row(
            {"type": "static_select", "placeholder": plain("Choose"), "options": [option()]},
            {
                "type": "static_select",
                "action_id": "b",
                "options": [option("Low")],
                "initial_option": option("Low"),
            },
        ),
        "[Choose] Low",
    ),
    "a moment": (row({"type": "datetimepicker", "initial_date_time": 1796140800}), "2026-12-01 17:00"),
    "feedback": (
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain("Good"), "value": "1"},
                    "negative_button": {"text": plain("Bad"), "value": "0"},
                }
            ],
        },
        "[Good] [Bad]",
    ),
    "markdown": ({"type": "markdown", "text": "# Title"}, "# Title"),
    "table": (
        {
            "type": "table",
            "rows": [
                [
                    {"type": "raw_text", "text": "a"},
                    {
                        "type": "rich_text",
                        "elements": [
                            {"type": "rich_text_section", "elements": [{"type": "text", "text": "b"}]}
                        ],
                    },
                ]
            ],
        },
        "a | b",
    ),
    "rich text": (
        rich(
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "See "},
                    {"type": "link", "url": "https://x"},
                    {"type": "text", "text": " "},
                    {"type": "emoji", "name": "wave"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "color", "value": "#fff"},
                    {"type": "date", "timestamp": 1796140800, "format": " {time}"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
            },
        ),
        "See https://x :wave:@here#fff 17:00\n- one",
    ),
}


@pytest.mark.parametrize("what", BLOCKS)
async def test_a_block_is_read(what: str, ann: Person) -> None:
    block, text = BLOCKS[what]
    assert ann.reading.blocks([{"block_id": "b", **block}]) == text


async def test_names_stand_for_ids(slack: Slack, ann: Person, ben: Person) -> None:
    group, channel = next(iter(slack.workspace.groups)), channel_id(slack, "platform")
    pieces: list[Json] = [
        {"type": "user", "user_id": ben.id},
        {"type": "channel", "channel_id": channel},
        {"type": "usergroup", "usergroup_id": group},
    ]
    block = rich({"type": "rich_text_section", "elements": pieces})
    assert ann.reading.blocks([block]) == "@Ben Ortiz#platform@oncall"
    text = f"<@{ben.id}> <#{channel}> <!subteam^{group}> <!here> <https://x|there> <https://y> &lt;b&gt;"
    assert ann.reading.mrkdwn(text) == "@Ben Ortiz #platform @oncall @here there https://y <b>"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*_both_* and ~gone~ and `code`", "both and gone and code"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("&gt; quoted\nplain", "quoted\nplain"),
        ("<!date^1796140800^{date_short_pretty} at {time}|later>", "1 Dec at 17:00"),
        ("<!date^1796140800^{unknown}|later>", "{unknown}"),
    ],
)
async def test_marks_are_not_read_aloud(written: str, read: str, ann: Person) -> None:
    assert ann.reading.mrkdwn(written) == read
