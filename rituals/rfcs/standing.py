"""How a review stands: who has signed off, what is open, and so what it waits for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rituals.ids import Person
from rituals.rfcs.model import APPROVING, Concern, Profile, Reviewers, Rfc, Stance, Standing, State
from rituals.rfcs.reviewing import counts

TOO_MANY_OUTSTANDING = 3
LAZY_APPROVALS = 2


@dataclass(frozen=True, slots=True)
class Review:
    """How a review stands. Each reviewer has approved, has a concern, is outstanding, or has declined.

    Those whose sign-off is on an older version, and those who hold, are among the outstanding.
    """

    approved: tuple[Person, ...] = ()
    concerned: tuple[Person, ...] = ()
    outstanding: tuple[Person, ...] = ()
    declined: tuple[Person, ...] = ()
    stale: tuple[Person, ...] = ()
    holding: tuple[Person, ...] = ()
    unruled: tuple[Concern, ...] = ()  # The author has to rule whether they block.
    unanswered: tuple[Concern, ...] = ()  # The author has to answer them.
    unconfirmed: tuple[Concern, ...] = ()  # Whoever raised them has to say whether the answer will do.

    @property
    def open_concerns(self) -> tuple[Concern, ...]:
        """The concerns that keep it from being accepted."""
        return (*self.unruled, *self.unanswered, *self.unconfirmed)

    @property
    def electorate(self) -> int:
        """How many reviewers there are without those who have declined."""
        return len(self.approved) + len(self.concerned) + len(self.outstanding)

    @property
    def awaited(self) -> tuple[Person, ...]:
        """The reviewers who have yet to say something: those outstanding who do not hold."""
        return tuple(person for person in self.outstanding if person not in self.holding)

    @property
    def has_majority(self) -> bool:
        """Whether more than half of the reviewers who have not declined have approved, and somebody has."""
        return 2 * len(self.approved) > self.electorate


def review_of(rfc: Rfc, reviewers: Reviewers, concerns: Iterable[Concern]) -> Review:
    """How the review of this RFC stands. Who writes an RFC is no reviewer of it, whatever they were before."""
    open_concerns = tuple(one for one in concerns if one.is_open)
    raisers = {one.raiser for one in open_concerns}
    sorted_out: dict[str, list[Person]] = {}
    for person, position in reviewers.items():
        if person in rfc.owners:
            continue
        stance = position.stance if position and not position.withdrawn else None
        if stance == Stance.DECLINE:
            where = ["declined"]
        elif stance == Stance.CONCERN and person in raisers:
            where = ["concerned"]
        elif stance == Stance.HOLD:
            where = ["outstanding", "holding"]
        elif stance in APPROVING:
            where = ["approved"] if counts(rfc, position) else ["outstanding", "stale"]
        else:
            where = ["outstanding"]
        for each in where:
            sorted_out.setdefault(each, []).append(person)
    ruled = [one for one in open_concerns if one.blocks is not None]
    return Review(
        **{where: tuple(people) for where, people in sorted_out.items()},
        unruled=tuple(one for one in open_concerns if one.blocks is None),
        unanswered=tuple(one for one in ruled if one.standing is Standing.OPEN),
        unconfirmed=tuple(one for one in ruled if one.standing is Standing.ANSWERED),
    )


def may_go_final(rfc: Rfc, review: Review) -> bool:
    """Whether it will be accepted unless something comes up: final comment starts, or lazy consensus is there."""
    return not review.open_concerns and _is_signed_off(rfc, review)


def may_stay_final(rfc: Rfc, review: Review) -> bool:
    """Whether final comment goes on, or pauses at most: a concern that waits for the author's ruling does not end it."""
    if rfc.terms.profile is Profile.LAZY:
        return may_go_final(rfc, review)  # Its end stands still for nobody.
    return not (review.unanswered or review.unconfirmed) and _is_signed_off(rfc, review)


def _is_signed_off(rfc: Rfc, review: Review) -> bool:
    """Whether enough people have approved, and none asks for time."""
    if review.holding:
        return False
    if rfc.terms.profile is Profile.LAZY:
        return len(review.approved) >= LAZY_APPROVALS
    return review.has_majority and len(review.outstanding) < TOO_MANY_OUTSTANDING


class Wait(StrEnum):
    """What an RFC may wait for."""

    TAKING_UP = "taking_up"  # It is postponed.
    RULING = "ruling"  # The author rules whether concerns block.
    ANSWER = "answer"  # The author answers concerns.
    CONFIRMATION = "confirmation"  # Those who raised concerns say whether the answers will do.
    POSITIONS = "positions"  # Reviewers take a position.
    HOLDS = "holds"  # Reviewers read on.
    REVIEWERS = "reviewers"  # All have declined: the author finds others.
    END = "end"  # Nothing but the day on which it is accepted.


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an RFC waits for, who is awaited, and which concerns it is about."""

    wait: Wait
    people: tuple[Person, ...] = ()
    concerns: tuple[Concern, ...] = ()


def waits_for(rfc: Rfc, review: Review) -> tuple[Waiting, ...]:
    """What it waits for, what comes first first; empty once it has ended."""
    if rfc.state.is_final:
        return ()
    if rfc.state is State.POSTPONED:
        return (Waiting(Wait.TAKING_UP, rfc.owners),)
    raisers = tuple(dict.fromkeys(one.raiser for one in review.unconfirmed))
    waits = [
        (review.unruled, Waiting(Wait.RULING, rfc.owners, review.unruled)),
        (review.unanswered, Waiting(Wait.ANSWER, rfc.owners, review.unanswered)),
        (review.unconfirmed, Waiting(Wait.CONFIRMATION, raisers, review.unconfirmed)),
        (_lacks_positions(rfc, review), Waiting(Wait.POSITIONS, review.awaited)),
        (review.holding, Waiting(Wait.HOLDS, review.holding)),
        (_lacks_reviewers(rfc, review), Waiting(Wait.REVIEWERS, rfc.owners)),
    ]
    return tuple(waiting for is_so, waiting in waits if is_so) or (Waiting(Wait.END),)


def _lacks_positions(rfc: Rfc, review: Review) -> bool:
    """Whether it takes more reviewers' words; by lazy consensus those of anybody."""
    if rfc.terms.profile is Profile.LAZY:
        return len(review.approved) < LAZY_APPROVALS
    is_enough = review.has_majority and len(review.outstanding) < TOO_MANY_OUTSTANDING
    return bool(review.awaited) and not is_enough


def _lacks_reviewers(rfc: Rfc, review: Review) -> bool:
    return rfc.terms.profile is Profile.FINAL_COMMENT and not review.electorate
