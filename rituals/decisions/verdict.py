"""What a count says, before anybody decides on it."""

from enum import StrEnum

from rituals.decisions.model import Result
from rituals.decisions.tally import winner_of
from rituals.decisions.terms import NONE, Terms


class Verdict(StrEnum):
    """How a vote came out."""

    WON = "won"
    TIE = "tie"  # Several options lead.
    SHORT = "short"  # One leads, with less than the threshold.
    NONE_OF_THESE = "none_of_these"
    ABSTAINED = "abstained"  # Whoever voted has chosen nothing.
    NOBODY = "nobody"


def verdict_of(result: Result, terms: Terms, seats: int) -> Verdict:
    """How the vote with this result came out."""
    if not result.leaders:
        return Verdict.ABSTAINED if result.ballots else Verdict.NOBODY
    if len(result.leaders) > 1:
        return Verdict.TIE
    wins = winner_of(result, terms, seats)
    if wins is None:
        return Verdict.SHORT
    return Verdict.NONE_OF_THESE if wins == NONE else Verdict.WON
