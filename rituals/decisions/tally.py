"""Counting: from the profile of ballots to the result."""

from rituals.decisions import matrix
from rituals.decisions.methods import (
    Profile,
    Table,
    count_cells,
    count_points,
    count_ranks,
    count_scores,
    leaders,
    table_of,
)
from rituals.decisions.model import Result
from rituals.decisions.ranked import Ranking, rank_duels
from rituals.decisions.terms import Method, Terms


def count(profile: Profile, terms: Terms) -> Result:
    """The totals of these ballots, and who leads by the method that was chosen.

    A mark on a ballot that names no option counts for nothing; a ballot without a mark is an abstention.
    """
    numbers, ballots, abstained = terms.numbers, sum(profile.values()), profile.get((), 0)
    if not ballots - abstained:
        return Result(dict.fromkeys(numbers, 0), ballots, (), abstained)
    if terms.method is Method.SCORE:
        scores = count_scores(profile, numbers)
        means = {option: spread.mean for option, spread in scores.items() if spread.count}
        marks = {(option, 0): spread for option, spread in scores.items()}
        return Result({}, ballots, leaders(means), abstained, marks)
    if terms.method is Method.RANKED:
        ranking = count_ranks(profile, numbers)
        return Result({}, ballots, ranking.places[0], abstained, duels=ranking.duels)
    if terms.method is Method.MATRIX:
        cells = count_cells(profile, numbers, terms.weights)
        return Result({}, ballots, leaders(matrix.scores(cells, terms.weights, numbers)), abstained, cells)
    votes = count_points(profile, numbers)
    best = max(votes.values())
    ahead = tuple(number for number, cast in votes.items() if cast == best) if best else ()
    return Result(votes, ballots, ahead, abstained)


def ranking_of(result: Result, terms: Terms) -> Ranking:
    """The ranking that these duels make; `terms` are ranked and somebody has voted."""
    return rank_duels(result.duels, terms.numbers)


def matrix_of(result: Result, terms: Terms) -> Table:
    """The weighted matrix that these scores fill; `terms` are a matrix."""
    return table_of(result.marks, terms.numbers, terms.weights)


def winner_of(result: Result, terms: Terms, seats: int) -> int | None:
    """The option that wins by the vote alone; None in a tie, below the threshold, or where nothing was chosen."""
    if len(result.leaders) != 1:
        return None
    (leader,) = result.leaders
    if terms.threshold.percent and result.votes[leader] < terms.threshold.needed(result.cast, seats):
        return None
    return leader
