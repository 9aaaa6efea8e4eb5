"""Ranked ballots: against the examples of Schulze 2011, and against the definition by brute force."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise, permutations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.decisions.ranked import Duels, Order, beats, rank, strongest_chain

# The worked examples as section 3 of the paper gives them: how many people gave which order.
EXAMPLES = {
    "one line of winners": (
        "5 ACBED 5 ADECB 8 BEDAC 3 CABED 7 CAEBD 2 CBADE 7 DCEBA 8 EBADC",
        "E A C B D",
    ),
    "four options": ("5 ACBD 2 ACDB 3 ADCB 4 BACD 3 CBDA 3 CDBA 1 DACB 5 DBAC 4 DCBA", "D A C B"),
    "five options": ("3 ABDEC 5 ADEBC 1 ADECB 2 BADEC 2 BDECA 4 CABDE 6 CBADE 2 DBECA 5 DECAB", "B A D E C"),
    "two winners": ("3 ABCD 2 DABC 2 DBCA 2 CBDA", "BD AC"),
}


def read(text: str) -> dict[Order, int]:
    words = text.split()
    return {
        tuple((ord(letter),) for letter in order): int(times)
        for times, order in zip(words[::2], words[1::2], strict=True)
    }


@pytest.mark.parametrize(("ballots", "places"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_worked_examples_come_out_as_in_the_paper(ballots: str, places: str) -> None:
    options = sorted({ord(letter) for letter in places if letter != " "})
    expected = tuple(tuple(map(ord, place)) for place in places.split())
    assert rank(read(ballots), options).places == expected


def test_one_duel_of_the_first_example_has_its_figures() -> None:
    ranking = rank(read(EXAMPLES["one line of winners"][0]), [ord(letter) for letter in "ABCDE"])
    assert ranking.duels[ord("A"), ord("B")] == 20
    assert ranking.duels[ord("B"), ord("A")] == 25
    assert ranking.paths[ord("A"), ord("B")] == 28
    assert ranking.paths[ord("B"), ord("A")] == 25


def test_tied_options_beat_those_below_and_not_each_other() -> None:
    ranking = rank({((1, 2), (3,)): 4}, [1, 2, 3])
    assert (ranking.duels[1, 2], ranking.duels[2, 1], ranking.duels[1, 3], ranking.duels[3, 1]) == (
        0,
        0,
        4,
        0,
    )
    assert ranking.places == ((1, 2), (3,))


def test_what_a_ballot_leaves_out_comes_last_and_tied() -> None:
    assert rank({((2,),): 1}, [1, 2, 3]).places == ((2,), (1, 3))


def test_nobody_voted_so_all_are_tied() -> None:
    ranking = rank({}, [1, 2, 3])
    assert ranking.places == ((1, 2, 3),)
    assert ranking.cycle == ()


def test_an_option_that_is_gone_counts_for_nothing() -> None:
    assert rank({((9,), (1,), (2,)): 3}, [1, 2]).duels == {(1, 2): 3, (2, 1): 0}


def test_a_cycle_is_named_from_the_winner_on() -> None:
    ranking = rank(read("4 ABC 3 BCA 2 CAB"), [ord(letter) for letter in "ABC"])
    assert ranking.cycle == tuple(map(ord, "ABC"))
    assert ranking.places[0] == (ord("A"),)


OPTIONS = [1, 2, 3, 4, 5]


def ordered(options: Sequence[int], ranks: Sequence[int | None]) -> Order:
    """The order in which these options have these ranks; some may have none."""
    places: dict[int, list[int]] = {}
    for option, place in zip(options, ranks, strict=True):
        if place is not None:
            places.setdefault(place, []).append(option)
    return tuple(tuple(places[place]) for place in sorted(places))


ORDERS = sorted(
    {ordered(OPTIONS, ranks) for ranks in product((None, 1, 2, 3, 4), repeat=len(OPTIONS))}, key=len
)
profiles = st.lists(st.sampled_from(ORDERS), max_size=12).map(lambda cast: dict(Counter(cast)))


def preferring(ballots: Mapping[Order, int], one: int, other: int) -> int:
    """By the definition: how many people place the first above the second."""

    def place(order: Order, option: int) -> int:
        return next((at for at, tied in enumerate(order) if option in tied), len(order))

    return sum(times for order, times in ballots.items() if place(order, one) < place(order, other))


def strongest(duels: Duels, options: Sequence[int], one: int, other: int) -> int:
    """By the definition: over all paths of won duels, the greatest least duel."""
    return max(
        (
            min(duels[step] for step in path)
            for path in paths(tuple(options), one, other)
            if all(beats(duels, *step) for step in path)
        ),
        default=0,
    )


@cache
def paths(options: tuple[int, ...], one: int, other: int) -> Sequence[Sequence[tuple[int, int]]]:
    """All paths from the first to the second, step by step."""
    rest = [option for option in options if option not in (one, other)]
    ways = [way for length in range(len(rest) + 1) for way in permutations(rest, length)]
    return [tuple(pairwise((one, *way, other))) for way in ways]


@given(profiles)
def test_duels_paths_and_places_are_those_of_the_definition(ballots: dict[Order, int]) -> None:
    agree_with_the_definition(ballots, OPTIONS)


def test_thousands_of_random_elections_are_those_of_the_definition() -> None:
    chance = Random(2011)  # noqa: S311  # The same elections in each run; no secret hangs on them.
    for _ in range(3000):
        options = list(range(1, chance.randint(2, 4) + 1))
        cast = Counter(at_random(chance, options) for _ in range(chance.randint(0, 9)))
        agree_with_the_definition(cast, options)


def at_random(chance: Random, options: Sequence[int]) -> Order:
    """An order with ties, from which some options may be missing."""
    return ordered(
        options, [chance.randint(1, len(options)) if chance.random() < 0.8 else None for _ in options]
    )


def agree_with_the_definition(ballots: Mapping[Order, int], options: Sequence[int]) -> None:
    ranking = rank(ballots, options)
    for one, other in permutations(options, 2):
        assert ranking.duels[one, other] == preferring(ballots, one, other)
        assert ranking.paths[one, other] == strongest(ranking.duels, options, one, other)
        chain = strongest_chain(ranking, one, other)
        assert bool(chain) == bool(ranking.paths[one, other])
        if chain:
            assert (chain[0], chain[-1]) == (one, other)
            assert len(set(chain)) == len(chain)
            assert all(beats(ranking.duels, *step) for step in pairwise(chain))
            assert min(ranking.duels[step] for step in pairwise(chain)) == ranking.paths[one, other]
    winners = [
        one
        for one in options
        if all(not beats(ranking.paths, other, one) for other in options if other != one)
    ]
    assert list(ranking.places[0]) == winners
    assert sorted(option for place in ranking.places for option in place) == options


@given(profiles)
def test_whoever_wins_every_duel_wins(ballots: dict[Order, int]) -> None:
    ranking = rank(ballots, OPTIONS)
    for one in OPTIONS:
        if all(beats(ranking.duels, one, other) for other in OPTIONS if other != one):
            assert ranking.places[0] == (one,)


@given(profiles)
def test_a_cycle_is_told_when_there_is_one_and_only_then(ballots: dict[Order, int]) -> None:
    ranking = rank(ballots, OPTIONS)
    cycles = [
        way
        for length in range(3, len(OPTIONS) + 1)
        for way in permutations(OPTIONS, length)
        if all(beats(ranking.duels, *step) for step in pairwise((*way, way[0])))
    ]
    assert bool(cycles) == bool(ranking.cycle)
    assert not ranking.cycle or ranking.cycle in cycles


@given(profiles)
def test_what_people_are_called_changes_nothing(ballots: dict[Order, int]) -> None:
    named = {option: 10 * (6 - option) for option in OPTIONS}
    renamed: Counter[Order] = Counter()
    for order, times in ballots.items():
        renamed[tuple(tuple(named[option] for option in place) for place in order)] += times
    before, after = rank(ballots, OPTIONS), rank(renamed, sorted(named.values()))
    assert [{named[option] for option in place} for place in before.places] == [
        set(place) for place in after.places
    ]
