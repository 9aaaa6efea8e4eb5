"""How fast we speak: Slack's limits as they are in earnest, on a clock that the test moves."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.pace import Limits, Pace

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Hand:
    """A clock's hand that the test moves."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def pace(hand: Hand) -> Pace:
    return Pace(Limits(), hand)


def test_a_channel_is_posted_to_once_a_second_and_others_do_not_wait(pace: Pace, hand: Hand) -> None:
    assert pace.wait_for("C1") is None
    pace.used("C1")
    assert pace.wait_for("C1") == START + timedelta(seconds=1)
    assert pace.wait_for("C2") is None
    hand.move(seconds=1)
    assert pace.wait_for("C1") is None


def test_retry_after_holds_for_its_key_and_so_long(pace: Pace, hand: Hand) -> None:
    assert pace.block("C1", 30) == START + timedelta(seconds=30)
    hand.move(seconds=29.9)
    assert pace.wait_for("C1") is not None
    assert pace.wait_for("chat.update") is None
    hand.move(seconds=0.1)
    assert pace.wait_for("C1") is None


def test_cards_are_redrawn_forty_times_in_any_minute(pace: Pace, hand: Hand) -> None:
    drawn: list[datetime] = []
    for _ in range(600):
        if pace.updates_left():
            pace.updated()
            drawn.append(hand.at)
        hand.move(seconds=0.5)
    for begin in drawn:
        assert sum(begin <= at < begin + timedelta(minutes=1) for at in drawn) <= 40
    assert len(drawn) == 200


def test_no_card_is_redrawn_while_slack_asks_us_to_wait(pace: Pace, hand: Hand) -> None:
    pace.block("chat.update", 10)
    assert pace.updates_left() == 0
    hand.move(seconds=10)
    assert pace.updates_left() == 40


@pytest.mark.parametrize(("active", "seconds"), [(0, 2), (1, 2), (2, 3), (40, 60), (200, 300)])
def test_the_gap_of_a_card_grows_with_the_number_of_active_ones(
    pace: Pace, active: int, seconds: float
) -> None:
    assert pace.card_gap(active) == timedelta(seconds=seconds)
