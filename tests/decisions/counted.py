"""Decisions of every method that were counted, from ballots by hand: for tests of what people read of a result."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from rituals.decisions.answer import Answer, Mark, choosing
from rituals.decisions.course import announce
from rituals.decisions.criteria import Criterion
from rituals.decisions.model import Decision, State
from rituals.decisions.tally import count
from rituals.decisions.terms import (
    NONE_OF_THESE,
    Detail,
    Level,
    Method,
    Option,
    Quorum,
    Reversibility,
    Secrecy,
    Terms,
    Threshold,
)
from rituals.ids import Person
from tests.decisions.making import ANN, BEN, CHEN, DANA, DECISION, HOUR, TERMS, WEDNESDAY, options

PEOPLE = (
    ANN,
    BEN,
    CHEN,
    DANA,
    Person("UELI"),
    Person("UFAY"),
    Person("UGIO"),
    Person("UHAL"),
    Person("UIDA"),
)
ABSTAINED: Answer = ()

LIKED = replace(TERMS, method=Method.APPROVAL, most=3)
SCORED = replace(TERMS, method=Method.SCORE, most=3)
RANKED = replace(TERMS, method=Method.RANKED, most=3)
DOTTED = replace(TERMS, method=Method.DOTS, most=3, dots=5)
WEIGHED = replace(
    TERMS,
    method=Method.MATRIX,
    most=3,
    criteria=(Criterion(1, "Cost", 30), Criterion(2, "Speed", 50), Criterion(3, "Risk", 20)),
)
PAIR = replace(WEIGHED, options=options("Kafka", "SQS"))


def scoring(*scores: int) -> Answer:
    """A score, or dots, for each option from the first on."""
    return tuple(Mark(option, value=score) for option, score in enumerate(scores, 1))


def ordering(order: str) -> Answer:
    """“1 3=2”: the first option before the third and the second, which are level."""
    return tuple(
        sorted(
            Mark(int(option), value=place)
            for place, tied in enumerate(order.split(), 1)
            for option in tied.split("=")
        )
    )


def weighing(*rows: Sequence[int]) -> Answer:
    """Scores for each option on each criterion; 0 leaves a cell empty."""
    return tuple(
        Mark(option, criterion, score)
        for option, row in enumerate(rows, 1)
        for criterion, score in enumerate(row, 1)
        if score
    )


def counted(terms: Terms, *ballots: Answer, seats: int = 9) -> Decision:
    """The decision after these people's ballots were counted."""
    closed = replace(
        DECISION,
        terms=terms,
        state=State.COUNTING,
        seats=seats,
        answered=len(ballots),
        closed_at=WEDNESDAY + HOUR,
    )
    return announce(closed, count(Counter(ballots), terms))


def cast(*ballots: Answer) -> list[tuple[Person, Answer]]:
    """Who gave these ballots."""
    return list(zip(PEOPLE, ballots, strict=False))


THE_CYCLE = (ordering("1 2 3"), ordering("2 3 1"), ordering("3 1 2"))
RESOLVED = (*[ordering("1 2 3")] * 4, *[ordering("2 3 1")] * 3, *[ordering("3 1 2")] * 2)
FULL_MATRIX = (
    weighing((2, 5, 4), (5, 3, 2), (3, 3, 3)),
    weighing((1, 5, 3), (4, 3, 4), (3, 4, 3)),
    weighing((2, 4, 4), (5, 2, 3), (3, 3, 1)),
)

QUORATE = Quorum(3)
WITH_NONE = (*TERMS.options, NONE_OF_THESE)

