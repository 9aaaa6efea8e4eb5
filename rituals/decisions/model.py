"""The values of a decision as it takes its course. What it asks stands in `terms`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rituals.decisions.answer import Answer
from rituals.decisions.ranked import Duels
from rituals.decisions.spread import Spread
from rituals.decisions.terms import FEWEST_SEALED, Secrecy, Terms
from rituals.ids import DecisionId, DraftId, Person, Ref, Team

RITUAL = "decision"


class State(StrEnum):
    """Where a decision stands."""

    SUGGESTING = "suggesting"  # Options are gathered; voting opens afterwards.
    OPEN = "open"
    STALLED = "stalled"  # The deadline has come and the quorum was missed.
    COUNTING = "counting"
    AWAITING = "awaiting_outcome"  # The vote has advised; the decider has to write what is decided.
    DECIDED = "decided"
    NO_DECISION = "no_decision"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing can change any more."""
        return self in (State.DECIDED, State.NO_DECISION, State.CANCELLED)


UNDER_WAY = tuple(state for state in State if not state.is_final)
NOT_COUNTED = State.SUGGESTING, State.OPEN, State.STALLED  # Whoever comes and goes is counted.


@dataclass(frozen=True, slots=True)
class Result:
    """What the count came to, as totals; everything else about it follows from these. It never changes again.

    `votes` are votes, approvals or dots by option number, in the order of the options. `marks` tell how scores lie, by
    option and criterion (0 where there are none). `duels` tell how many prefer one option to another.
    """

    votes: Mapping[int, int]
    ballots: int
    leaders: tuple[int, ...]  # Those ahead: several in a tie, none where nobody voted.
    abstained: int = 0  # So many of the ballots choose nothing.
    marks: Mapping[tuple[int, int], Spread] = field(default_factory=dict)
    duels: Duels = field(default_factory=dict)

    @property
    def cast(self) -> int:
        """The ballots without abstentions."""
        return self.ballots - self.abstained


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided after the vote, and why, in the words of who decided."""

    by: Person
    chosen: int | None  # None: nothing was decided.
    rationale: str
    written_at: datetime
    trade_offs: str = ""
    success_metrics: str = ""
    fallback: str = ""
    review_on: date | None = None
    confidence: int | None = None  # 1–5
    from_nothing: bool | None = None  # Whether it would be chosen today, had nothing been spent on it.


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
    co_owners: tuple[Person, ...] = ()
    outcome: Outcome | None = None
    asked: int = 0  # How often whoever owes the outcome was asked for it.

    @property
    def ref(self) -> Ref:
        """The decision as one ritual among others."""
        return Ref(self.team, RITUAL, self.id)

    @property
    def owners(self) -> tuple[Person, ...]:
        """The owner, then the co-owners."""
        return self.owner, *self.co_owners

    @property
    def chosen(self) -> int | None:
        """The option that was decided on; None where none was, or not yet."""
        if self.state is not State.DECIDED:
            return None
        return self.outcome.chosen if self.outcome else self.result.leaders[0] if self.result else None

    @property
    def needed(self) -> int:
        """How many must answer; what is sealed is revealed only where enough people stand behind the totals."""
        quorum = self.terms.quorum.of(self.seats)
        return max(quorum, FEWEST_SEALED) if self.terms.secrecy is Secrecy.SEALED else quorum

    @property
    def quorum_met(self) -> bool:
        """Whether enough people have answered."""
        return self.answered >= self.needed


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's answer; None once it was withdrawn or forgotten, and while it is sealed."""

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
