"""Exact numbers as people read them: whatever is said of a figure holds for the number behind it."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rituals.decisions.figures import per_cent_within, rounded, told_apart

shares = st.fractions(0, 1, max_denominator=10_000)

SPANS = {
    "a whole per cent stays whole": ((0, Fraction(18, 100)), ("0", "18")),
    "less than 44.44 … is told as less than 44.4": ((0, Fraction(4, 9)), ("0", "44.4")),
    "more than 62.5 stays as it is": ((Fraction(5, 8), 1), ("62.5", "100")),
    "more than 55.55 … is told as more than 55.6": ((Fraction(5, 9), 1), ("55.6", "100")),
    "what is nearly nothing takes more digits": ((0, Fraction(1, 3000)), ("0", "0.03")),
    "what is nearly all takes more digits": ((Fraction(2999, 3000), 1), ("99.97", "100")),
    "both ends go inwards": ((Fraction(1, 3), Fraction(2, 3)), ("33.4", "66.6")),
    "a narrow span takes more digits": (
        (Fraction(1, 3), Fraction(1, 3) + Fraction(1, 5000)),
        ("33.34", "33.35"),
    ),
}


@pytest.mark.parametrize(("span", "figures"), SPANS.values(), ids=SPANS)
def test_spans_of_weights_are_told(span: tuple[Fraction, Fraction], figures: tuple[str, str]) -> None:
    assert per_cent_within(Fraction(span[0]), Fraction(span[1])) == figures


@given(shares, shares)
def test_no_figure_lies_on_the_wrong_side(one: Fraction, other: Fraction) -> None:
    assume(one != other)
    low, high = sorted((one, other))
    lowest, highest = (Fraction(figure) / 100 for figure in per_cent_within(low, high))
    assert low <= lowest < highest <= high


def test_means_have_two_decimals() -> None:
    assert told_apart({1: Fraction(10, 3), 2: Fraction(2)}) == {1: "3.33", 2: "2.00"}
    assert told_apart({}) == {}


def test_means_that_look_alike_have_as_many_decimals_as_tell_them_apart() -> None:
    assert told_apart({1: Fraction(3333, 1000), 2: Fraction(10, 3)}) == {1: "3.3330", 2: "3.3333"}
    assert told_apart({1: Fraction(7, 2), 2: Fraction(7, 2)}) == {1: "3.50", 2: "3.50"}


def test_a_number_is_rounded_to_the_nearest() -> None:
    assert (rounded(Fraction(2, 3)), rounded(Fraction(2, 3), 1)) == ("0.67", "0.7")
