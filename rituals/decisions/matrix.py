"""A weighted matrix: options scored on criteria, and how much the winner depends on the weights. All exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from rituals.decisions.spread import Spread

Weights: TypeAlias = Mapping[int, int]
"""The weight of each criterion in per cent: at least 1 each, together 100."""

Cells: TypeAlias = Mapping[tuple[int, int], Spread]
"""For each option and criterion: the scores that people gave."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the winner changes as one weight moves and the others keep their proportions.

    At the weight `at` (a share, from 0 to 1) the winner and `rival` are level; beyond it, away from the weight that was
    set, `rival` wins.
    """

    criterion: int
    at: Fraction
    rival: int
    away: Fraction  # How far that is from the weight that was set.


def scores(cells: Cells, weights: Weights, options: Sequence[int]) -> Mapping[int, Fraction]:
    """The weighted mean of each option that was scored at all, over the criteria on which it was scored."""
    found = {}
    for option in options:
        scored = {
            criterion: cells[option, criterion] for criterion in weights if cells[option, criterion].count
        }
        if scored:
            total = sum(weights[criterion] * marks.mean for criterion, marks in scored.items())
            found[option] = Fraction(total, sum(weights[criterion] for criterion in scored))
    return found


def is_full(cells: Cells) -> bool:
    """Whether each option was scored by somebody on each criterion."""
    return all(marks.count for marks in cells.values())


def most_disputed(cells: Cells) -> tuple[int, int] | None:
    """The option and criterion on which people's scores differ most; None where they agree everywhere."""
    widest = max(cells, key=lambda cell: cells[cell].variance, default=None)
    return widest if widest is not None and cells[widest].variance else None


def turns(cells: Cells, weights: Weights, options: Sequence[int]) -> tuple[Turn, ...]:
    """For each criterion the nearest weights, below and above, at which another option overtakes the winner.

    The smallest change comes first. Empty where no single weight changes the winner. It takes one winner and a full
    matrix: an option that was not scored on a criterion has no line to follow. Several that overtake at one weight are
    told by the one that is ahead right beyond it.
    """
    totals = scores(cells, weights, options)
    (winner,) = (option for option in options if totals[option] == max(totals.values()))
    found = [
        turn
        for criterion in weights
        for turn in _turns_of(criterion, _lines(cells, weights, options, criterion), weights, winner)
    ]
    return tuple(sorted(found, key=lambda turn: (turn.away, turn.criterion, turn.at)))


@dataclass(frozen=True, slots=True)
class _Line:
    """An option's score as one weight goes from 0 to 1: the others' score at 0, this criterion's at 1."""

    without: Fraction
    alone: Fraction

    @property
    def slope(self) -> Fraction:
        return self.alone - self.without


def _lines(cells: Cells, weights: Weights, options: Sequence[int], criterion: int) -> Mapping[int, _Line]:
    rest = {other: weight for other, weight in weights.items() if other != criterion}
    without = scores(cells, rest, options)
    return {option: _Line(without[option], cells[option, criterion].mean) for option in options}


def _turns_of(criterion: int, lines: Mapping[int, _Line], weights: Weights, winner: int) -> list[Turn]:
    now = Fraction(weights[criterion], sum(weights.values()))
    ours = lines[winner]
    found = []
    for rival, line in lines.items():
        if line.slope != ours.slope:
            at = (ours.without - line.without) / (line.slope - ours.slope)
            if 0 < at < 1:
                found.append(Turn(criterion, at, rival, abs(at - now)))
    # Of several that are level there, the steepest is ahead beyond.
    below = min(
        (turn for turn in found if turn.at < now),
        key=lambda turn: (turn.away, lines[turn.rival].slope),
        default=None,
    )
    above = min(
        (turn for turn in found if turn.at > now),
        key=lambda turn: (turn.away, -lines[turn.rival].slope),
        default=None,
    )
    return [turn for turn in (below, above) if turn]
