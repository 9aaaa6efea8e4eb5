"""The values of a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rituals.decisions.answer import Answer
from rituals.ids import Channel, DecisionId, DraftId, Person, Team

FEWEST_OPTIONS, MOST_OPTIONS = 2, 15
LONGEST_QUESTION, LONGEST_CONTEXT, LONGEST_OPTION = 300, 3000, 75
LONGEST_REASON = 500
MOST_PEOPLE = 100  # Chosen by name at a time.


class Method(StrEnum):
    """How an answer is given and counted."""

    SINGLE = "single"
    APPROVAL = "approval"


class Secrecy(StrEnum):
    """Who may see what was answered. It is never loosened later."""

    OPEN = "open"  # Who answered what, to those who answered themselves, and to all after the close.
    PRIVATE = "private"  # Only totals, and only after the close.


class Voters(StrEnum):
    """Whom a decision asks."""

    CHANNEL = "channel"
    PEOPLE = "people"
    GROUP = "group"
    ANYONE = "anyone"  # Whoever is in the channel when they answer; nothing is counted against a whole.


class State(StrEnum):
    """Where a decision stands."""

    OPEN = "open"
    STALLED = "stalled"  # The deadline has come and the quorum was missed.
    COUNTING = "counting"
    DECIDED = "decided"
    NO_DECISION = "no_decision"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing can change any more."""
        return self in (State.DECIDED, State.NO_DECISION, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers; its number stays the same for as long as the decision lives."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must answer: a number of people, or per cent of the electorate. 0 asks for nothing."""

    amount: int = 0
    percent: bool = False

    def of(self, seats: int) -> int:
        """The people needed out of `seats`; percentages round up."""
        return -(-self.amount * seats // 100) if self.percent else self.amount


@dataclass(frozen=True, slots=True)
class Terms:
    """What is put to the team: everything that the person who opens a decision has chosen."""

    channel: Channel
    question: str
    context: str
    options: tuple[Option, ...]
    method: Method
    fewest: int  # Fewest and most options on one ballot; both 1 in a single choice.
    most: int
    secrecy: Secrecy
    voters: Voters
    quorum: Quorum
    closes_at: datetime
    close_when_all: bool

    @property
    def by_button(self) -> bool:
        """Whether a single press on the card is a whole answer: few options with short names."""
        return (
            self.method is Method.SINGLE
            and len(self.options) <= 5
            and all(len(option.text) <= 24 for option in self.options)
        )

    def option(self, number: int) -> Option | None:
        """The option of this number, if there is one."""
        return next((option for option in self.options if option.number == number), None)


@dataclass(frozen=True, slots=True)
class Result:
    """What the count came to: votes by option number, in the order of the options; never changed again."""

    votes: Mapping[int, int]
    ballots: int
    leaders: tuple[int, ...]  # Those with the most votes: several in a tie, none where nobody voted.


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it stands."""

    team: Team
    id: DecisionId
    draft: DraftId
    owner: Person
    terms: Terms
    state: State
    version: int  # Counts the wordings of the question, from 1.
    change: str  # What the last amendment changed, in words; empty where nobody had answered yet.
    seats: int  # The denominator: the electorate without those who left before they answered.
    answered: int
    extended: bool  # Whether a stalled decision was given more time; that is granted once.
    opened_at: datetime
    closed_at: datetime | None = None
    ending: str = ""  # The reason of a cancellation, in the words of the person who cancelled.
    result: Result | None = None
    added: int = 0  # How many were added to the electorate after it opened.
    nudged: int = 0  # How often those who had not answered were reminded: twice at most, whatever moves.
    earliest: int = 1  # The version of the last wording that was free: answers to older ones are refused.

    @property
    def quorum_met(self) -> bool:
        """Whether enough people have answered."""
        return self.answered >= self.terms.quorum.of(self.seats)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's answer; None once it was withdrawn or forgotten."""

    answer: Answer | None
    version: int
    action_ts: str  # Slack's time of the last click that counted, '' when it came from a form.
    withdrawn: bool = False

    @property
    def counts(self) -> bool:
        """Whether this person has answered."""
        return not self.withdrawn


@dataclass(frozen=True, slots=True)
class Seat:
    """A person before a decision: whether they are asked, and what they answered."""

    asked: bool
    ballot: Ballot | None = None

    @property
    def has_answered(self) -> bool:
        """Whether an answer of this person counts now."""
        return self.ballot is not None and self.ballot.counts
