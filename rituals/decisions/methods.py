"""Counting by each method: from the ballots to what each option came to, and who leads. All exact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from rituals.decisions import matrix, ranked
from rituals.decisions.answer import Answer
from rituals.decisions.matrix import Cells, Turn, Weights
from rituals.decisions.ranked import Order, Ranking
from rituals.decisions.spread import Spread

Profile: TypeAlias = Mapping[Answer, int]
"""How often each ballot was cast. Marks on what is no option, or no criterion, count for nothing."""


def leaders(figures: Mapping[int, Fraction]) -> tuple[int, ...]:
    """The options with the highest figure; several in a tie, none where there are no figures."""
    best = max(figures.values(), default=None)
    return tuple(option for option, figure in figures.items() if figure == best)


def count_points(profile: Profile, options: Sequence[int]) -> Mapping[int, int]:
    """The sum of the marks of each option: votes, approvals or dots."""
    points = dict.fromkeys(options, 0)
    for answer, times in profile.items():
        for mark in answer:
            if mark.option in points:
                points[mark.option] += mark.value * times
    return points


def count_scores(profile: Profile, options: Sequence[int]) -> Mapping[int, Spread]:
    """How the scores of each option lie."""
    return {
        option: spread
        for (option, _), spread in _spreads(profile, [(option, 0) for option in options]).items()
    }


def count_ranks(profile: Profile, options: Sequence[int]) -> Ranking:
    """The ranking by Schulze's method."""
    orders: Counter[Order] = Counter()
    for answer, times in profile.items():
        orders[order_of(answer)] += times
    return ranked.rank(orders, options)


def order_of(answer: Answer) -> Order:
    """The options of a ranked ballot from best to worst; gaps between places mean nothing."""
    by_place: dict[int, list[int]] = {}
    for mark in answer:
        by_place.setdefault(mark.value, []).append(mark.option)
    return tuple(tuple(by_place[place]) for place in sorted(by_place))


@dataclass(frozen=True, slots=True)
class Table:
    """A weighted matrix, filled in."""

    cells: Cells
    scores: Mapping[int, Fraction]  # The weighted mean of each option that anybody scored.
    is_full: bool
    disputed: tuple[int, int] | None  # The option and criterion on which people differ most.
    turns: tuple[Turn, ...]  # Only where the matrix is full and one option leads.


def count_cells(profile: Profile, options: Sequence[int], criteria: Iterable[int]) -> Cells:
    """How the scores of each option on each criterion lie."""
    return _spreads(profile, list(product(options, criteria)))


def table_of(cells: Cells, options: Sequence[int], weights: Weights) -> Table:
    """The weighted matrix that is filled in so, with the weights that would change its winner."""
    scores = matrix.scores(cells, weights, options)
    is_full = matrix.is_full(cells)
    turns = matrix.turns(cells, weights, options) if is_full and len(leaders(scores)) == 1 else ()
    return Table(cells, scores, is_full, matrix.most_disputed(cells), turns)


def _spreads(profile: Profile, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Spread]:
    times_of: dict[tuple[int, int], Counter[int]] = {cell: Counter() for cell in wanted}
    for answer, times in profile.items():
        for mark in answer:
            if (mark.option, mark.criterion) in times_of:
                times_of[mark.option, mark.criterion][mark.value] += times
    return {cell: Spread(counted) for cell, counted in times_of.items()}
