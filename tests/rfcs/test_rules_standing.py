"""How a review stands, when final comment may start, and what an RFC waits for."""

from dataclasses import replace

import pytest

from rituals.rfcs.model import Concern, Reviewers, Rfc, Stance, Standing
from rituals.rfcs.standing import Review, Wait, Waiting, may_go_final, may_stay_final, review_of, waits_for
from tests.rfcs.making import (
    ACCEPTED,
    ANN,
    BEN,
    CHEN,
    DANA,
    EMIL,
    FINAL,
    LAZY,
    NOBODY_YET,
    POSTPONED,
    RFC,
    concern_of,
    position,
    standing,
)

YES, COMMENTS, CONCERN, HOLD, NO_CALL = tuple(Stance)
OF_BEN = concern_of(BEN)
OF_EMIL = concern_of(EMIL)
ANSWERED = replace(OF_BEN, standing=Standing.ANSWERED)
RESOLVED = replace(OF_BEN, standing=Standing.RESOLVED)
NEWER = replace(RFC, version=2, counts_from=2)
THREE = standing(ben=YES, chen=COMMENTS, dana=None)


def test_each_reviewer_has_approved_has_a_concern_is_outstanding_or_has_declined() -> None:
    reviewers = {
        **standing(ben=CONCERN, chen=YES, dana=NO_CALL, emil=HOLD),
        ANN: position(YES),  # Who writes an RFC is no reviewer of it, whatever they were before.
    }
    assert review_of(RFC, reviewers, [OF_BEN]) == Review(
        approved=(CHEN,),
        concerned=(BEN,),
        outstanding=(EMIL,),
        declined=(DANA,),
        holding=(EMIL,),
        unanswered=(OF_BEN,),
    )


def test_a_sign_off_on_an_older_version_is_stale_and_outstanding() -> None:
    review = review_of(NEWER, {BEN: position(YES, 2), CHEN: position(COMMENTS), DANA: None}, [])
    assert (review.approved, review.stale, review.outstanding) == ((BEN,), (CHEN,), (CHEN, DANA))
    assert review.awaited == (CHEN, DANA)


def test_who_has_no_open_concern_left_and_who_has_withdrawn_is_outstanding() -> None:
    withdrawn = replace(position(YES), withdrawn=True)
    review = review_of(RFC, {BEN: position(CONCERN), CHEN: withdrawn}, [RESOLVED])
    assert (review.outstanding, review.open_concerns) == ((BEN, CHEN), ())


def test_a_concern_is_open_until_it_is_resolved_or_ruled_not_to_block() -> None:
    ruled_out = replace(OF_EMIL, blocks=False, standing=Standing.ANSWERED)
    review = review_of(RFC, NOBODY_YET, [OF_BEN, ANSWERED, RESOLVED, OF_EMIL, ruled_out])
    assert review.unruled == (OF_EMIL,)
    assert (review.unanswered, review.unconfirmed) == ((OF_BEN,), (ANSWERED,))


FOUR = standing(ben=YES, chen=YES, dana=None, emil=None)


@pytest.mark.parametrize(
    ("reviewers", "concerns", "goes"),
    [
        (THREE, [], True),
        (standing(ben=YES), [], True),
        (FOUR, [], False),  # Half of them is not more than half.
        ({**FOUR, EMIL: position(NO_CALL)}, [], True),
        (standing(ben=None), [], False),
        (standing(ben=NO_CALL), [], False),
        ({}, [], False),
        (THREE, [OF_EMIL], False),
        (THREE, [ANSWERED], False),
        (THREE, [RESOLVED], True),
        (THREE, [replace(OF_EMIL, blocks=False)], True),
        ({**THREE, DANA: position(HOLD)}, [], False),
        (standing(a=YES, b=YES, c=YES, d=None, e=None), [], True),
        (standing(a=YES, b=YES, c=YES, d=YES, e=None, f=None, g=None), [], False),  # Three are outstanding.
    ],
)
def test_final_comment_may_start_with_more_than_half_no_open_concern_few_outstanding_and_nobody_holding(
    reviewers: Reviewers, concerns: list[Concern], goes: bool
) -> None:
    assert may_go_final(RFC, review_of(RFC, reviewers, concerns)) is goes


def test_a_concern_that_waits_for_a_ruling_keeps_final_comment_from_starting_and_does_not_end_it() -> None:
    review = review_of(RFC, THREE, [OF_EMIL])
    assert (may_go_final(FINAL, review), may_stay_final(FINAL, review)) == (False, True)
    assert not may_stay_final(FINAL, review_of(RFC, THREE, [replace(OF_EMIL, blocks=True)]))
    assert not may_stay_final(LAZY, review_of(LAZY, THREE, [OF_EMIL]))


@pytest.mark.parametrize(
    ("reviewers", "concerns", "agreed"),
    [
        (standing(ben=YES, chen=COMMENTS), [], True),
        (standing(ben=YES, chen=YES, dana=None, emil=None, faye=None), [], True),
        (standing(ben=YES), [], False),
        (standing(ben=YES, chen=YES, dana=HOLD), [], False),
        (standing(ben=YES, chen=YES), [OF_EMIL], False),
    ],
)
def test_lazy_consensus_takes_two_approvals_no_open_concern_and_nobody_holding(
    reviewers: Reviewers, concerns: list[Concern], agreed: bool
) -> None:
    assert may_go_final(LAZY, review_of(LAZY, reviewers, concerns)) is agreed


@pytest.mark.parametrize(
    ("rfc", "reviewers", "concerns", "waits"),
    [
        (RFC, NOBODY_YET, [], [Waiting(Wait.POSITIONS, (BEN, CHEN, DANA))]),
        (RFC, {**NOBODY_YET, BEN: position(HOLD)}, [],
         [Waiting(Wait.POSITIONS, (CHEN, DANA)), Waiting(Wait.HOLDS, (BEN,))]),
        (RFC, standing(ben=NO_CALL), [], [Waiting(Wait.REVIEWERS, (ANN,))]),
        (RFC, standing(ben=CONCERN, chen=YES), [OF_EMIL, OF_BEN],
         [Waiting(Wait.RULING, (ANN,), (OF_EMIL,)), Waiting(Wait.ANSWER, (ANN,), (OF_BEN,))]),
        (RFC, standing(ben=CONCERN, chen=YES), [ANSWERED, ANSWERED],
         [Waiting(Wait.CONFIRMATION, (BEN,), (ANSWERED, ANSWERED))]),
        (FINAL, THREE, [], [Waiting(Wait.END)]),
        (FINAL, THREE, [OF_EMIL], [Waiting(Wait.RULING, (ANN,), (OF_EMIL,))]),
        (LAZY, {}, [], [Waiting(Wait.POSITIONS)]),
        (LAZY, standing(ben=YES, chen=YES, dana=None), [], [Waiting(Wait.END)]),
        (POSTPONED, THREE, [OF_EMIL], [Waiting(Wait.TAKING_UP, (ANN,))]),
        (ACCEPTED, THREE, [], []),
    ],
)  # fmt: skip
def test_an_rfc_says_what_it_waits_for(
    rfc: Rfc, reviewers: Reviewers, concerns: list[Concern], waits: list[Waiting]
) -> None:
    assert list(waits_for(rfc, review_of(rfc, reviewers, concerns))) == waits
