"""Scores that several people gave to one thing: how they lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Spread:
    """How often each score was given; what nobody gave may be missing."""

    times: Mapping[int, int]

    @property
    def count(self) -> int:
        """How many scores there are."""
        return sum(self.times.values())

    @property
    def mean(self) -> Fraction:
        """The exact mean; raises ZeroDivisionError where there is no score."""
        return Fraction(sum(score * times for score, times in self.times.items()), self.count)

    @property
    def variance(self) -> Fraction:
        """The exact mean of the squared distances from the mean; 0 where there is no score."""
        count = self.count
        if not count:
            return Fraction(0)
        total = sum(score * times for score, times in self.times.items())
        squares = sum(score * score * times for score, times in self.times.items())
        return Fraction(count * squares - total**2, count**2)
