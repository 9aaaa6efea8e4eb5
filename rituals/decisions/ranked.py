"""Ranked ballots, counted by the method of Schulze.

Source: M. Schulze, “A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method”, Social Choice and Welfare 36 (2011), pp. 267–303. A defeat is as strong as the number of people who
prefer the winner of the duel (the paper's “winning votes”).
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import TypeAlias

Order: TypeAlias = tuple[tuple[int, ...], ...]
"""Options from best to worst; those in one place are tied, and those that are not there come last, tied."""

Duels: TypeAlias = Mapping[tuple[int, int], int]
"""For each pair of different options: how many people prefer the first to the second."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How the options fared against each other."""

    duels: Duels
    paths: Duels  # The strength of the strongest path from the first option to the second; 0 where there is none.
    places: Order  # Those that no option beats, then those that no other of the rest beats, and so on.
    cycle: tuple[
        int, ...
    ]  # Each beats the next in a duel, and the last the first; empty if there is no cycle.


def rank(ballots: Mapping[Order, int], options: Sequence[int]) -> Ranking:
    """The ranking of these options; each ballot comes with how often it was cast."""
    return rank_duels(_duels(ballots, options), options)


def rank_duels(duels: Duels, options: Sequence[int]) -> Ranking:
    """The ranking of these options by how they fared in pairs."""
    paths = _strongest_paths(duels, options)
    places = _places(paths, options)
    return Ranking(duels, paths, places, _cycle(duels, [option for place in places for option in place]))


def strongest_chain(ranking: Ranking, one: int, other: int) -> tuple[int, ...]:
    """A strongest chain of won duels from one option to another, and a shortest of these; empty where there is none."""
    strength, duels = ranking.paths[one, other], ranking.duels
    options = [option for place in ranking.places for option in place]
    return _shortest_way(
        options, one, other, lambda one, other: beats(duels, one, other) and duels[one, other] >= strength
    )


def beats(strengths: Duels, one: int, other: int) -> bool:
    """Whether one option is ahead of the other in these duels or by these paths."""
    return strengths[one, other] > strengths[other, one]


def _duels(ballots: Mapping[Order, int], options: Sequence[int]) -> Duels:
    # Thousands of ballots in all their pairs: a row for each option is found once, not once for each pair.
    wins = {option: dict.fromkeys(options, 0) for option in options}
    for order, times in ballots.items():
        below = set(options)
        for place in order:
            tied = below.intersection(place)
            below -= tied
            for one in tied:
                won = wins[one]
                for other in below:
                    won[other] += times
    return {(one, other): wins[one][other] for one, other in permutations(options, 2)}


def _strongest_paths(duels: Duels, options: Sequence[int]) -> Duels:
    """A path is as strong as its weakest duel; only duels that are won count."""
    paths = {(one, other): won if won > duels[other, one] else 0 for (one, other), won in duels.items()}
    for by in options:
        for one, other in duels:
            if by not in (one, other):
                paths[one, other] = max(paths[one, other], min(paths[one, by], paths[by, other]))
    return paths


def _places(paths: Duels, options: Sequence[int]) -> Order:
    places: list[tuple[int, ...]] = []
    left = list(options)
    while left:
        unbeaten = tuple(
            one for one in left if not any(beats(paths, other, one) for other in left if other != one)
        )
        places.append(unbeaten)
        left = [one for one in left if one not in unbeaten]
    return tuple(places)


def _cycle(duels: Duels, options: Sequence[int]) -> tuple[int, ...]:
    """A shortest cycle, through the best-placed option that stands in one."""
    for start in options:
        found = _shortest_way(options, start, start, lambda one, other: beats(duels, one, other))
        if found:
            return found[:-1]
    return ()


def _shortest_way(
    options: Sequence[int], start: int, goal: int, leads: Callable[[int, int], bool]
) -> tuple[int, ...]:
    """Options from start to goal, each of which leads to the next; empty where there is no way."""
    ways: deque[tuple[int, ...]] = deque([(start,)])
    seen: set[int] = set()
    while ways:
        way = ways.popleft()
        for option in options:
            if option in (*seen, way[-1]) or not leads(way[-1], option):
                continue
            if option == goal:
                return (*way, option)
            seen.add(option)
            ways.append((*way, option))
    return ()
