"""The course of an RFC: which act leads from which state to which, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rituals.refusal import Refusal
from rituals.rfcs import course, owning
from rituals.rfcs.course import Opening, Turn, open_review, reach_end, settle, turn_of
from rituals.rfcs.model import Concern, Reviewers, Rfc, Stance, State
from rituals.rfcs.standing import Review, review_of
from tests.rfcs.making import (
    ACCEPTED,
    ANN,
    BEN,
    BERLIN,
    CHEN,
    DANA,
    DAY,
    EMIL,
    FINAL,
    HOUR,
    LAZY,
    MONDAY,
    NEXT_MONDAY,
    POSTPONED,
    REJECTED,
    RFC,
    SUPERSEDED,
    WITHDRAWN,
    concern_of,
    position,
    standing,
)

AGREED = standing(ben=Stance.APPROVE, chen=Stance.APPROVE, dana=None)
OF_BEN, OF_EMIL = concern_of(BEN), concern_of(EMIL)
FRIDAY_NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
ENDED = {"accepted": ACCEPTED, "rejected": REJECTED, "withdrawn": WITHDRAWN, "superseded": SUPERSEDED}
DUE = FINAL, NEXT_MONDAY  # The end has come, and the clock has not.


def settled(rfc: Rfc, reviewers: Reviewers = AGREED, *concerns: Concern, now: datetime = MONDAY) -> Rfc:
    return settle(rfc, review_of(rfc, reviewers, concerns), now, BERLIN)


def test_it_opens_under_review_and_lazy_consensus_knows_its_end_from_the_start() -> None:
    opening = Opening(RFC.team, RFC.draft, ANN, RFC.terms)
    assert open_review(opening, MONDAY, BERLIN) == replace(RFC, number=0)
    lazy = open_review(replace(opening, terms=LAZY.terms), MONDAY, BERLIN)
    assert (lazy.state, lazy.final_ends) == (State.REVIEW, NEXT_MONDAY)


def test_final_comment_starts_by_itself_and_lasts_five_business_days_until_five_oclock() -> None:
    started = settled(RFC)
    assert started == FINAL
    assert turn_of(RFC, started) is Turn.STARTED
    assert settled(started) is started
    longer = replace(RFC, terms=replace(RFC.terms, days=1))
    assert settled(longer, now=FRIDAY_NOON).final_ends == NEXT_MONDAY
    assert settled(RFC, standing(ben=Stance.APPROVE, chen=None)) is RFC


def test_at_its_end_it_is_accepted_and_not_before() -> None:
    assert reach_end(FINAL, NEXT_MONDAY) == ACCEPTED
    assert reach_end(FINAL, NEXT_MONDAY - HOUR) is FINAL
    assert turn_of(FINAL, ACCEPTED) is Turn.ACCEPTED
    for rfc in (RFC, replace(FINAL, paused_at=MONDAY), *ENDED.values(), POSTPONED):
        assert reach_end(rfc, NEXT_MONDAY) is rfc


@pytest.mark.parametrize(
    ("reviewers", "concerns"),
    [
        ({**AGREED, BEN: position(Stance.CONCERN)}, [OF_BEN]),
        (AGREED, [replace(OF_EMIL, blocks=True)]),
        ({**AGREED, DANA: position(Stance.HOLD)}, []),
        ({**AGREED, CHEN: replace(position(Stance.APPROVE), withdrawn=True)}, []),
        ({**AGREED, CHEN: None}, []),
    ],
)
def test_what_makes_the_conditions_fail_ends_final_comment(
    reviewers: Reviewers, concerns: list[Concern]
) -> None:
    for before in (FINAL, replace(FINAL, paused_at=MONDAY)):
        back = settled(before, reviewers, *concerns)
        assert back == RFC
        assert turn_of(before, back) is Turn.BACK


def test_a_sign_off_that_goes_stale_ends_final_comment() -> None:
    assert settled(replace(FINAL, version=2, counts_from=2)).state is State.REVIEW
    assert settled(replace(FINAL, version=2)).state is State.FINAL  # It was editorial.


def test_somebody_elses_concern_pauses_final_comment_and_it_goes_on_with_the_time_that_was_left() -> None:
    paused = settled(FINAL, AGREED, OF_EMIL, now=FRIDAY_NOON)
    assert paused == replace(FINAL, paused_at=FRIDAY_NOON)
    assert turn_of(FINAL, paused) is Turn.PAUSED
    assert settled(paused, AGREED, OF_EMIL, now=NEXT_MONDAY + DAY) is paused
    # Fourteen working hours were left: six on Friday, eight on Monday.
    resumed = settled(
        paused, AGREED, replace(OF_EMIL, blocks=False), now=datetime(2026, 11, 27, 11, tzinfo=UTC)
    )
    assert resumed == replace(FINAL, final_ends=datetime(2026, 11, 30, 16, tzinfo=UTC))
    assert turn_of(paused, resumed) is Turn.RESUMED


def test_where_hardly_any_time_was_left_there_is_an_hour() -> None:
    paused = settled(FINAL, AGREED, OF_EMIL, now=NEXT_MONDAY - HOUR / 60)
    assert settled(paused, AGREED, now=FRIDAY_NOON).final_ends == FRIDAY_NOON + HOUR


def test_a_concern_that_blocks_after_all_brings_it_back_to_review() -> None:
    paused = settled(FINAL, AGREED, OF_EMIL)
    assert settled(paused, AGREED, replace(OF_EMIL, blocks=True)) == RFC


def test_nothing_follows_any_more_once_the_end_has_come() -> None:
    rfc, now = DUE
    assert settled(rfc, {}, OF_BEN, now=now) is rfc
    for ended in (*ENDED.values(), POSTPONED):
        assert settled(ended) is ended


def test_lazy_consensus_is_accepted_at_the_first_moment_at_which_its_days_are_over_and_it_is_agreed() -> None:
    agreed = settled(LAZY)
    assert (agreed.state, agreed.final_ends) == (State.FINAL, NEXT_MONDAY)
    assert reach_end(agreed, NEXT_MONDAY).state is State.ACCEPTED
    back = settled(agreed, AGREED, OF_EMIL)
    assert back == LAZY
    late = settled(back, now=NEXT_MONDAY + HOUR)
    assert (late.state, late.closed_at) == (State.ACCEPTED, NEXT_MONDAY + HOUR)
    assert turn_of(back, late) is Turn.ACCEPTED
    assert settled(LAZY, standing(ben=Stance.APPROVE), now=NEXT_MONDAY + HOUR) is LAZY


def test_the_decider_postpones_with_a_reason_and_an_owner_takes_it_up() -> None:
    postponed = course.postpone(FINAL, EMIL, " After the move. ", MONDAY)
    assert postponed == POSTPONED
    assert turn_of(FINAL, postponed) is None
    assert course.take_up(postponed, ANN, MONDAY, BERLIN) == RFC
    lazy = course.take_up(course.postpone(LAZY, EMIL, "Later.", MONDAY), ANN, MONDAY + 7 * DAY, BERLIN)
    assert lazy.final_ends == NEXT_MONDAY + 7 * DAY
    with pytest.raises(Refusal, match="under review already"):
        course.take_up(RFC, ANN, MONDAY, BERLIN)


@pytest.mark.parametrize("rfc", [RFC, FINAL, POSTPONED])
def test_the_decider_rejects_with_a_reason_and_an_owner_withdraws_with_or_without(rfc: Rfc) -> None:
    assert course.reject(rfc, EMIL, "Too dear.", MONDAY) == REJECTED
    assert course.withdraw(rfc, ANN, " ", MONDAY) == WITHDRAWN
    assert course.withdraw(rfc, ANN, "Solved.", MONDAY).ending == "Solved."
    with pytest.raises(Refusal, match="Write a reason"):
        course.reject(rfc, EMIL, " ", MONDAY)


def test_an_admin_withdraws_what_others_write_for_a_reason() -> None:
    withdrawn = course.withdraw(RFC, DANA, "It was about somebody.", MONDAY, admin=True)
    assert (withdrawn.state, withdrawn.ended_by) == (State.WITHDRAWN, DANA)
    with pytest.raises(Refusal, match="Write a reason"):
        course.withdraw(RFC, DANA, " ", MONDAY, admin=True)
    assert course.withdraw(RFC, ANN, "", MONDAY, admin=True) == course.withdraw(RFC, ANN, "", MONDAY)
    with pytest.raises(Refusal, match="was withdrawn"):
        course.withdraw(withdrawn, DANA, "Once more.", MONDAY, admin=True)


def test_who_may_do_what() -> None:
    acts: list[tuple[Callable[[], object], str]] = [
        (lambda: course.reject(RFC, ANN, "No.", MONDAY), "Only the decider"),
        (lambda: course.postpone(RFC, BEN, "No.", MONDAY), "Only the decider"),
        (lambda: course.withdraw(RFC, EMIL, "", MONDAY), "Only the author"),
        (lambda: course.take_up(POSTPONED, EMIL, MONDAY, BERLIN), "Only the author"),
        (lambda: course.postpone(POSTPONED, EMIL, "No.", MONDAY), "is postponed"),
        (lambda: owning.hand_over(RFC, BEN, BEN, True, MONDAY), "Only the author"),
        (lambda: owning.share(RFC, BEN, (BEN,), False, MONDAY), "Only the author"),
        (lambda: owning.take_over(RFC, BEN, False, True, MONDAY), "still here"),
        (lambda: owning.name_decider(RFC, EMIL, BEN, True, MONDAY), "Only the author"),
        (lambda: owning.name_decider(RFC, ANN, EMIL, True, MONDAY), "decides already"),
        (lambda: owning.name_decider(RFC, ANN, BEN, False, MONDAY), "can't see the channel"),
    ]
    for act, sentence in acts:
        with pytest.raises(Refusal, match=sentence):
            act()


@pytest.mark.parametrize(("rfc", "now"), [*((rfc, MONDAY) for rfc in ENDED.values()), DUE])
def test_once_it_has_ended_nothing_changes_whether_or_not_the_clock_has_come(rfc: Rfc, now: datetime) -> None:
    acts: list[Callable[[], object]] = [
        lambda: course.reject(rfc, EMIL, "No.", now),
        lambda: course.postpone(rfc, EMIL, "No.", now),
        lambda: course.withdraw(rfc, ANN, "", now),
        lambda: course.take_up(rfc, ANN, now, BERLIN),
        lambda: owning.hand_over(rfc, ANN, BEN, True, now),
        lambda: owning.share(rfc, ANN, (BEN,), False, now),
        lambda: owning.take_over(rfc, BEN, True, True, now),
        lambda: owning.name_decider(rfc, ANN, BEN, True, now),
    ]
    for act in acts:
        with pytest.raises(Refusal, match=r"was|is accepted"):
            act()


def test_another_accepted_rfc_takes_the_place_of_an_accepted_one() -> None:
    successor = replace(ACCEPTED, number=9, owner=BEN)
    assert course.supersede(ACCEPTED, EMIL, successor) == SUPERSEDED
    assert course.supersede(ACCEPTED, BEN, successor).superseded_by == 9
    for old, by, new, sentence in [
        (ACCEPTED, ANN, successor, "Only the author of RFC-9 or the decider of RFC-7"),
        (ACCEPTED, EMIL, ACCEPTED, "its own place"),
        (ACCEPTED, EMIL, replace(RFC, number=9), "RFC-9 has to be accepted first"),
        (SUPERSEDED, EMIL, successor, "not in force"),
        (FINAL, EMIL, successor, "not in force"),
    ]:
        with pytest.raises(Refusal, match=sentence):
            course.supersede(old, by, new)


def test_where_the_author_decides_whoever_owns_it_next_does() -> None:
    own = replace(RFC, terms=replace(RFC.terms, decider=ANN), co_owners=(CHEN,))
    assert owning.hand_over(own, ANN, BEN, True, MONDAY).terms.decider == BEN
    assert owning.take_over(own, BEN, True, True, MONDAY).terms.decider == BEN
    left = owning.inherit(own, {CHEN})
    assert (left.owner, left.terms.decider, left.co_owners) == (CHEN, CHEN, ())
    assert owning.inherit(own, {BEN}) == own
    assert owning.hand_over(RFC, ANN, BEN, True, MONDAY).terms.decider == EMIL
    assert owning.inherit(RFC, {EMIL}).owner == EMIL
    assert owning.share(RFC, ANN, (ANN, BEN), False, MONDAY).owners == (ANN, BEN)
    assert owning.name_decider(RFC, ANN, BEN, True, MONDAY).terms.decider == BEN


def test_a_profile_is_not_mistaken_for_the_other() -> None:
    review = Review(approved=(BEN,))
    assert settle(RFC, review, MONDAY, BERLIN).state is State.FINAL
    assert settle(LAZY, review, MONDAY, BERLIN) is LAZY