BALLOTS: Mapping[str, tuple[Terms, tuple[Answer, ...]]] = {
    "single-one-vote": (TERMS, (choosing([2]),)),
    "single-all-equal": (TERMS, (choosing([1]), choosing([2]), choosing([3]))),
    "single-some-abstained": (
        replace(TERMS, quorum=QUORATE),
        (choosing([2]), choosing([2]), choosing([1]), ABSTAINED, ABSTAINED),
    ),
    "single-all-abstained": (TERMS, (ABSTAINED, ABSTAINED)),
    "single-none-of-these": (
        replace(TERMS, options=WITH_NONE),
        (choosing([0]), choosing([0]), choosing([1])),
    ),
    "single-below-threshold": (
        replace(TERMS, threshold=Threshold(60)),
        (choosing([2]), choosing([2]), choosing([1]), choosing([3])),
    ),
    "single-threshold-met": (
        replace(TERMS, threshold=Threshold(60)),
        (choosing([2]), choosing([2]), choosing([1]), ABSTAINED),
    ),
    "single-below-threshold-of-all": (
        replace(TERMS, threshold=Threshold(50, of_all=True)),
        (choosing([2]), choosing([2]), choosing([1])),
    ),
    "approval": (
        replace(LIKED, options=WITH_NONE),
        (choosing([1, 2]), choosing([2, 3]), choosing([2]), choosing([0])),
    ),
    "approval-private": (
        replace(LIKED, secrecy=Secrecy.PRIVATE),
        (choosing([1, 2]), choosing([2, 3]), ABSTAINED),
    ),
    "score": (SCORED, (scoring(5, 2, 3), scoring(4, 2, 3), scoring(0, 4, 3), scoring(5, 4, 3))),
    "score-tie": (SCORED, (scoring(5, 2, 0), scoring(0, 3, 0))),
    "score-nearly-level": (SCORED, (*[scoring(3, 3, 0)] * 299, scoring(4, 3, 0))),
    "ranked": (RANKED, (ordering("2 1 3"), ordering("2 3"), ordering("1=2"), ordering("1 2 3"))),
    "ranked-cycle-of-three": (RANKED, THE_CYCLE),
    "ranked-cycle-resolved": (RANKED, RESOLVED),
    "ranked-cycle-below-the-winner": (
        replace(RANKED, options=options("Kafka", "SQS", "NATS", "Redis")),
        (ordering("4 1 2 3"), ordering("4 2 3 1"), ordering("4 3 1 2")),
    ),
    "ranked-draw": (RANKED, (ordering("1 2 3"), ordering("2 1 3"))),
    "ranked-ahead-by-a-chain-only": (
        RANKED,
        (ordering("1 2 3"), ordering("1 2 3"), ordering("3 1 2"), ordering("2 3 1")),
    ),
    "ranked-two-options": (replace(RANKED, options=TERMS.options[:2]), (ordering("2 1"), ordering("2"))),
    "dots": (DOTTED, (scoring(3, 2), scoring(0, 1, 4), scoring(5), ABSTAINED)),
    "dots-tie": (DOTTED, (scoring(3, 2), scoring(2, 3))),
    "matrix": (WEIGHED, FULL_MATRIX),
    "matrix-empty-cells": (
        WEIGHED,
        (weighing((2, 5, 4), (5, 3, 0), (3, 0, 0)), weighing((1, 5, 3), (4, 3, 0), (0, 0, 0))),
    ),
    "matrix-tie": (PAIR, (weighing((3, 4, 2), (3, 4, 2)),)),
    "matrix-no-weight-matters": (PAIR, (weighing((5, 4, 4), (3, 4, 2)),)),
    "matrix-one-scored": (PAIR, (weighing((5, 4, 4), (0, 0, 0)),)),
    "matrix-with-decider": (replace(WEIGHED, decider=BEN), FULL_MATRIX),
    "single-below-threshold-with-decider": (
        replace(TERMS, decider=BEN, threshold=Threshold(60)),
        (choosing([2]), choosing([1]), choosing([2]), choosing([3])),
    ),
    "single-none-of-these-with-decider": (
        replace(TERMS, decider=BEN, options=WITH_NONE),
        (choosing([0]), choosing([0]), choosing([1])),
    ),
    "single-tie-with-decider": (replace(TERMS, decider=BEN), (choosing([1]), choosing([2]))),
}
"""The ballots of each method as they may fall, by name."""

COUNTED = {name: counted(terms, *ballots) for name, (terms, ballots) in BALLOTS.items()}

KAFKA = Detail(
    "A log that we run ourselves, on three machines.",
    "We know it\nReplays are cheap",
    "- Somebody has to be on call",
    Level.HIGH,
    Level.LOW,
    "Two people stay on the team who know it.",
)
DESCRIBED = (
    Option(1, "Kafka", KAFKA),
    Option(
        2, "SQS", Detail("A managed queue; one pays for what one uses.", cons="No replays", cost=Level.LOW)
    ),
    Option(3, "NATS"),
    NONE_OF_THESE,
)
EVERYTHING = replace(
    DECISION,
    co_owners=(CHEN,),
    terms=replace(
        LIKED,
        options=DESCRIBED,
        recommended=2,
        threshold=Threshold(60, of_all=True),
        quorum=Quorum(50, percent=True),
        decider=BEN,
        reversibility=Reversibility.ONE_WAY,
        review_on=date(2027, 3, 1),
        suggest_until=WEDNESDAY - 24 * HOUR,
        follows=12,
    ),
)
