"""The criteria of a weighted matrix, and their weights."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rituals.refusal import Refusal

FEWEST_CRITERIA, MOST_CRITERIA = 2, 8
MOST_CELLS = 60
LONGEST_CRITERION = 40

STARTERS: Mapping[str, int] = {
    "Performance": 20,
    "Cost": 20,
    "Complexity": 15,
    "Time to implement": 15,
    "Risk": 10,
    "Reversibility": 10,
    "Maintainability": 10,
}
"""Criteria that are offered, with weights to begin from."""

_LINE = re.compile(r"(?P<text>.*?)(?:\s*[:=–]\s*|\s+-\s+|\s+)(?P<weight>-?\d{1,6})\s*%?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What options are scored on; its number stays the same for as long as the decision lives. Weight in per cent."""

    number: int
    text: str
    weight: int


def read_criteria(lines: Iterable[str]) -> tuple[Criterion, ...]:
    """The criteria of lines such as “Cost 40” or “Cost: 40 %”; raises Refusal with the line that has no weight."""
    found: list[Criterion] = []
    for line in filter(None, map(str.strip, lines)):
        match = _LINE.fullmatch(line)
        if match is None or not match["text"].strip():
            raise Refusal(
                f"“{line[:LONGEST_CRITERION]}” has no weight. Write each on a line of its own, such as: Cost 40"
            )
        found.append(Criterion(len(found) + 1, match["text"].strip(), int(match["weight"])))
    return tuple(found)


def write_criteria(criteria: Iterable[Criterion]) -> str:
    """The lines from which these criteria can be read."""
    return "\n".join(f"{criterion.text} {criterion.weight}" for criterion in criteria)


def check_criteria(criteria: Sequence[Criterion], options: int) -> tuple[Criterion, ...]:
    """The criteria as they were given; raises Refusal where they are too few, too many, too long, alike or ill weighed."""
    if len(criteria) < FEWEST_CRITERIA:
        raise Refusal(
            f"A matrix needs {FEWEST_CRITERIA} criteria or more. With one alone, choose another method."
        )
    if len(criteria) > MOST_CRITERIA:
        raise Refusal(
            f"There are {len(criteria)} criteria and {MOST_CRITERIA} fit. Keep those that tell options apart."
        )
    check_cells_fit(criteria, options)
    seen: dict[str, int] = {}
    for criterion in criteria:
        if len(criterion.text) > LONGEST_CRITERION:
            raise Refusal(
                f"Criterion {criterion.number} has {len(criterion.text)} characters and {LONGEST_CRITERION} fit."
            )
        twin = seen.setdefault(criterion.text.casefold(), criterion.number)
        if twin != criterion.number:
            raise Refusal(f"Criteria {twin} and {criterion.number} are the same: “{criterion.text}”.")
        if criterion.weight < 1:
            raise Refusal(
                f"“{criterion.text}” weighs {criterion.weight} %. Give it 1 % or more, or leave it out."
            )
    _check_sum(sum(criterion.weight for criterion in criteria))
    return tuple(criteria)


def check_cells_fit(criteria: Sequence[Criterion], options: int) -> None:
    """Raises Refusal where there would be more to score than people do with care."""
    if options * len(criteria) > MOST_CELLS:
        raise Refusal(
            f"{options} options on {len(criteria)} criteria make {options * len(criteria)} scores to give, "
            f"and {MOST_CELLS} is the most that people fill in with care. Take fewer of either."
        )


def _check_sum(total: int) -> None:
    if total < 100:
        raise Refusal(f"The weights sum to {total} %. Add {100 - total} to make 100.")
    if total > 100:
        raise Refusal(f"The weights sum to {total} %. Take {total - 100} away to make 100.")
