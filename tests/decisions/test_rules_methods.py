"""Score, dots, ranks and cells: what a ballot may say, and hand tables of what it comes to."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.decisions.answer import Answer, Mark, check_cells, check_dots, check_places, check_scores
from rituals.decisions.methods import (
    Profile,
    Table,
    count_cells,
    count_points,
    count_ranks,
    count_scores,
    leaders,
    order_of,
    table_of,
)
from rituals.refusal import Refusal

KAFKA, SQS, NATS = OPTIONS = [1, 2, 3]
COST, SPEED = CRITERIA = [1, 2]


def marks(**values: int) -> Answer:
    """A ballot by the first letters of the options: k=5, s=2."""
    return tuple(
        Mark({"k": KAFKA, "s": SQS, "n": NATS}[name], value=value) for name, value in sorted(values.items())
    )


def cells(*values: tuple[int, int, int]) -> Answer:
    return tuple(Mark(*one) for one in values)


REFUSED: dict[str, tuple[Callable[[], Answer], str, str]] = {
    "a score that is missing": (lambda: check_scores(marks(k=5, s=0), OPTIONS), "mark/3", "from 0 to 5"),
    "a score of six": (lambda: check_scores(marks(k=6, s=0, n=1), OPTIONS), "mark/1", "from 0 to 5"),
    "no place": (lambda: check_places((), OPTIONS), "mark/1", "at least one option"),
    "a place beyond the last": (lambda: check_places(marks(s=4), OPTIONS), "mark/2", "from 1 to 3"),
    "no dot": (lambda: check_dots(marks(k=0), OPTIONS, 5), "mark/1", "You have 5 dots."),
    "fewer dots than none": (lambda: check_dots(marks(k=-1, s=3), OPTIONS, 5), "mark/1", "from 0 to 5"),
    "two dots too many": (lambda: check_dots(marks(k=3, s=4), OPTIONS, 5), "mark/2", "Take 2 away"),
    "an empty matrix": (lambda: check_cells((), OPTIONS, CRITERIA), "mark/1/1", "at least one score"),
    "a cell of zero": (lambda: check_cells(cells((1, 2, 0)), OPTIONS, CRITERIA), "mark/1/2", "from 1 to 5"),
}


@pytest.mark.parametrize(("check", "field", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_a_ballot_may_not_say_is_told_beside_its_field(
    check: Callable[[], Answer], field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        check()
    assert list(refused.value.fields) == [field]
    assert sentence in refused.value.fields[field]


def test_a_ballot_of_each_kind_is_taken_as_it_is() -> None:
    assert check_scores(marks(k=0, s=5, n=3), OPTIONS) == marks(k=0, s=5, n=3)
    assert check_places(marks(k=3, s=1), OPTIONS) == marks(k=3, s=1)
    assert check_cells(cells((1, 1, 5)), OPTIONS, CRITERIA) == cells((1, 1, 5))


def test_an_option_without_dots_is_left_out() -> None:
    assert check_dots(marks(k=2, s=0, n=1), OPTIONS, 5) == marks(k=2, n=1)


def test_dots_add_up() -> None:
    found = count_points({marks(k=3, s=2): 2, marks(n=5): 1}, OPTIONS)
    assert found == {KAFKA: 6, SQS: 4, NATS: 5}


def test_scores_have_a_mean_and_a_spread() -> None:
    found = count_scores({marks(k=5, s=2, n=0): 1, marks(k=2, s=2, n=1): 2}, OPTIONS)
    means = {option: spread.mean for option, spread in found.items()}
    assert means == {KAFKA: 3, SQS: 2, NATS: Fraction(2, 3)}
    assert [spread.variance for spread in found.values()] == [2, 0, Fraction(2, 9)]
    assert leaders(means) == (KAFKA,)


def test_all_scores_equal_is_a_tie() -> None:
    found = count_scores({marks(k=3, s=3, n=3): 4}, OPTIONS)
    assert leaders({option: spread.mean for option, spread in found.items()}) == (KAFKA, SQS, NATS)


def filled(profile: Profile, options: list[int], weights: dict[int, int]) -> Table:
    return table_of(count_cells(profile, options, weights), options, weights)


def test_without_ballots_nobody_leads() -> None:
    table = filled({}, OPTIONS, {COST: 50, SPEED: 50})
    assert leaders(table.scores) == ()
    assert (table.is_full, table.disputed, table.turns) == (False, None, ())


def test_places_may_be_tied_and_have_gaps() -> None:
    assert order_of(marks(k=3, s=1, n=3)) == ((SQS,), (KAFKA, NATS))


def test_ranked_ballots_are_counted_by_schulze() -> None:
    profile: Profile = {marks(k=1, s=2, n=3): 4, marks(s=1, n=2, k=3): 3, marks(n=1, k=2, s=3): 2}
    found = count_ranks(profile, OPTIONS)
    assert found.places == ((KAFKA,), (SQS,), (NATS,))
    assert found.cycle == (KAFKA, SQS, NATS)


def test_a_matrix_counts_what_is_there() -> None:
    profile: Profile = {
        cells((KAFKA, COST, 2), (KAFKA, SPEED, 5), (SQS, COST, 4)): 1,
        cells((KAFKA, COST, 4), (SQS, COST, 5)): 1,
    }
    table = filled(profile, [KAFKA, SQS], {COST: 60, SPEED: 40})
    assert table.scores == {KAFKA: Fraction(19, 5), SQS: Fraction(9, 2)}
    assert not table.is_full
    assert table.turns == ()
    assert table.disputed == (KAFKA, COST)


def test_a_full_matrix_tells_the_weights_that_would_change_its_winner() -> None:
    profile: Profile = {cells((KAFKA, COST, 2), (KAFKA, SPEED, 5), (SQS, COST, 4), (SQS, SPEED, 2)): 1}
    (turn, *_) = filled(profile, [KAFKA, SQS], {COST: 70, SPEED: 30}).turns
    assert (turn.criterion, turn.rivals, turn.at) == (COST, (KAFKA,), Fraction(3, 5))


def test_marks_on_what_is_gone_count_for_nothing() -> None:
    assert count_points({cells((9, 0, 5)): 2}, OPTIONS) == {KAFKA: 0, SQS: 0, NATS: 0}
    assert count_ranks({cells((9, 0, 1), (KAFKA, 0, 2)): 1}, OPTIONS).places == ((KAFKA,), (SQS, NATS))


@given(
    st.dictionaries(
        st.lists(st.integers(0, 5), min_size=3, max_size=3).map(tuple), st.integers(1, 5), max_size=6
    )
)
def test_the_order_of_ballots_changes_no_mean(cast: dict[tuple[int, ...], int]) -> None:
    profile: Profile = {
        tuple(Mark(option, value=score) for option, score in zip(OPTIONS, scores, strict=True)): times
        for scores, times in cast.items()
    }
    found = count_scores(profile, OPTIONS)
    for at, option in enumerate(OPTIONS):
        given_scores = [scores[at] for scores, times in cast.items() for _ in range(times)]
        assert found[option].count == len(given_scores)
        if given_scores:
            assert found[option].mean == Fraction(sum(given_scores), len(given_scores))
