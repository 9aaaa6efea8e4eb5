"""Counting: from the profile of ballots to the result."""

from collections.abc import Mapping
from typing import TypeAlias

from rituals.decisions.model import Option, Result

Profile: TypeAlias = Mapping[tuple[int, ...], int]
"""How often each ballot was cast: option numbers in ascending order, to a count of at least one."""


def count(profile: Profile, options: tuple[Option, ...]) -> Result:
    """The votes of each option, and who leads: most votes in a single choice, most approvals in an approval vote.

    A number on a ballot that names no option counts for nothing.
    """
    votes = {option.number: 0 for option in options}
    for choices, times in profile.items():
        for number in choices:
            if number in votes:
                votes[number] += times
    best = max(votes.values(), default=0)
    leaders = tuple(number for number, cast in votes.items() if cast == best) if best else ()
    return Result(votes, sum(profile.values()), leaders)
