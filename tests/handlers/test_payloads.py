"""What Slack sends, parsed once: text as people see it, fields, and bodies that Slack would not send."""

from collections.abc import Callable
from typing import Any

import pytest

from handlers.envelopes import (
    read_click,
    read_command,
    read_event,
    read_fields,
    read_question,
    read_shortcut,
    read_submission,
)
from handlers.payloads import Malformed, mentioned, read_text, whole_number
from rituals.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kafka &amp; SQS &lt;3", "Kafka & SQS <3"),
        ("<@U123|ben> leads <#C1|platform>", "@ben leads #platform"),
        ("<@U123> leads", "@Ben leads"),
        ("<@U999> leads", "@U999 leads"),
        ("<!here> and <!subteam^S1|@oncall>", "@here and @oncall"),
        (
            "<https://example.com/a|click> or <https://example.com>",
            "https://example.com/a or https://example.com",
        ),
        ("&lt;@U123&gt; was typed", "<@U123> was typed"),
        ("&amp;lt; was typed", "&lt; was typed"),
        ("", ""),
    ],
)
def test_text_reads_as_a_person_would_type_it(text: str, shown: str) -> None:
    assert read_text(text, {"U123": "Ben"}) == shown


def test_people_are_mentioned_by_id_alone_where_a_name_is_missing() -> None:
    assert mentioned("<@U1> <@U2|ben> <#C1> <!here>") == ["U1"]


def test_fields_are_read_by_name_and_empty_where_nothing_was_filled_in() -> None:
    filled = {
        "question": {"value": None},
        "method": {"selected_option": None},
        "many": {"selected_options": [{"value": "1"}, {"value": "2"}]},
        "people": {"selected_users": ["U1"]},
        "to": {"selected_user": "U2"},
        "channel": {"selected_conversation": "C1"},
        "closes": {"selected_date_time": None},
    }
    fields = read_fields({name: {name: state} for name, state in filled.items()})
    assert (fields.text("question"), fields.choice("method"), fields.text("missing")) == ("", "", "")
    assert (fields.choices("many"), fields.people("people"), fields.people("to")) == (
        ("1", "2"),
        ("U1",),
        ("U2",),
    )
    assert (fields.channel("channel"), fields.moment("closes")) == ("C1", None)
    assert fields.has("question")
    assert not fields.has("missing")


@pytest.mark.parametrize(
    "read", [read_click, read_command, read_event, read_question, read_shortcut, read_submission]
)
@pytest.mark.parametrize(
    "body", [{}, {"team": None}, {"team": {}, "user": {}}, {"actions": []}, {"event": 1}, {"view": "x"}]
)
def test_what_slack_would_not_send_is_malformed(
    read: Callable[[dict[str, Any]], object], body: dict[str, Any]
) -> None:
    with pytest.raises(Malformed):
        read(body)


@pytest.mark.parametrize(
    ("typed", "number"), [(None, None), ("", None), (" ", None), ("0", 0), ("12", 12), (" 3 ", 3), ("-4", -4)]
)
def test_a_number_is_read_where_one_was_typed(typed: str | None, number: int | None) -> None:
    assert read_fields({"dots": {"dots": {"value": typed}}}).number("dots") == number


@pytest.mark.parametrize("typed", ["three", "2.5", "1e3", "٣", "²", "--1", "1 2", "9" * 10])
def test_what_is_no_whole_number_is_refused_in_its_field(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_fields({"dots": {"dots": {"value": typed}}}).number("dots")
    assert refused.value.fields == {"dots": "Write a whole number, such as 3."}


@pytest.mark.parametrize(
    ("carried", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("1" * 10, None),
        (" 1", None),
    ],
)
def test_a_number_that_we_did_not_write_is_none(carried: str, number: int | None) -> None:
    assert whole_number(carried) == number
