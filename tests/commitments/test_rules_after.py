"""Writing down what came of a step, waiting for what became of a prediction, and taking it back."""

from dataclasses import replace
from datetime import date

import pytest

from rituals.commitments import ledger
from rituals.commitments.course import go_on, mark_of, write_down
from rituals.commitments.ledger import publish, waits_for, withhold
from rituals.commitments.model import Forecast, Outcome, Step
from rituals.refusal import Refusal
from tests.commitments.making import ANN, BEN, CHEN, COMMITMENT, DANA, REVEALED, WORKING

DUE, REVIEW = date(2027, 3, 1), date(2027, 1, 4)
FORECAST = Forecast(COMMITMENT.id, CHEN, BEN, "Pages", DUE, DUE)


def test_what_came_of_a_step_is_written_down_as_often_as_one_likes_and_stays_when_one_goes_on() -> None:
    once = write_down(WORKING, ANN, Step.COMMON_GROUND, "  Quiet nights. ")
    twice = write_down(once, ANN, Step.COMMON_GROUND, "Quiet nights, for all.")
    assert (twice.step, twice.notes[Step.COMMON_GROUND]) == (Step.COMMON_GROUND, "Quiet nights, for all.")
    after = go_on(twice, ANN, Step.COMMON_GROUND, twice.notes[Step.COMMON_GROUND])
    assert (after.step, after.notes) == (Step.TRADE_OFFS, twice.notes)


def test_of_two_owners_who_write_down_the_same_step_neither_undoes_what_the_other_wrote() -> None:
    empty = mark_of("")
    once = write_down(WORKING, ANN, Step.COMMON_GROUND, "Quiet nights.", empty)
    assert write_down(once, ANN, Step.COMMON_GROUND, "Quiet nights.", empty) == once
    with pytest.raises(Refusal, match="Somebody has written it down meanwhile") as refused:
        write_down(once, ANN, Step.COMMON_GROUND, "Few pages.", empty)
    assert list(refused.value.fields) == ["note"]
    seen = mark_of("Quiet nights.")
    assert write_down(once, ANN, Step.COMMON_GROUND, "Few pages.", seen).notes == {
        Step.COMMON_GROUND: "Few pages."
    }


@pytest.mark.parametrize(
    ("commitment", "step", "note", "sentence"),
    [
        (WORKING, Step.LISTEN, "Quiet nights.", "gone on to another step"),
        (WORKING, Step.COMMON_GROUND, " \u200d", "Write what came of it, or skip the step."),
        (WORKING, Step.COMMON_GROUND, "x" * 2001, "2,001 characters"),
        (REVEALED, Step.LISTEN, "Quiet nights.", "not being worked through"),
    ],
)
def test_nothing_is_written_down_elsewhere(commitment: object, step: Step, note: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        write_down(commitment, ANN, step, note)  # type: ignore[arg-type]


def test_only_owners_write_down_what_came_of_a_step() -> None:
    with pytest.raises(Refusal, match="Only the owner"):
        write_down(WORKING, BEN, Step.COMMON_GROUND, "Quiet nights.")


@pytest.mark.parametrize(
    ("forecast", "review_on", "today", "waits"),
    [
        (FORECAST, None, date(2027, 2, 28), False),
        (FORECAST, None, DUE, True),
        (FORECAST, REVIEW, REVIEW, True),
        (replace(FORECAST, ask_on=DUE), REVIEW, date(2027, 1, 5), True),
        (replace(FORECAST, by_dissenter=Outcome.EARLY), REVIEW, date(2027, 1, 5), False),
        (replace(FORECAST, by_dissenter=Outcome.EARLY), REVIEW, DUE, True),
        (replace(FORECAST, by_dissenter=Outcome.FALSE), None, DUE, False),
        (replace(FORECAST, by_decider=Outcome.FALSE), None, DUE, True),
    ],
)
def test_who_was_asked_is_waited_for_until_they_say_what_became_of_it(
    forecast: Forecast, review_on: date | None, today: date, waits: bool
) -> None:
    assert waits_for(forecast, CHEN, review_on, today) is waits
    assert not waits_for(forecast, DANA, review_on, today)


def test_the_dissenter_takes_back_what_the_team_sees_and_nobody_else_can() -> None:
    published = publish(replace(FORECAST, by_dissenter=Outcome.TRUE), CHEN)
    assert not withhold(published, CHEN).published
    with pytest.raises(Refusal, match="Only the person who foresaw it"):
        withhold(published, BEN)
    with pytest.raises(Refusal) as refused:
        withhold(published, DANA)
    assert refused.value.sentence == ledger.UNKNOWN
