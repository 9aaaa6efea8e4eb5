"""Taking a position: what each of the five needs, who may take one and until when, which click counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rituals.commitments import course, stating
from rituals.commitments.model import Commitment, Stance, State
from rituals.commitments.stating import PARTS, Click, Seat, Stating, check_position, check_shown
from rituals.positions import Position, Prediction
from rituals.refusal import Refusal
from tests.commitments.going import CLICK, asked, fields_of
from tests.commitments.making import (
    AGREES,
    ANN,
    BLOCKS,
    COMMITMENT,
    CONFIRMING,
    DAY,
    DECIDED,
    DISAGREES,
    DROPPED,
    ESCALATED,
    HOUR,
    MONDAY,
    RESERVED,
    REVEALED,
    STALLED,
    WEDNESDAY,
    WORKING,
)

WHOLE = Stating("block", " Why ", "Aims", "Pages", date(2027, 3, 1), "Training")
AMENDED = replace(COMMITMENT, version=3, earliest=2, answered=1)


def take(stance: Stance, seat: Seat | None = None, click: Click = CLICK) -> Position:
    return stating.take(COMMITMENT, seat or asked(), replace(WHOLE, stance=stance), click)


@pytest.mark.parametrize("stance", [Stance.AGREE, Stance.ABSTAIN])
def test_agreeing_and_abstaining_take_one_click(stance: Stance) -> None:
    position = stating.take(COMMITMENT, asked(), Stating(stance), CLICK)
    assert position == Position(stance, 1, MONDAY, action_ts="2")


@pytest.mark.parametrize(
    ("stance", "needs"),
    [
        (Stance.RESERVATIONS, {"reason"}),
        (Stance.DISAGREE, {"reason", "aims", "signal", "due_on"}),
        (Stance.BLOCK, {"reason", "aims", "signal", "due_on", "condition"}),
    ],
)
def test_the_others_need_a_reason_and_dissent_says_what_it_is_for_and_what_will_be_seen(
    stance: Stance, needs: set[str]
) -> None:
    with pytest.raises(Refusal) as refused:
        stating.take(COMMITMENT, asked(), Stating(stance), CLICK)
    assert set(fields_of(refused)) == needs == set(PARTS[stance])


def test_what_was_said_is_kept_without_what_the_position_does_not_need() -> None:
    said = take(Stance.BLOCK)
    assert (said.reason, said.aims, said.condition) == ("Why", "Aims", "Training")
    assert said.prediction == Prediction("Pages", date(2027, 3, 1))
    assert take(Stance.DISAGREE) == replace(said, stance=Stance.DISAGREE, condition="")
    assert take(Stance.RESERVATIONS) == Position("reservations", 1, MONDAY, reason="Why", action_ts="2")
    assert take(Stance.AGREE) == Position("agree", 1, MONDAY, action_ts="2")


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"stance": ""}, "stance", "Choose where you stand"),
        ({"stance": "perhaps"}, "stance", "Choose where you stand"),
        ({"reason": "\u200d\ufe0f"}, "reason", "Write why"),
        ({"reason": "x" * 2001}, "reason", "2,001 characters and 2,000 fit"),
        ({"aims": "x" * 2001}, "aims", "2,000 fit"),
        ({"signal": "x" * 501}, "signal", "500 fit"),
        ({"condition": " "}, "condition", "what would let you commit"),
        ({"due_on": None}, "due_on", "Choose the day"),
        ({"due_on": MONDAY.date()}, "due_on", "still to come"),
        ({"due_on": date(2029, 11, 20)}, "due_on", "three years"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(change: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        check_position(replace(WHOLE, **change), 1, CLICK)
    assert fields_of(refused) == [field]


def test_a_prediction_reaches_from_tomorrow_to_three_years_ahead() -> None:
    for day in (date(2026, 11, 17), date(2029, 11, 16)):
        assert check_position(replace(WHOLE, due_on=day), 1, CLICK).prediction == Prediction("Pages", day)


@pytest.mark.parametrize(
    ("commitment", "moment"),
    [(COMMITMENT, MONDAY), (REVEALED, WEDNESDAY), (WORKING, WEDNESDAY + DAY)],
)
def test_positions_are_taken_and_changed_and_withdrawn_until_the_close(
    commitment: Commitment, moment: Any
) -> None:
    click = Click(moment, moment.date(), "9")
    assert stating.take(commitment, asked(), Stating("agree"), click).stance == Stance.AGREE
    assert stating.take(commitment, asked(AGREES), WHOLE, click).stance == Stance.BLOCK
    assert stating.withdraw(commitment, asked(AGREES), click).withdrawn


@pytest.mark.parametrize(
    ("commitment", "sentence"),
    [
        (STALLED, "Its owner can extend it"),
        (ESCALATED, "its decider is asked"),
        (CONFIRMING, "It is decided"),
        (DECIDED, "has ended"),
        (DROPPED, "has ended"),
        (course.cancel(COMMITMENT, ANN, False, "Solved.", MONDAY), "was cancelled"),
    ],
)
def test_after_the_close_nothing_is_taken_any_more(commitment: Commitment, sentence: str) -> None:
    acts: list[Callable[[], Position]] = [
        lambda: stating.take(commitment, asked(), Stating("agree"), CLICK),
        lambda: stating.keep(commitment, asked(AGREES), CLICK),
        lambda: stating.withdraw(commitment, asked(AGREES), CLICK),
    ]
    for act in acts:
        with pytest.raises(Refusal, match=sentence):
            act()


@pytest.mark.parametrize("commitment", [COMMITMENT, REVEALED, WORKING])
def test_once_the_time_has_passed_nothing_is_taken_even_before_the_clock_has_come(
    commitment: Commitment,
) -> None:
    ends = commitment.ends_at
    stating.take(commitment, asked(), Stating("agree"), replace(CLICK, now=ends - HOUR))
    with pytest.raises(Refusal, match="The time for this has passed"):
        stating.take(commitment, asked(), Stating("agree"), replace(CLICK, now=ends))


def test_only_those_who_are_asked_take_a_position() -> None:
    with pytest.raises(Refusal, match="asks other people"):
        take(Stance.AGREE, Seat(False))


def test_the_latest_click_counts_whatever_arrives_first() -> None:
    seat = asked(replace(AGREES, action_ts="2"))
    for late in ("1", "2"):
        click = replace(CLICK, action_ts=late)
        assert take(Stance.BLOCK, seat, click) is seat.position
        assert stating.keep(COMMITMENT, seat, click) is seat.position
        assert stating.withdraw(COMMITMENT, seat, click) is seat.position
    assert take(Stance.BLOCK, seat, replace(CLICK, action_ts="3")).action_ts == "3"


def test_a_form_counts_as_it_arrives_and_clicks_made_before_it_do_not() -> None:
    seat = asked(take(Stance.AGREE))
    sent = take(Stance.BLOCK, seat, replace(CLICK, action_ts=""))
    assert (sent.stance, sent.action_ts) == (Stance.BLOCK, "2")
    assert take(Stance.AGREE, asked(sent), replace(CLICK, action_ts="1")) is sent


def test_a_withdrawn_position_counts_no_more_and_keeps_no_words() -> None:
    gone = stating.withdraw(COMMITMENT, asked(replace(BLOCKS, action_ts="1")), CLICK)
    seat = asked(gone)
    assert (gone.reason, gone.aims, gone.prediction, gone.condition) == ("", "", None, "")
    assert not seat.has_answered
    assert seat.standing is None
    assert asked(AGREES).has_answered
    for act in (stating.withdraw, stating.keep):
        with pytest.raises(Refusal, match="You have no position"):
            act(COMMITMENT, seat, replace(CLICK, action_ts="3"))
        with pytest.raises(Refusal, match="You have no position"):
            act(COMMITMENT, asked(), CLICK)


@pytest.mark.parametrize("position", [AGREES, RESERVED, DISAGREES, BLOCKS])
def test_who_keeps_their_position_stands_there_on_the_newest_text(position: Position) -> None:
    kept = stating.keep(AMENDED, asked(position), CLICK)
    assert kept == replace(position, version=3, action_ts="2")


def test_a_position_on_a_text_before_the_last_free_change_is_refused() -> None:
    with pytest.raises(Refusal, match="The proposal has changed since you saw it"):
        check_shown(AMENDED, 1)
    for version in (2, 3, None):
        check_shown(AMENDED, version)


def test_states_say_whether_positions_are_taken() -> None:
    taking = {State.OPEN, State.REVEALED, State.WORKING}
    assert {state for state in State if state.takes_positions} == taking
