"""A ballot before one person: its order, its pages, what is filled in, and what is kept of one that was left."""

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest

from rituals.decisions.amending import Wording, amend
from rituals.decisions.answer import Answer, Mark
from rituals.decisions.answers import abstain, cast, check_answer, is_hidden, keep
from rituals.decisions.criteria import Criterion
from rituals.decisions.model import Decision, Result, Seat
from rituals.decisions.paper import NUMBERED, Page, Paper, bounds, check_page, fitting, may_be_left
from rituals.decisions.terms import EVERY_HINT, NONE, NONE_OF_THESE, Hint, Method
from rituals.ids import DecisionId, Person
from rituals.refusal import Refusal
from tests.decisions.making import ANN, BEN, CHEN, DECISION, MONDAY, TERMS, ballot, options

CRITERIA = (Criterion(1, "Cost", 50), Criterion(2, "Risk", 30), Criterion(3, "Time", 20))
FIFTEEN = options(*(f"Option {number}" for number in range(1, 16)))


def by(method: Method, **terms: object) -> Decision:
    """The usual decision, answered by this method."""
    criteria = CRITERIA if method is Method.MATRIX else ()
    usual = replace(TERMS, method=method, dots=10 * (method is Method.DOTS), criteria=criteria, most=3)
    return replace(DECISION, terms=replace(usual, **terms))  # type: ignore[arg-type]


SCORE, RANKED, DOTS, MATRIX = (by(each) for each in (Method.SCORE, Method.RANKED, Method.DOTS, Method.MATRIX))


def numbers(paper: Paper) -> list[int]:
    return [option.number for option in paper.options]


def marks(*values: int) -> Answer:
    """Values for the options 1, 2, 3 …"""
    return tuple(Mark(option, 0, value) for option, value in enumerate(values, 1))


# ----------------------------------------------------------------------------------------------------- order


def test_options_stand_in_the_same_order_whenever_one_person_looks() -> None:
    paper = Paper(by(Method.SCORE, options=FIFTEEN), BEN)
    assert numbers(paper) == numbers(replace(paper, answer=marks(1), page=1))
    assert sorted(numbers(paper)) == TERMS.numbers + list(range(4, 16))
    assert numbers(paper) != sorted(numbers(paper))


def test_the_order_is_another_for_other_people_and_for_other_decisions() -> None:
    decision = by(Method.SCORE, options=FIFTEEN)
    others = [Paper(decision, CHEN), Paper(replace(decision, id=DecisionId("dec2")), BEN)]
    assert all(numbers(Paper(decision, BEN)) != numbers(other) for other in others)


def test_every_order_is_as_frequent_as_any_other() -> None:
    found = Counter(tuple(numbers(Paper(SCORE, Person(f"U{number}")))) for number in range(6000))
    assert found.keys() == set(permutations([1, 2, 3]))
    assert all(850 < times < 1150 for times in found.values())


def test_none_of_these_stands_last_for_everybody() -> None:
    decision = by(Method.RANKED, options=(*TERMS.options, NONE_OF_THESE))
    assert {numbers(Paper(decision, Person(f"U{number}")))[-1] for number in range(50)} == {NONE}


def test_an_option_that_is_added_leaves_the_others_in_their_order() -> None:
    before = numbers(Paper(by(Method.SCORE, options=FIFTEEN[:-1]), BEN))
    after = numbers(Paper(by(Method.SCORE, options=FIFTEEN), BEN))
    assert [number for number in after if number != 15] == before


def test_options_stand_as_they_were_listed_where_the_hint_is_switched_off() -> None:
    paper = Paper(by(Method.SCORE, hints=EVERY_HINT - {Hint.ANCHORING}, options=FIFTEEN), BEN)
    assert not paper.is_shuffled
    assert paper.options == FIFTEEN


# ----------------------------------------------------------------------------------------------------- pages


def test_a_matrix_has_a_page_for_each_criterion_and_all_else_has_one() -> None:
    first = Paper(MATRIX, BEN)
    assert first.pages == 3
    assert [first.turned(by).criteria[0].text for by in (-1, 0, 1, 2, 9)] == [
        "Cost",
        "Cost",
        "Risk",
        "Time",
        "Time",
    ]
    assert {Paper(by(each), BEN).pages for each in Method if each is not Method.MATRIX} == {1}


@pytest.mark.parametrize("method", Method)
def test_ballots_of_numbers_can_be_left(method: Method) -> None:
    assert may_be_left(by(method).terms) is (method in NUMBERED)


def test_a_page_that_comes_back_replaces_what_stood_in_its_fields_and_nothing_else() -> None:
    before = tuple(Mark(option, criterion, 2) for option in (1, 2) for criterion in (1, 2))
    here = frozenset(Mark(option, 2).field for option in (1, 2, 3))
    after = Paper(MATRIX, BEN, before).filled(Page(2, here, (Mark(3, 2, 5),)))
    assert after.page == 2
    assert after.answer == (Mark(1, 1, 2), Mark(2, 1, 2), Mark(3, 2, 5))
    assert (after.value(3, 2), after.value(1, 2)) == (5, None)


def test_cells_that_are_empty_on_the_other_pages_are_counted() -> None:
    paper = Paper(MATRIX, BEN, (Mark(1, 1, 3), Mark(2, 2, 3), Mark(1, 3, 3)), page=3)
    assert paper.empty_elsewhere == 4


