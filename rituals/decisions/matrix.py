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

    At the weight `at` (a share, from 0 to 1) the winner and the rivals are level; from there on, away from the weight
    that was set, the rivals win as far as `until`: 0 or 1 if nobody overtakes them.
    """

    criterion: int
    at: Fraction
    rivals: tuple[int, ...]  # One as a rule; several are level with each other all the way.
    until: Fraction
    away: Fraction  # How far `at` is from the weight that was set.


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
    matrix: an option that was not scored on a criterion has no line to follow. Of several that overtake at one weight,
    those are told that are ahead right beyond it.
    """
    totals = scores(cells, weights, options)
    best = max(totals.values())
    (winner,) = (option for option in options if totals[option] == best)
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
    found = []
    for way, end in ((-1, Fraction(0)), (1, Fraction(1))):
        at, rivals = _overtaking(lines, winner, now, way)
        if rivals:
            until, others = _overtaking(lines, rivals[0], at, way)
            found.append(Turn(criterion, at, rivals, until if others else end, abs(at - now)))
    return found


def _overtaking(
    lines: Mapping[int, _Line], leader: int, start: Fraction, way: int
) -> tuple[Fraction, tuple[int, ...]]:
    """The nearest weight from `start` on, upwards (1) or downwards (-1), where others overtake, and who does; else nobody."""
    ours = lines[leader]
    met = {
        option: (ours.without - line.without) / (line.slope - ours.slope)
        for option, line in lines.items()
        if (line.slope - ours.slope) * way > 0
    }
    ahead = {option: at for option, at in met.items() if 0 < at < 1 and (at - start) * way > 0}
    if not ahead:
        return start, ()
    nearest = min(ahead.values(), key=lambda at: at * way)
    level = [option for option, at in ahead.items() if at == nearest]
    # Of several that are level there, the steepest is ahead beyond.
    steepest = max(lines[option].slope * way for option in level)
    return nearest, tuple(option for option in level if lines[option].slope * way == steepest)
