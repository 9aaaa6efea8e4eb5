"""What all rituals write the same way: people's text made safe, long text parted or cut where Slack takes no more."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.blocks import (
    button,
    clean,
    confirm,
    context,
    count,
    cut,
    escape,
    listed,
    modal,
    notice,
    option,
    plain,
    section,
    sections,
    shorten,
)
from handlers.inputs import ticked, typed
from sandbox.limits import check_message, check_view

typed_text = st.text(max_size=60) | st.text("&<>*_~`\u200b\u202e\n aé", max_size=4000)


@settings(deadline=None)
@given(typed_text)
def test_escaped_text_holds_no_token_and_comes_back_as_it_was(text: str) -> None:
    safe = escape(text)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", safe)
    assert safe.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == clean(text)


@settings(deadline=None)
@given(typed_text, st.integers(1, 300))
def test_a_cut_keeps_entities_and_tokens_whole(text: str, most: int) -> None:
    marked = f"{escape(text)}<!date^1^{{time}}|then>{escape(text)}"
    short = cut(marked, most)
    assert len(short) <= most
    assert short == marked or short.endswith("…")
    assert not re.search(r"&(?!amp;|lt;|gt;)|<[^>]*$", short)


@settings(deadline=None)
@given(typed_text)
def test_text_of_any_length_is_parted_without_loss(text: str) -> None:
    marked = escape(text)
    parts = [block["text"]["text"] for block in sections(marked)]
    assert all(0 < len(part) <= 3000 for part in parts)
    assert "".join(parts).replace("\n", "") == marked.replace("\n", "")


def test_long_text_is_parted_at_the_ends_of_lines() -> None:
    lines = [f"{number} " + "x" * 900 for number in range(7)]
    parts = [block["text"]["text"] for block in sections("\n".join(lines))]
    assert parts == ["\n".join(lines[0:3]), "\n".join(lines[3:6]), lines[6]]


def test_an_address_that_no_section_holds_whole_is_shown_and_is_no_link() -> None:
    longest = f"https://example.com/{'a' * 1980}"
    assert escape(longest) == f"<{longest}>"
    address = f"https://example.com/{'&' * 2900}"
    shown = "".join(block["text"]["text"] for block in sections(f"See\n{escape(address)}"))
    assert shown == "See" + address.replace("&", "&amp;")


@pytest.mark.parametrize(
    "text", ["", "\u200b", "\x00\u202e", "\u3164", "\u00ad\u115f\u1160\u180e\u2800\uffa0\U000e0041"]
)
def test_nothing_to_be_seen_reads_as_a_dash(text: str) -> None:
    assert plain(text)["text"] == "–"
    assert button(text, "press")["text"]["text"] == "–"
    assert option("1", text)["text"]["text"] == "–"


def test_characters_that_join_emoji_and_letters_stay() -> None:
    family = "👩\u200d💻 می\u200cخواهم"
    assert clean(family) == family


@pytest.mark.parametrize(
    ("text", "most", "short"), [("Kafka", 5, "Kafka"), ("Kafka", 4, "Kaf…"), ("a  bcd", 4, "a…")]
)
def test_text_is_shortened_with_an_ellipsis(text: str, most: int, short: str) -> None:
    assert shorten(text, most) == short


def test_words_are_listed_as_one_says_them() -> None:
    assert [listed(words) for words in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert [count(number, "vote") for number in (0, 1, 1200)] == ["0 votes", "1 vote", "1,200 votes"]


@pytest.mark.parametrize("letter", ["&", "w"])
def test_slack_takes_every_block_however_long_its_text(letter: str) -> None:
    long = letter * 5000
    check_message({"text": "…", "blocks": [section(escape(long)), context(escape(long))]})
    check_message(
        {
            "text": "…",
            "blocks": [
                {
                    "type": "actions",
                    "elements": [button(long, "press", confirm=confirm("Sure?", long, "Yes"))],
                }
            ],
        }
    )
    check_view(notice(long))
    check_view(modal(long, [section("There")] * 200))


def test_only_what_is_offered_can_be_ticked() -> None:
    offered = [option("1", "Kafka"), option("2", "SQS")]
    assert ticked("choices", offered, ["2", "9"])["initial_options"] == [offered[1]]
    assert "initial_options" not in ticked("choices", offered, ["9"])


def test_a_field_is_filled_in_with_what_slack_takes() -> None:
    assert typed("context", "x" * 4000)["initial_value"] == "x" * 3000
    assert "initial_value" not in typed("context", "\u200b")
