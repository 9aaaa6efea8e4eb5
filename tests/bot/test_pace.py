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
    assert pace.wait_to_post("C1", is_urgent=True, since=hand.at) is None
    pace.posted("C1")
    assert pace.wait_to_post("C1", is_urgent=True, since=hand.at) == START + timedelta(seconds=1)
    assert pace.wait_to_post("C2", is_urgent=True, since=hand.at) is None
    hand.move(seconds=1)
    assert pace.wait_to_post("C1", is_urgent=True, since=hand.at) is None


def test_a_workspace_is_posted_to_so_often_in_any_minute_and_what_is_not_urgent_leaves_room(
    pace: Pace, hand: Hand
) -> None:
    posted: list[datetime] = []
    for person in range(1200):
        if pace.wait_to_post(f"D{person}", is_urgent=False, since=hand.at) is None:
            pace.posted(f"D{person}")
            posted.append(hand.at)
        hand.move(seconds=0.1)
    assert len(posted) == 400
    for begin in posted:
        assert sum(begin <= at < begin + timedelta(minutes=1) for at in posted) <= 200
    full = Pace(Limits(), hand)
    for person in range(200):
        full.posted(f"D{person}")
    assert full.wait_to_post("D", is_urgent=False, since=hand.at) == hand.at + timedelta(minutes=1)
    assert full.wait_to_post("C", is_urgent=True, since=hand.at) is None


def test_conversations_are_opened_so_often_in_a_minute(pace: Pace, hand: Hand) -> None:
    for _ in range(40):
        assert pace.wait_to_open() is None
        pace.opened()
    assert pace.wait_to_open() == START + timedelta(minutes=1)
    hand.move(minutes=1)
    assert pace.wait_to_open() is None


def test_what_is_past_is_forgotten(pace: Pace, hand: Hand) -> None:
    pace.posted("C1")
    pace.block("C2", 90)
    pace.updated()
    hand.move(seconds=61)
    assert not pace.is_at_rest()
    hand.move(seconds=30)
    assert pace.is_at_rest()


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
