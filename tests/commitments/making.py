"""Values for tests of commitments: one usual commitment, from which each test takes another."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from rituals.commitments.model import (
    Commitment,
    Positions,
    Result,
    Ruling,
    Stance,
    State,
    Step,
    Terms,
    Verdict,
)
from rituals.electorate import Voters
from rituals.ids import Channel, CommitmentId, DraftId, Person, Team
from rituals.positions import Position, Prediction

ANN, BEN, CHEN, DANA = (Person(f"U{name}") for name in ("ANN", "BEN", "CHEN", "DANA"))
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

TERMS = Terms(
    channel=Channel("CPLATFORM"),
    proposal="Move the queue to NATS",
    context="The old queue is full every night.",
    aim="Fewer nights on call",
    trade_offs="A month without new features",
    evidence="",
    decider=ANN,
    closes_at=WEDNESDAY,
    voters=Voters.CHANNEL,
)

COMMITMENT = Commitment(
    team=Team("TMERIDIAN"),
    id=CommitmentId("com1"),
    draft=DraftId("draft1"),
    owner=ANN,
    terms=TERMS,
    state=State.OPEN,
    seats=4,
    opened_at=MONDAY,
)

AGREES = Position(Stance.AGREE, 1, MONDAY + HOUR)
RESERVED = replace(AGREES, stance=Stance.RESERVATIONS, reason="The migration needs a freeze.")
DISAGREES = replace(
    AGREES,
    stance=Stance.DISAGREE,
    reason="SQS does what we need.",
    aims="Nothing of our own at night",
    prediction=Prediction("We are paged for NATS more than once a week", date(2027, 3, 1)),
)
BLOCKS = replace(
    DISAGREES, stance=Stance.BLOCK, reason="Nobody here can run it.", condition="Two of us are trained first"
)
ABSTAINS = replace(AGREES, stance=Stance.ABSTAIN)

POSITIONS: Positions = {ANN: AGREES, BEN: DISAGREES, CHEN: BLOCKS, DANA: RESERVED}

REVEALED = replace(COMMITMENT, state=State.REVEALED, answered=4, revealed_at=WEDNESDAY, phase_ends=FRIDAY)
WORKING = replace(REVEALED, state=State.WORKING, step=Step.COMMON_GROUND)
STALLED = replace(COMMITMENT, state=State.STALLED)
ESCALATED = replace(REVEALED, state=State.ESCALATED, phase_ends=None, closed_at=FRIDAY)
RULING = Ruling(BEN, Verdict.CARRY, "We train two people before the first switch.", FRIDAY + HOUR)
CONFIRMING = replace(ESCALATED, state=State.CONFIRMING, ruling=RULING, phase_ends=FRIDAY + 4 * DAY)
DECIDED = replace(
    CONFIRMING,
    state=State.DECIDED,
    result=Result(agree=5, reservations=1, committed=2, unconfirmed=1, abstained=1),
    seats=12,
    answered=10,
    phase_ends=None,
    ended_at=FRIDAY + 4 * DAY,
)
DROPPED = replace(
    ESCALATED,
    state=State.DROPPED,
    ruling=replace(RULING, verdict=Verdict.DROP, rationale="We can't run it yet."),
    ended_at=FRIDAY + HOUR,
)
