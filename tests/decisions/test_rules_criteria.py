"""Criteria: how they are typed, and what a matrix refuses."""

import pytest

from rituals.decisions.criteria import STARTERS, Criterion, check_criteria, read_criteria, write_criteria
from rituals.refusal import Refusal

TYPED = {
    "a space": ("Cost 40", ("Cost", 40)),
    "a colon and a sign": ("Time to implement: 15 %", ("Time to implement", 15)),
    "a dash": ("Risk – 5", ("Risk", 5)),
    "a hyphen": ("Risk - 5", ("Risk", 5)),
    "a negative weight": ("Risk -5", ("Risk", -5)),
    "a number in its name": ("P95 latency 20", ("P95 latency", 20)),
    "a hyphen in its name": ("Lock-in 20%", ("Lock-in", 20)),
}


@pytest.mark.parametrize(("line", "expected"), TYPED.values(), ids=TYPED.keys())
def test_a_criterion_is_read_as_people_type_it(line: str, expected: tuple[str, int]) -> None:
    assert read_criteria([line]) == (Criterion(1, *expected),)


def test_empty_lines_are_no_criteria() -> None:
    assert [one.number for one in read_criteria(["Cost 40", " ", "", "Risk 60"])] == [1, 2]


@pytest.mark.parametrize("line", ["Cost", "40", "Cost forty"])
def test_a_line_without_a_weight_or_a_name_is_named(line: str) -> None:
    with pytest.raises(Refusal, match=f"“{line}” has no weight"):
        read_criteria(["Risk 60", line])


def test_what_is_written_can_be_read_again() -> None:
    criteria = read_criteria(["Cost 40", "P95 latency: 60 %"])
    assert read_criteria(write_criteria(criteria).splitlines()) == criteria


def test_the_starters_are_a_whole_matrix() -> None:
    lines = [f"{text} {weight}" for text, weight in STARTERS.items()]
    assert len(check_criteria(read_criteria(lines), 3)) == 7


def of(*weights: int) -> list[Criterion]:
    return [Criterion(number, f"Criterion {number}", weight) for number, weight in enumerate(weights, 1)]


REFUSED = {
    "one criterion": (of(100), 2, "2 criteria or more"),
    "nine criteria": (of(*[10] * 8, 20), 2, "9 criteria and 8 fit"),
    "61 scores and more": (of(20, 20, 20, 20, 20), 13, "make 65 scores to give"),
    "99 per cent": (of(50, 49), 2, "sum to 99 %. Add 1 to make 100."),
    "101 per cent": (of(50, 51), 2, "sum to 101 %. Take 1 away to make 100."),
    "less than nothing": (of(110, -10), 2, "weighs -10 %"),
    "nothing": (of(100, 0), 2, "weighs 0 %"),
    "the same twice": (
        [Criterion(1, "Cost", 50), Criterion(2, "cost", 50)],
        2,
        "Criteria 1 and 2 are the same",
    ),
    "a long name": ([Criterion(1, "x" * 41, 50), Criterion(2, "y", 50)], 2, "41 characters and 40 fit"),
}


@pytest.mark.parametrize(("criteria", "options", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_no_matrix_can_be_made_of_is_refused(
    criteria: list[Criterion], options: int, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        check_criteria(criteria, options)


def test_sixty_scores_are_not_too_many() -> None:
    assert check_criteria(of(25, 25, 25, 25), 15)
    assert check_criteria(of(50, 50), 2)
