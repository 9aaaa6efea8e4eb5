"""A ballot as it lies before one person: what stands on it, in which order, and how far it is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from rituals.decisions.answer import (
    HIGHEST_CELL,
    HIGHEST_SCORE,
    LOWEST_CELL,
    Answer,
    Mark,
    check_range,
)
from rituals.decisions.criteria import Criterion
from rituals.decisions.model import Decision
from rituals.decisions.terms import NONE, Hint, Method, Option, Terms
from rituals.ids import Person
from rituals.refusal import Refusal

NUMBERED = frozenset({Method.SCORE, Method.RANKED, Method.DOTS, Method.MATRIX})
"""The methods whose ballots are filled in with a number for each option; the others choose options."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands in the fields of one page of a ballot, as it came back."""

    number: int
    fields: frozenset[str]  # The names of all fields, filled in or not.
    marks: Answer
    wrong: Mapping[str, str] = field(
        default_factory=dict
    )  # For fields without a number, what to write there.


@dataclass(frozen=True, slots=True)
class HalfFilled:
    """A ballot that somebody has begun to fill in and not cast, for a version of the question and its options then."""

    answer: Answer
    version: int
    options: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """A ballot before one person, filled in so far. A matrix has one page for each criterion."""

    decision: Decision
    person: Person
    answer: Answer = ()
    begun: bool = False  # It was left half filled before.
    counts: Answer | None = None  # What they voted, which counts meanwhile.
    page: int = 1

    @property
    def options(self) -> tuple[Option, ...]:
        """The options in this person's order: another one for everybody, always the same for one; “None of these” last."""
        terms = self.decision.terms
        if not self.is_shuffled:
            return terms.options

        def place(option: Option) -> bytes:
            # By each option alone, so that one that is added later leaves the others in their order.
            return blake2b(f"{self.decision.id}/{self.person}/{option.number}".encode()).digest()

        others = tuple(option for option in terms.options if option.number == NONE)
        return (*sorted(terms.named, key=place), *others)

    @property
    def is_shuffled(self) -> bool:
        """Whether options stand in another order for everybody."""
        return Hint.ANCHORING in self.decision.terms.hints

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria on this page."""
        terms = self.decision.terms
        return terms.criteria if self.pages == 1 else terms.criteria[self.page - 1 : self.page]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        terms = self.decision.terms
        return len(terms.criteria) if terms.method is Method.MATRIX else 1

    @property
    def empty_elsewhere(self) -> int:
        """How many cells on the other pages are empty."""
        here = {criterion.number for criterion in self.criteria}
        cells = len(self.decision.terms.options) * (self.pages - 1)
        return cells - sum(mark.criterion not in here for mark in self.answer)

    def value(self, option: int, criterion: int = 0) -> int | None:
        """The number that was given there, if any."""
        return next(
            (one.value for one in self.answer if (one.option, one.criterion) == (option, criterion)), None
        )

    def filled(self, page: Page) -> "Paper":
        """The ballot with this page as it came back; what its fields say replaces what stood there."""
        kept = tuple(mark for mark in self.answer if mark.field not in page.fields)
        return replace(self, answer=tuple(sorted((*kept, *page.marks))), page=page.number)

    def left(self) -> HalfFilled | None:
        """What is worth keeping where it is left half filled; None where it says nothing, or what counts already."""
        if self.answer == (self.counts or ()):
            return None
        options = {option.number: option.text for option in self.decision.terms.options}
        return HalfFilled(self.answer, self.decision.version, options)

    def turned(self, by: int) -> "Paper":
        """The ballot on another page, so many further; never beyond the first or the last."""
        return replace(self, page=min(max(self.page + by, 1), self.pages), begun=False)


def bounds(terms: Terms) -> tuple[int, int]:
    """The lowest and the highest number that can be given to an option."""
    return {
        Method.SCORE: (0, HIGHEST_SCORE),
        Method.RANKED: (1, len(terms.options)),
        Method.DOTS: (0, terms.dots),
        Method.MATRIX: (LOWEST_CELL, HIGHEST_CELL),
    }.get(terms.method, (1, 1))


def check_page(page: Page, terms: Terms) -> None:
    """Raises Refusal in the fields where something else stands than a number that can be given there."""
    if page.wrong:
        raise Refusal.in_fields(page.wrong)
    check_range(page.marks, *bounds(terms))


def may_be_left(terms: Terms) -> bool:
    """Whether a ballot of these terms can be left half filled and taken up again."""
    return terms.method in NUMBERED


def fitting(left: HalfFilled, decision: Decision) -> Answer:
    """What of a half-filled ballot still means something, and can stand in its fields."""
    # Since the wording was free, what has another name now may be something else.
    terms, may_differ = decision.terms, left.version < decision.earliest
    lowest, highest = bounds(terms)
    criteria = set(terms.weights) or {0}

    def fits(mark: Mark) -> bool:
        option = terms.option(mark.option)
        if option is None or mark.criterion not in criteria or not lowest <= mark.value <= highest:
            return False
        return not may_differ or left.options.get(mark.option) == option.text

    return tuple(filter(fits, left.answer))
