"""Exact numbers in figures that people read: rounded, and never to what is not so."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import ceil, floor

FEWEST_DIGITS, MOST_DIGITS = 2, 6


def rounded(number: Fraction, digits: int = FEWEST_DIGITS) -> str:
    """The number with so many decimals."""
    return f"{float(round(number, digits)):.{digits}f}"


def told_apart(numbers: Mapping[int, Fraction]) -> Mapping[int, str]:
    """Each number with as many decimals, two at least, as it takes to tell the highest from all that are lower."""
    best = max(numbers.values(), default=None)
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        written = {name: rounded(number, digits) for name, number in numbers.items()}
        is_clear = not any(
            written[name] == rounded(best, digits)
            for name, number in numbers.items()
            if best is not None and number != best
        )
        if is_clear:
            break
    return written


def per_cent_within(low: Fraction, high: Fraction) -> tuple[str, str]:
    """Two figures in per cent, one decimal if it goes, that lie within two different shares from 0 to 1.

    Rounding goes inwards: what holds for all shares between `low` and `high` holds for all between the figures.
    """
    for digits in count(1):
        scale = 100 * 10**digits
        lowest, highest = ceil(low * scale), floor(high * scale)
        if lowest < highest:
            break
    return _written(lowest, digits), _written(highest, digits)


def _written(figure: int, digits: int) -> str:
    return f"{Decimal(figure).scaleb(-digits).normalize():f}"
