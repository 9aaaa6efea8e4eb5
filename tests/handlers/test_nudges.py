"""The nudge: what waits for a person, ritual by ritual, in one message that Slack takes."""

from handlers.blocks import section
from handlers.nudges import MOST_BLOCKS, joined
from handlers.replies import Message
from sandbox.limits import check_message


def part(name: str, lines: int) -> Message:
    return Message(f"{lines} {name}", [section(f"{name} {number}") for number in range(lines)])


def test_what_fits_is_told_whole() -> None:
    one, other = part("votes", 30), part("actions", 20)
    assert joined([one, other]) == Message("30 votes · 20 actions", [*one.blocks, *other.blocks])


def test_where_much_waits_no_ritual_is_left_out() -> None:
    votes, actions, reviews = part("votes", 33), part("actions", 22), part("reviews", 7)
    told = joined([votes, actions, reviews])
    assert told.text == "33 votes · 22 actions · 7 reviews"
    assert told.blocks == [*votes.blocks[:21], *actions.blocks, *reviews.blocks]
    assert len(told.blocks) == MOST_BLOCKS


def test_where_much_is_said_slack_takes_it() -> None:
    long = Message("20 votes", [section("&" * 900) for _ in range(20)])
    told = joined([long, part("reviews", 7)])
    assert [*told.blocks[-7:]] == [*part("reviews", 7).blocks]
    assert len(told.blocks) == 14 + 7
    check_message({"channel": "C1", "text": told.text, "blocks": told.blocks})
