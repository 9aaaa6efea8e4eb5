"""What stands on a ballot, in one form for all methods: marks on options."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from rituals.refusal import Refusal, gathered

HIGHEST_SCORE = 5
LOWEST_CELL, HIGHEST_CELL = 1, 5

_FIELD = re.compile(r"mark/(0|[1-9][0-9]{0,3})(?:/([1-9][0-9]{0,3}))?")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One mark on a ballot.

    `value` is 1 where an option is just chosen, else its score, its place (1 is the best) or its number of dots.
    `criterion` is 0 where the method has no criteria.
    """

    option: int
    criterion: int = 0
    value: int = 1

    @property
    def field(self) -> str:
        """The name of the field of the ballot where this mark is given."""
        return f"mark/{self.option}" + (f"/{self.criterion}" if self.criterion else "")

    @classmethod
    def in_field(cls, field: str, value: int) -> "Mark | None":
        """The mark of this value in the field of this name; None where the name is of no such field."""
        found = _FIELD.fullmatch(field)
        return None if found is None else cls(int(found[1]), int(found[2] or 0), value)


Answer: TypeAlias = tuple[Mark, ...]
"""A whole ballot: marks in ascending order, at most one for each option and criterion."""


def choosing(options: Iterable[int]) -> Answer:
    """The ballot that chooses these options, whatever their order and however often they come."""
    return tuple(Mark(option) for option in sorted(set(options)))


def check_scores(answer: Answer, options: Iterable[int]) -> Answer:
    """A score from 0 to 5 for each option; raises Refusal in the fields."""
    given = {mark.option for mark in answer}
    wrong = {
        Mark(option).field: f"Give a score from 0 to {HIGHEST_SCORE}."
        for option in options
        if option not in given
    }
    with gathered(wrong, "choices"):
        check_range(answer, 0, HIGHEST_SCORE)
    if wrong:
        raise Refusal.in_fields(wrong)
    return answer


def check_places(answer: Answer, options: Iterable[int]) -> Answer:
    """Places from 1; ties and gaps are allowed, options may be left out, but not all. Raises Refusal in the fields."""
    known = list(options)
    if not answer:
        raise Refusal.in_fields({Mark(known[0]).field: "Give at least one option a place."})
    check_range(answer, 1, len(known))
    return answer


def check_dots(answer: Answer, options: Iterable[int], budget: int) -> Answer:
    """At most so many dots in all, at least one; options without dots are left out. Raises Refusal in the fields."""
    check_range(answer, 0, budget)
    placed = tuple(mark for mark in answer if mark.value)
    spent = sum(mark.value for mark in placed)
    if not spent:
        first = next(iter(options))
        raise Refusal.in_fields({Mark(first).field: f"You have {budget} dots. Give at least one."})
    if spent > budget:
        away = spent - budget
        raise Refusal.in_fields(
            {
                placed[
                    -1
                ].field: f"You gave {spent} dots and have {budget}. Take {away} away, here or elsewhere."
            }
        )
    return placed


def check_cells(answer: Answer, options: Iterable[int], criteria: Iterable[int]) -> Answer:
    """Scores from 1 to 5; cells may be left empty, but not all. Raises Refusal in the fields."""
    if not answer:
        first = Mark(next(iter(options)), next(iter(criteria)))
        raise Refusal.in_fields(
            {first.field: f"Give at least one score from {LOWEST_CELL} to {HIGHEST_CELL}."}
        )
    check_range(answer, LOWEST_CELL, HIGHEST_CELL)
    return answer


def check_range(answer: Answer, lowest: int, highest: int) -> None:
    """Raises Refusal in the fields of marks that are lower or higher."""
    wrong = {
        mark.field: f"Choose a number from {lowest} to {highest}."
        for mark in answer
        if not lowest <= mark.value <= highest
    }
    if wrong:
        raise Refusal.in_fields(wrong)
