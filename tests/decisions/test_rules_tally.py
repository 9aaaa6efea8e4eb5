"""Counting, against a count made by hand: one ballot after the other."""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.decisions import tally
from rituals.decisions.answer import choosing
from rituals.decisions.methods import Profile
from rituals.decisions.model import Result
from rituals.decisions.terms import Option
from tests.decisions.making import TERMS, options

FIFTEEN = options(*(f"Option {number}" for number in range(1, 16)))


def count(profile: Profile, among: tuple[Option, ...]) -> Result:
    """The count of a single choice among these options."""
    return tally.count(profile, replace(TERMS, options=among))


def count_by_hand(ballots: list[tuple[int, ...]]) -> Result:
    """Looks at each option alone and asks each ballot whether it stands on it."""
    votes = {}
    for option in FIFTEEN:
        votes[option.number] = len([ballot for ballot in ballots if option.number in ballot])
    leaders = [
        number for number in votes if votes[number] > 0 and all(votes[number] >= votes[o] for o in votes)
    ]
    return Result(votes, len(ballots), tuple(leaders))


ballots_of_some = st.lists(
    st.sets(st.integers(1, 15), min_size=1).map(lambda chosen: tuple(sorted(chosen))), max_size=60
)


@settings(deadline=None)
@given(ballots_of_some)
def test_the_count_is_what_counting_by_hand_gives(ballots: list[tuple[int, ...]]) -> None:
    assert count(Counter(map(choosing, ballots)), FIFTEEN) == count_by_hand(ballots)


@settings(deadline=None)
@given(ballots_of_some, st.randoms())
def test_the_order_of_ballots_is_no_matter(ballots: list[tuple[int, ...]], chance: Random) -> None:
    shuffled = list(ballots)
    chance.shuffle(shuffled)
    assert count(Counter(map(choosing, shuffled)), FIFTEEN) == count(Counter(map(choosing, ballots)), FIFTEEN)


def test_most_votes_lead() -> None:
    assert count({choosing([1]): 2, choosing([2]): 3}, options("Kafka", "SQS", "NATS")) == Result(
        {1: 2, 2: 3, 3: 0}, 5, (2,)
    )


def test_a_tie_names_all_that_lead() -> None:
    assert count({choosing([1]): 2, choosing([3]): 2}, options("Kafka", "SQS", "NATS")).leaders == (1, 3)


def test_approvals_of_one_ballot_count_for_each_option() -> None:
    found = count({choosing([1, 2]): 2, choosing([2, 3]): 1}, options("Kafka", "SQS", "NATS"))
    assert found == Result({1: 2, 2: 3, 3: 1}, 3, (2,))


def test_where_nobody_voted_nobody_leads() -> None:
    assert count({}, options("Kafka", "SQS")) == Result({1: 0, 2: 0}, 0, ())


def test_a_number_that_names_no_option_counts_for_nothing() -> None:
    assert count({choosing([9]): 3, choosing([1]): 1}, options("Kafka", "SQS")) == Result(
        {1: 1, 2: 0}, 4, (1,)
    )
