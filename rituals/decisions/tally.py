"""Counting: from the profile of ballots to the result."""

from rituals.decisions.methods import Profile, count_points
from rituals.decisions.model import Option, Result


def count(profile: Profile, options: tuple[Option, ...]) -> Result:
    """The votes of each option, and who leads: most votes in a single choice, most approvals in an approval vote.

    A mark on a ballot that names no option counts for nothing.
    """
    votes = count_points(profile, [option.number for option in options])
    best = max(votes.values(), default=0)
    leaders = tuple(number for number, cast in votes.items() if cast == best) if best else ()
    return Result(votes, sum(profile.values()), leaders)
