"""The values of a commitment: what it asks, and where it stands as it takes its course."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rituals.electorate import Voters
from rituals.ids import Channel, CommitmentId, DraftId, Person, Ref, Team
from rituals.positions import Position

RITUAL = "commitment"


class Stance(StrEnum):
    """The five positions that a person can take on a proposal."""

    AGREE = "agree"
    RESERVATIONS = "reservations"  # I agree, with reservations.
    DISAGREE = "disagree"  # I disagree, and will commit.
    BLOCK = "block"  # I cannot commit.
    ABSTAIN = "abstain"  # I saw it; it is not my call.


SUPPORT = Stance.AGREE, Stance.RESERVATIONS
DISSENT = Stance.DISAGREE, Stance.BLOCK


class State(StrEnum):
    """Where a commitment stands."""

    OPEN = "open"  # Positions are taken, and hidden.
    STALLED = "stalled"  # The deadline has come, and nobody stands for the proposal or against it.
    REVEALED = "revealed"  # Positions are shown; there is disagreement, and its owners choose how to go on.
    WORKING = "working"  # The disagreement is worked through, step by step.
    ESCALATED = "escalated"  # Blocks are left: the decider decides.
    CONFIRMING = "confirming"  # Decided over disagreement: who dissented is asked whether they will commit.
    DECIDED = "decided"
    DROPPED = "dropped"  # The decider has dropped the proposal.
    NO_DECISION = "no_decision"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing can change any more."""
        return self in (State.DECIDED, State.DROPPED, State.NO_DECISION, State.CANCELLED)

    @property
    def takes_positions(self) -> bool:
        """Whether people can take a position, or change theirs."""
        return self in (State.OPEN, State.REVEALED, State.WORKING)


UNDER_WAY = tuple(state for state in State if not state.is_final)


class Step(StrEnum):
    """The steps by which disagreement is worked through, in their order; each can be skipped."""

    LISTEN = "listen"  # Each side's aims, restated.
    COMMON_GROUND = "common_ground"
    TRADE_OFFS = "trade_offs"  # Made explicit, position by position.
    DATA = "data"  # What would settle it; can it be tried small?
    ESCALATE = "escalate"
    COMMIT = "commit"


class Verdict(StrEnum):
    """What the decider makes of a proposal that is blocked."""

    CARRY = "carry"
    CHANGE = "change"  # Carried in other words, which the decider gives.
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is put to the team."""

    channel: Channel
    proposal: str
    context: str
    aim: str  # What it optimises for.
    trade_offs: str
    evidence: str
    decider: Person  # The owner, where nobody else was named.
    closes_at: datetime
    voters: Voters
    review_on: date | None = None
    follows: int | None = None  # The record of what is taken up anew.


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the decider has decided over blocks, in their own words; `proposal` is the changed one, else ''."""

    by: Person
    verdict: Verdict
    rationale: str
    written_at: datetime
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """How people stood when it was decided. It never changes again.

    `unconfirmed` are those of the dissenters who said no, or nothing; nobody can tell which.
    """

    agree: int
    reservations: int
    committed: int
    unconfirmed: int
    abstained: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment as it stands."""

    team: Team
    id: CommitmentId
    draft: DraftId
    owner: Person
    terms: Terms
    state: State
    seats: int  # The denominator: the electorate without those who left before they answered.
    opened_at: datetime
    version: int = 1  # Counts the wordings of the proposal.
    change: str = ""  # What the last amendment changed, in words; empty where nobody had answered yet.
    earliest: int = 1  # The version of the last wording that was free: positions on older ones are refused.
    answered: int = 0
    phase_ends: datetime | None = None  # Of what follows the reveal: choosing, working, confirming.
    extended: bool = False
    step: Step | None = None  # Where the working through is.
    notes: Mapping[Step, str] = field(
        default_factory=dict
    )  # What came of each step; '' where it was skipped.
    ruling: Ruling | None = None
    result: Result | None = None
    revealed_at: datetime | None = None  # Since when it is shown who stands where.
    closed_at: datetime | None = None  # Since when positions are fixed, and the decider's is shown, too.
    ended_at: datetime | None = None  # Since when nothing can change any more.
    ending: str = ""  # The reason of a cancellation.
    added: int = 0
    nudged: int = 0
    asked: int = 0  # How often the decider was asked to decide.
    co_owners: tuple[Person, ...] = ()
    former: tuple[Person, ...] = ()  # Who were to decide before: theirs stays hidden as the decider's does.
    seen: tuple[Person, ...] = ()  # Who came to decide once theirs was shown: it stays shown.

    @property
    def ref(self) -> Ref:
        """What it is called where any ritual may stand."""
        return Ref(self.team, RITUAL, self.id)

    @property
    def owners(self) -> tuple[Person, ...]:
        """The owner, then the co-owners."""
        return self.owner, *self.co_owners

    @property
    def ends_at(self) -> datetime:
        """When what is under way now ends by itself."""
        return self.phase_ends or self.terms.closes_at

    @property
    def is_hidden(self) -> bool:
        """Whether nobody sees who stands where: not yet, or never, where it ended before that."""
        return self.revealed_at is None

    @property
    def hides_decider(self) -> bool:
        """Whether the decider's position is hidden still, as others would be led by it."""
        return self.closed_at is None


Positions = Mapping[Person, Position]
"""Who stands where, in order of names; those who have withdrawn theirs are not in it."""


class Outcome(StrEnum):
    """What became of a prediction, as one person sees it."""

    TRUE = "true"
    FALSE = "false"
    EARLY = "early"  # Too early to say.


@dataclass(frozen=True, slots=True)
class Forecast:
    """A prediction of somebody who dissented, in the ledger; what became of it the two of them see, nobody else.

    `by_dissenter` and `by_decider` are what each says became of it; None: not yet.
    """

    commitment: CommitmentId
    person: Person
    decider: Person
    signal: str
    due_on: date
    ask_on: date  # When both are asked next: at its day, at the review, and again where it was too early.
    by_dissenter: Outcome | None = None
    by_decider: Outcome | None = None
    published: bool = False  # The dissenter lets the team see what became of it.

    @property
    def came_true(self) -> bool:
        """Whether one of the two says that it did."""
        return Outcome.TRUE in (self.by_dissenter, self.by_decider)

    @property
    def is_settled(self) -> bool:
        """Whether both have said what became of it, and neither that it is too early."""
        return not {None, Outcome.EARLY} & {self.by_dissenter, self.by_decider}


@dataclass(frozen=True, slots=True)
class Totals:
    """The ledger of a team, as numbers without names."""

    waiting: int
    came_true: int
    did_not: int
