"""The weighted matrix: by hand tables, and its sensitivity against a fine grid of weights."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from hypothesis import assume, given
from hypothesis import strategies as st

from rituals.decisions.matrix import Cells, Weights, is_full, most_disputed, scores, turns
from rituals.decisions.spread import Spread

COST, SPEED, RISK = 1, 2, 3
KAFKA, SQS, NATS = 1, 2, 3
STEPS = 50


def marks(*given_scores: int) -> Spread:
    return Spread({score: given_scores.count(score) for score in set(given_scores)})


BY_HAND = {
    (KAFKA, COST): marks(2, 2),
    (KAFKA, SPEED): marks(5, 4),
    (SQS, COST): marks(4, 5),
    (SQS, SPEED): marks(2, 3),
}


def test_a_score_is_the_weighted_mean_of_means() -> None:
    found = scores(BY_HAND, {COST: 60, SPEED: 40}, [KAFKA, SQS])
    assert found == {KAFKA: Fraction(3), SQS: Fraction(37, 10)}


def test_the_mean_and_variance_of_marks_are_exact() -> None:
    assert marks(1, 2, 2, 5).mean == Fraction(5, 2)
    assert marks(1, 2, 2, 5).variance == Fraction(9, 4)
    assert marks().variance == 0


def test_the_weight_at_which_another_wins_is_exact() -> None:
    (turn,) = turns(BY_HAND, {COST: 60, SPEED: 40}, [KAFKA, SQS])[:1]
    # Kafka: 2x + 4.5(1 − x); SQS: 4.5x + 2.5(1 − x); level at x = 2 / 4.5.
    assert (turn.criterion, turn.rivals, turn.at, turn.until) == (COST, (KAFKA,), Fraction(4, 9), Fraction(0))
    assert turn.away == Fraction(3, 5) - Fraction(4, 9)


def test_no_single_weight_changes_a_winner_that_is_best_everywhere() -> None:
    cells = {(KAFKA, COST): marks(5), (KAFKA, SPEED): marks(4), (SQS, COST): marks(3), (SQS, SPEED): marks(4)}
    assert turns(cells, {COST: 50, SPEED: 50}, [KAFKA, SQS]) == ()


def test_what_nobody_scored_is_left_out_of_the_mean() -> None:
    cells = BY_HAND | {(SQS, SPEED): marks()}
    assert not is_full(cells)
    assert scores(cells, {COST: 60, SPEED: 40}, [KAFKA, SQS])[SQS] == Fraction(9, 2)


def test_an_option_that_nobody_scored_has_no_score() -> None:
    cells = {(KAFKA, COST): marks(3), (SQS, COST): marks()}
    assert scores(cells, {COST: 100}, [KAFKA, SQS]) == {KAFKA: 3}


def test_the_most_disputed_cell_is_the_one_with_the_widest_spread() -> None:
    cells = {(KAFKA, COST): marks(3, 3), (SQS, COST): marks(1, 5), (NATS, COST): marks(2, 4)}
    assert most_disputed(cells) == (SQS, COST)
    assert most_disputed({(KAFKA, COST): marks(3, 3), (SQS, COST): marks()}) is None


def moved(weights: Weights, criterion: int, to: Fraction) -> dict[int, Fraction]:
    """One weight set to a share, the others in their proportions."""
    now = Fraction(weights[criterion], 100)
    return {
        other: to if other == criterion else Fraction(weight, 100) * (1 - to) / (1 - now)
        for other, weight in weights.items()
    }


Means: TypeAlias = Mapping[tuple[int, int], Fraction]


def means_of(cells: Cells) -> Means:
    return {cell: scored.mean for cell, scored in cells.items()}


def winners(means: Means, weights: Mapping[int, Fraction], options: list[int]) -> set[int]:
    """By the definition, apart from the code under test."""
    totals = {
        option: sum(weight * means[option, criterion] for criterion, weight in weights.items())
        for option in options
    }
    best = max(totals.values())
    return {option for option in options if totals[option] == best}


@st.composite
def matrices(draw: st.DrawFn) -> tuple[Cells, Weights, list[int]]:
    options = list(range(1, draw(st.integers(2, 5)) + 1))
    criteria = list(range(1, draw(st.integers(2, 4)) + 1))
    cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=len(criteria) - 1, max_size=len(criteria) - 1)))
    weights = dict(zip(criteria, [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)], strict=True))
    people = draw(st.integers(1, 3))
    ballot = st.lists(st.integers(1, 5), min_size=people, max_size=people)
    cells = {(option, criterion): marks(*draw(ballot)) for option in options for criterion in criteria}
    return cells, weights, options


@given(matrices())
def test_sensitivity_agrees_with_a_fine_grid(matrix: tuple[Cells, Weights, list[int]]) -> None:
    cells, weights, options = matrix
    set_weights = {criterion: Fraction(weight, 100) for criterion, weight in weights.items()}
    means = means_of(cells)
    first = winners(means, set_weights, options)
    assume(len(first) == 1)
    found = turns(cells, weights, options)
    assert list(found) == sorted(found, key=lambda turn: turn.away)
    for criterion, weight in weights.items():
        now = Fraction(weight, 100)
        below = [turn.at for turn in found if turn.criterion == criterion and turn.at < now]
        above = [turn.at for turn in found if turn.criterion == criterion and turn.at > now]
        assert len(below) <= 1
        assert len(above) <= 1
        low, high = below[0] if below else Fraction(-1), above[0] if above else Fraction(2)
        for step in range(1, STEPS):
            at = Fraction(step, STEPS)
            wins = winners(means, moved(weights, criterion, at), options)
            if low < at < high:
                assert wins == first
            if at in (low, high):
                assert first < wins
    for turn in found:
        beyond, before_end = _inside(turn.at, turn.until, 10**-9), _inside(turn.until, turn.at, 10**-9)
        for at in (beyond, (turn.at + turn.until) / 2, before_end):
            assert winners(means, moved(weights, turn.criterion, at), options) == set(turn.rivals)
        if turn.until not in (0, 1):
            past = turn.until + (turn.until - before_end)
            assert not winners(means, moved(weights, turn.criterion, past), options) & set(turn.rivals)


def _inside(edge: Fraction, other: Fraction, share: float) -> Fraction:
    """Just within a span, from one edge of it."""
    return edge + (other - edge) * Fraction(share)


def test_a_rival_that_is_overtaken_in_its_turn_wins_only_so_far() -> None:
    cells = {
        (KAFKA, COST): marks(5),
        (KAFKA, SPEED): marks(1),
        (SQS, COST): marks(3, 4),
        (SQS, SPEED): marks(3, 4),
        (NATS, COST): marks(1),
        (NATS, SPEED): marks(5),
    }
    first = turns(cells, {COST: 70, SPEED: 30}, [KAFKA, SQS, NATS])[0]
    # Kafka: 1 + 4x; SQS: 3.5; NATS: 5 − 4x.
    assert (first.rivals, first.at, first.until) == ((SQS,), Fraction(5, 8), Fraction(3, 8))


def test_rivals_that_are_alike_win_together() -> None:
    cells = BY_HAND | {(NATS, COST): marks(2), (NATS, SPEED): marks(4, 5)}
    first = turns(cells, {COST: 60, SPEED: 40}, [KAFKA, SQS, NATS])[0]
    assert first.rivals == (KAFKA, NATS)
