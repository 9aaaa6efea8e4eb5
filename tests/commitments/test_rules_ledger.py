"""The ledger of dissent: what was foreseen, when both are asked, what an answer does, what the team sees."""

from dataclasses import replace
from datetime import date

import pytest

from rituals.commitments import ledger
from rituals.commitments.ledger import FEWEST_SETTLED, answer, ask, awaited, foresee, total
from rituals.commitments.model import Forecast, Outcome, Totals
from rituals.positions import Pledge, Prediction
from rituals.refusal import Refusal
from tests.commitments.making import (
    ANN,
    BEN,
    BLOCKS,
    CHEN,
    COMMITMENT,
    CONFIRMING,
    DANA,
    DECIDED,
    DISAGREES,
    DROPPED,
    POSITIONS,
    TERMS,
)

DUE, REVIEW, LATER = date(2027, 3, 1), date(2027, 1, 4), date(2027, 6, 1)
FORECAST = Forecast(COMMITMENT.id, CHEN, BEN, "Pages", DUE, DUE)
BOTH = replace(FORECAST, decider=CHEN)
TRUE, FALSE, EARLY = Outcome.TRUE, Outcome.FALSE, Outcome.EARLY


def settled(dissenter: Outcome, decider: Outcome) -> Forecast:
    return replace(FORECAST, by_dissenter=dissenter, by_decider=decider)


def test_every_prediction_of_those_who_disagreed_is_kept_word_for_word_whatever_they_pledged() -> None:
    positions = {**POSITIONS, CHEN: replace(BLOCKS, pledge=Pledge.NO)}
    assert foresee(DECIDED, positions) == tuple(
        Forecast(DECIDED.id, person, BEN, "We are paged for NATS more than once a week", DUE, DUE)
        for person in (BEN, CHEN)
    )


@pytest.mark.parametrize("commitment", [CONFIRMING, DROPPED, COMMITMENT])
def test_nothing_is_foreseen_where_nothing_was_decided_over_disagreement(commitment: object) -> None:
    assert foresee(commitment, POSITIONS) == ()  # type: ignore[arg-type]


def test_where_nobody_blocked_the_decider_is_the_one_who_was_named() -> None:
    carried = replace(DECIDED, ruling=None, terms=replace(TERMS, decider=DANA))
    assert {forecast.decider for forecast in foresee(carried, POSITIONS)} == {DANA}


@pytest.mark.parametrize(
    ("review_on", "first", "then"),
    [(None, DUE, DUE), (REVIEW, REVIEW, DUE), (LATER, DUE, LATER), (DUE, DUE, DUE)],
)
def test_both_are_asked_on_its_day_and_on_the_day_of_the_review(
    review_on: date | None, first: date, then: date
) -> None:
    decided = replace(DECIDED, terms=replace(TERMS, review_on=review_on))
    forecast = foresee(decided, {BEN: DISAGREES})[0]
    assert forecast.ask_on == first
    again = ask(forecast, review_on, first)
    assert again.ask_on == then
    assert ledger.is_asked_again(again, first) == (then != first)


def test_a_review_or_a_day_that_is_past_when_it_is_decided_is_made_up_for() -> None:
    past, decided_on = date(2026, 11, 20), date(2026, 11, 24)
    late = replace(DECIDED, terms=replace(TERMS, review_on=past))
    assert foresee(late, {BEN: DISAGREES})[0].ask_on == DUE
    missed = replace(DISAGREES, prediction=Prediction("Pages", past))
    assert foresee(DECIDED, {BEN: missed})[0].ask_on == decided_on


def test_each_says_what_became_of_it_and_who_has_is_not_asked_again() -> None:
    assert awaited(FORECAST) == (CHEN, BEN)
    once = answer(FORECAST, CHEN, FALSE, None, DUE)
    assert (once.by_dissenter, once.by_decider, once.is_settled) == (FALSE, None, False)
    assert awaited(once) == (BEN,)
    twice = answer(once, BEN, TRUE, None, DUE)
    assert (twice.by_dissenter, twice.by_decider, twice.is_settled) == (FALSE, TRUE, True)
    assert awaited(twice) == ()
    assert not ledger.is_asked_again(replace(twice, ask_on=LATER), DUE)