@pytest.mark.parametrize(
    ("decision", "lowest", "highest"), [(SCORE, 0, 5), (RANKED, 1, 3), (DOTS, 0, 10), (MATRIX, 1, 5)]
)
def test_a_page_takes_numbers_within_the_bounds_alone(decision: Decision, lowest: int, highest: int) -> None:
    assert bounds(decision.terms) == (lowest, highest)
    for value in (lowest, highest):
        check_page(Page(1, frozenset(), (Mark(1, 0, value),)), decision.terms)
    for value in (lowest - 1, highest + 1, 99):
        with pytest.raises(Refusal, match=f"Choose a number from {lowest} to {highest}"):
            check_page(Page(1, frozenset(), (Mark(1, 0, value),)), decision.terms)


def test_a_page_with_something_else_than_a_number_is_refused() -> None:
    with pytest.raises(Refusal, match="whole number"):
        check_page(Page(1, frozenset(), (), {"mark/1": "Write a whole number."}), SCORE.terms)


@pytest.mark.parametrize(
    ("field", "mark"),
    [
        ("mark/3", Mark(3, 0, 7)),
        ("mark/0", Mark(0, 0, 7)),
        ("mark/3/2", Mark(3, 2, 7)),
        ("mark/3/0", None),
        ("mark/03", None),
        ("mark/3/", None),
        ("mark/", None),
        ("mark/-1", None),
        ("mark/٣", None),
        ("choices", None),
    ],
)
def test_a_field_is_named_by_its_mark_in_one_way_alone(field: str, mark: Mark | None) -> None:
    assert Mark.in_field(field, 7) == mark
    assert mark is None or mark.field == field


# ----------------------------------------------------------------------------------------------- half filled


def test_a_ballot_that_says_what_counts_already_or_nothing_is_not_worth_keeping() -> None:
    assert Paper(SCORE, BEN).left() is None
    assert Paper(SCORE, BEN, marks(1, 2, 3), counts=marks(1, 2, 3)).left() is None
    left = Paper(SCORE, BEN, marks(1), counts=marks(1, 2, 3)).left()
    assert left is not None
    assert fitting(left, SCORE) == marks(1)
    emptied = Paper(SCORE, BEN, (), counts=marks(1, 2, 3)).left()
    assert emptied is not None
    assert emptied.answer == ()


@pytest.mark.parametrize(
    ("answered", "texts", "kept"),
    [
        (0, ("Kafka", "SQS", "NATS", "Redis"), (1, 2, 3)),
        (0, ("Kafka", "SNS", "NATS"), (1, 3)),  # Another option may stand there now.
        (0, ("Kafka", "NATS"), (1,)),
        (2, ("Kafka", "SNS", "NATS", "Redis"), (1, 2, 3)),  # An amendment that says so.
    ],
)
def test_what_was_left_half_filled_is_taken_up_as_far_as_its_options_are_still_there(
    answered: int, texts: tuple[str, ...], kept: tuple[int, ...]
) -> None:
    decision = replace(SCORE, answered=answered)
    left = Paper(decision, BEN, marks(3, 4, 5)).left()
    assert left is not None
    amended = amend(decision, ANN, Wording("Which broker?", "", texts))
    assert tuple(mark.option for mark in fitting(left, amended)) == kept


def test_a_place_that_is_beyond_the_last_one_now_is_not_taken_up() -> None:
    left = Paper(RANKED, BEN, marks(3, 1)).left()
    assert left is not None
    two = amend(RANKED, ANN, Wording("Which queue?", "", ("Kafka", "SQS")))
    assert fitting(left, two) == (Mark(2, 0, 1),)


# --------------------------------------------------------------------------- answers that are more than choices


def test_all_that_is_wrong_with_scores_is_told_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        check_answer(SCORE.terms, (Mark(1, 0, 6),))
    assert refused.value.fields == {
        "mark/1": "Choose a number from 0 to 5.",
        "mark/2": "Give a score from 0 to 5.",
        "mark/3": "Give a score from 0 to 5.",
    }


def test_an_abstention_given_to_an_older_text_can_be_kept() -> None:
    seat = Seat(asked=True, ballot=abstain(DECISION, Seat(asked=True), "1", MONDAY))
    kept = keep(replace(DECISION, version=2), seat, "2", MONDAY)
    assert (kept.answer, kept.version) == ((), 2)


def test_scores_are_not_kept_for_an_option_that_was_added_since() -> None:
    seat = Seat(asked=True, ballot=cast(SCORE, Seat(asked=True), marks(1, 2, 3), "", MONDAY))
    assert keep(SCORE, seat, "2", MONDAY).answer == marks(1, 2, 3)
    added = replace(SCORE, terms=replace(SCORE.terms, options=(*TERMS.options, FIFTEEN[3])), version=2)
    with pytest.raises(Refusal, match="An option was added since you voted"):
        keep(added, seat, "2", MONDAY)


def test_who_has_not_voted_has_nothing_to_keep() -> None:
    for seat in (Seat(asked=True), Seat(asked=True, ballot=replace(ballot(1), answer=None, withdrawn=True))):
        with pytest.raises(Refusal, match="You have no vote to keep"):
            keep(DECISION, seat, "2", MONDAY)


def test_the_decider_is_hidden_until_the_count_unless_that_hint_is_switched_off() -> None:
    decision = by(Method.SINGLE, decider=ANN)
    assert is_hidden(decision, ANN)
    assert not is_hidden(decision, BEN)
    assert not is_hidden(replace(decision, result=Result({1: 1}, 1, (1,))), ANN)
    assert not is_hidden(by(Method.SINGLE, decider=ANN, hints=EVERY_HINT - {Hint.AUTHORITY}), ANN)
    assert not is_hidden(DECISION, ANN)
