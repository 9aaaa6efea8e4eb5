"""Asking anew: what stands in the form of another round."""

from dataclasses import replace
from datetime import date

import pytest

from rituals.decisions.again import ask_again
from rituals.decisions.criteria import Criterion
from rituals.decisions.form import Form, check
from rituals.decisions.model import Decision, Outcome, Result, State
from rituals.decisions.terms import NONE_OF_THESE, Hint, Method, Quorum, Threshold
from rituals.electorate import Voters
from tests.decisions.counted import COUNTED, EVERYTHING
from tests.decisions.making import ANN, BEN, BERLIN, CHEN, DECISION, TERMS, WEDNESDAY

ENDED = replace(DECISION, state=State.NO_DECISION, closed_at=WEDNESDAY)
TIE = replace(ENDED, result=Result({1: 1, 2: 0, 3: 1}, 2, (1, 3)))
LIKED = replace(TERMS, method=Method.APPROVAL, most=3)


def again(decision: Decision, *asked: str) -> Form:
    return ask_again(decision, [ANN, BEN] if asked else [], 7)


def test_everything_but_the_times_is_asked_as_it_was() -> None:
    before = replace(EVERYTHING, state=State.NO_DECISION)
    after = check(again(before), WEDNESDAY, BERLIN)
    times = replace(
        after,
        closes_at=before.terms.closes_at,
        suggest_until=before.terms.suggest_until,
        review_on=date(2027, 3, 1),
    )
    assert after.follows == 7
    assert after.closes_at > WEDNESDAY
    assert replace(times, follows=12) == before.terms
    assert again(before).co_owners == (CHEN,)


@pytest.mark.parametrize("name", COUNTED)
def test_whatever_was_asked_can_be_asked_again(name: str) -> None:
    decision = COUNTED[name]
    after = check(again(decision), WEDNESDAY, BERLIN)
    assert after.method is decision.terms.method
    assert after.criteria == decision.terms.criteria
    assert after.dots == decision.terms.dots


def test_after_a_tie_only_what_was_level_is_asked() -> None:
    assert again(TIE).options == "Kafka\nNATS"
    assert not again(TIE).with_none


def test_a_tie_with_none_of_these_leaves_everything_to_choose_from() -> None:
    terms = replace(TERMS, options=(*TERMS.options, NONE_OF_THESE))
    form = again(replace(TIE, terms=terms, result=Result({1: 1, 2: 0, 3: 0, 0: 1}, 2, (1, 0))))
    assert form.options == "Kafka\nSQS\nNATS"
    assert form.with_none


def test_a_tie_that_a_decider_has_settled_leaves_everything_to_choose_from() -> None:
    settled = replace(TIE, outcome=Outcome(BEN, None, "Not now.", WEDNESDAY))
    assert again(settled).options == "Kafka\nSQS\nNATS"


def test_bounds_that_no_longer_fit_are_left_to_the_form() -> None:
    form = again(replace(TIE, terms=replace(LIKED, fewest=3, most=3)))
    assert (form.fewest, form.most) == ("2", "")
    assert again(replace(ENDED, terms=replace(LIKED, most=2))).most == "2"


def test_people_are_asked_by_name_where_they_were() -> None:
    assert again(replace(ENDED, terms=replace(TERMS, voters=Voters.PEOPLE)), "them").people == (ANN, BEN)
    assert again(ENDED, "them").people == ()


@pytest.mark.parametrize(
    ("quorum", "typed"), [(Quorum(), ""), (Quorum(3), "3"), (Quorum(60, percent=True), "60 %")]
)
def test_a_quorum_is_written_as_it_is_typed(quorum: Quorum, typed: str) -> None:
    assert again(replace(ENDED, terms=replace(TERMS, quorum=quorum))).quorum == typed


def test_a_threshold_criteria_and_hints_are_kept() -> None:
    terms = replace(
        TERMS,
        threshold=Threshold(60, of_all=True),
        criteria=(Criterion(1, "Cost", 40), Criterion(2, "Speed", 60)),
        hints=frozenset({Hint.FRAMING, Hint.ANCHORING}),
    )
    form = again(replace(ENDED, terms=terms))
    assert (form.threshold, form.threshold_of_all) == ("60 %", True)
    assert form.criteria == "Cost 40\nSpeed 60"
    assert form.hints == (Hint.ANCHORING, Hint.FRAMING)
