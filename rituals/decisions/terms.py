"""The terms of a decision: everything that the person who opens it has chosen."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rituals.decisions.criteria import Criterion
from rituals.electorate import Voters
from rituals.ids import Channel, Person

FEWEST_OPTIONS, MOST_OPTIONS = 2, 15
LONGEST_QUESTION, LONGEST_CONTEXT, LONGEST_OPTION, LONGEST_DETAIL = 300, 3000, 75, 1000
FEWEST_SEALED = 5  # Fewer answers than these are not revealed: totals would tell who gave them.
NONE = 0
"""The number of the option “None of these”."""


class Method(StrEnum):
    """How an answer is given and counted."""

    SINGLE = "single"
    APPROVAL = "approval"
    SCORE = "score"
    RANKED = "ranked"
    DOTS = "dots"
    MATRIX = "matrix"


class Secrecy(StrEnum):
    """Who may see what was answered. It is never loosened later."""

    OPEN = "open"  # Who answered what, to those who answered themselves, and to all after the close.
    PRIVATE = "private"  # Only totals, and only after the close.
    SEALED = "sealed"  # As private, and stored as ciphertext that is destroyed when the totals are known.


class Level(StrEnum):
    """How much of something an option takes."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Reversibility(StrEnum):
    """Whether what is decided can be taken back."""

    TWO_WAY = "two_way"
    ONE_WAY = "one_way"


class Hint(StrEnum):
    """What keeps a team from fooling itself; each can be switched off."""

    ANCHORING = "anchoring"  # Nobody sees how it stands, or one order for all, before they answered.
    AUTHORITY = "authority"  # The decider's vote stays hidden until the close.
    PARALYSIS = "paralysis"  # More time needs a reason.
    FRAMING = "framing"  # Two options are a dilemma: is there a third?
    CONFIRMATION = "confirmation"  # What is recommended has something against it, too.
    SUNK_COST = "sunk_cost"  # Would you choose this today, from nothing?
    ONE_WAY = "one_way"  # What cannot be taken back deserves a pre-mortem.
    PRECEDENT = "precedent"  # What was decided on something like it.


EVERY_HINT = frozenset(Hint)


@dataclass(frozen=True, slots=True)
class Detail:
    """What is said of an option; `pros` and `cons` have one a line."""

    description: str = ""
    pros: str = ""
    cons: str = ""
    cost: Level | None = None
    risk: Level | None = None
    belief: str = ""  # What would have to be true for it to be the right one.


NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers; its number stays the same for as long as the decision lives."""

    number: int
    text: str
    detail: Detail = NO_DETAIL


NONE_OF_THESE = Option(NONE, "None of these")


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must answer: a number of people, or per cent of the electorate. 0 asks for nothing."""

    amount: int = 0
    percent: bool = False

    def of(self, seats: int) -> int:
        """The people needed out of `seats`; percentages round up."""
        return -(-self.amount * seats // 100) if self.percent else self.amount


@dataclass(frozen=True, slots=True)
class Threshold:
    """The share that an option needs to win: of the votes that choose something, or of everybody asked. 0 asks for nothing."""

    percent: int = 0
    of_all: bool = False

    def needed(self, cast: int, seats: int) -> int:
        """The votes needed, rounded up; `cast` are the ballots without abstentions."""
        return -(-self.percent * (seats if self.of_all else cast) // 100)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is put to the team."""

    channel: Channel
    question: str
    context: str
    options: tuple[Option, ...]  # “None of these” stands last, where it can be chosen.
    method: Method
    fewest: int  # Fewest and most options on one ballot; both 1 in a single choice.
    most: int
    secrecy: Secrecy
    voters: Voters
    quorum: Quorum
    closes_at: datetime
    close_when_all: bool
    dots: int = 0  # How many each person may give.
    criteria: tuple[Criterion, ...] = ()
    threshold: Threshold = Threshold()
    recommended: int | None = None  # The option that the owner would choose.
    decider: Person | None = None  # Who decides after the vote, which advises; None: the vote decides.
    reversibility: Reversibility | None = None
    review_on: date | None = None
    suggest_until: datetime | None = None  # Until then people suggest options, and nobody votes yet.
    hints: frozenset[Hint] = EVERY_HINT
    follows: int | None = None  # The record of the round before, or of what is decided anew.

    @property
    def by_button(self) -> bool:
        """Whether a single press on the card is a whole answer: few options with short names."""
        return (
            self.method is Method.SINGLE
            and len(self.options) <= 5
            and all(len(option.text) <= 24 for option in self.options)
        )

    @property
    def numbers(self) -> list[int]:
        """The numbers of the options, in their order."""
        return [option.number for option in self.options]

    @property
    def named(self) -> tuple[Option, ...]:
        """The options without “None of these”."""
        return tuple(option for option in self.options if option.number != NONE)

    @property
    def weights(self) -> dict[int, int]:
        """The weight of each criterion in per cent."""
        return {criterion.number: criterion.weight for criterion in self.criteria}

    def option(self, number: int) -> Option | None:
        """The option of this number, if there is one."""
        return next((option for option in self.options if option.number == number), None)