def test_who_decided_over_their_own_dissent_answers_once() -> None:
    assert awaited(BOTH) == (CHEN,)
    assert answer(BOTH, CHEN, TRUE, None, DUE).is_settled


@pytest.mark.parametrize(
    ("review_on", "today", "ask_on"),
    [
        (LATER, DUE, LATER),
        (None, DUE, date(2027, 6, 1)),
        (REVIEW, DUE, date(2027, 6, 1)),
        (REVIEW, date(2027, 11, 30), date(2028, 2, 29)),
    ],
)
def test_where_it_is_too_early_both_are_asked_at_a_later_review_or_three_months_on(
    review_on: date | None, today: date, ask_on: date
) -> None:
    early = answer(FORECAST, CHEN, EARLY, review_on, today)
    assert (early.ask_on, early.is_settled, awaited(early)) == (ask_on, False, (CHEN, BEN))
    assert answer(early, BEN, EARLY, review_on, today).ask_on == ask_on


def test_too_early_at_a_review_before_its_day_means_its_day() -> None:
    assert answer(replace(FORECAST, ask_on=REVIEW), BEN, EARLY, REVIEW, REVIEW).ask_on == DUE


def test_reopening_is_proposed_as_soon_as_one_says_that_it_came_true_and_once() -> None:
    once = answer(FORECAST, BEN, TRUE, None, DUE)
    assert ledger.proposes_reopening(FORECAST, once)
    assert not ledger.proposes_reopening(once, answer(once, CHEN, TRUE, None, DUE))
    assert not ledger.proposes_reopening(FORECAST, answer(FORECAST, CHEN, FALSE, None, DUE))


def test_what_became_of_it_the_two_see_and_others_once_the_dissenter_publishes_it() -> None:
    known = answer(FORECAST, BEN, FALSE, None, DUE)
    assert not known.published
    with pytest.raises(Refusal, match="Only the person who foresaw it"):
        ledger.publish(known, BEN)
    assert ledger.publish(known, CHEN).published
    with pytest.raises(Refusal, match="nothing to publish yet"):
        ledger.publish(answer(FORECAST, BEN, EARLY, None, DUE), CHEN)


def test_to_others_a_prediction_that_is_not_theirs_is_not_there() -> None:
    with pytest.raises(Refusal, match="I can't find that prediction"):
        answer(FORECAST, ANN, TRUE, None, DUE)
    with pytest.raises(Refusal, match="I can't find that prediction"):
        ledger.publish(FORECAST, ANN)


def test_the_team_sees_totals_once_five_are_settled_and_none_before() -> None:
    some = [settled(TRUE, FALSE), settled(TRUE, TRUE), settled(FALSE, FALSE), settled(FALSE, TRUE)]
    waiting = [FORECAST, settled(EARLY, TRUE), replace(FORECAST, by_decider=TRUE)]
    assert len(some) + 1 == FEWEST_SETTLED
    assert total([*some, *waiting], ANN) is None
    assert total([*some, *waiting, settled(FALSE, FALSE)], ANN) == Totals(waiting=3, came_true=3, did_not=2)
    assert total([], ANN) is None


def test_nobody_reads_in_the_totals_what_became_of_the_few_that_they_do_not_know() -> None:
    known = [settled(TRUE, TRUE)] * FEWEST_SETTLED
    theirs = replace(settled(FALSE, FALSE), person=DANA, decider=ANN)
    assert total(known, CHEN) == Totals(0, FEWEST_SETTLED, 0)
    assert total([*known, *[theirs] * (FEWEST_SETTLED - 1)], CHEN) is None
    assert total([*known, replace(theirs, published=True)], CHEN) == Totals(0, FEWEST_SETTLED, 1)
    assert total([*known, *[theirs] * FEWEST_SETTLED], CHEN) == Totals(0, FEWEST_SETTLED, FEWEST_SETTLED)
