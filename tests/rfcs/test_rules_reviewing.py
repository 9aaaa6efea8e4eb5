"""What reviewers may say, what it needs, and which of it counts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rituals.ids import Person
from rituals.positions import Position
from rituals.refusal import Refusal
from rituals.rfcs import reviewing
from rituals.rfcs.model import Reviewers, Rfc, Stance
from rituals.rfcs.reviewing import Reviewer, Taking, counts, joins, lapse, take, withdraw, without_gone
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
    NOBODY_YET,
    POSTPONED,
    REJECTED,
    RFC,
    SUPERSEDED,
    TODAY,
    WITHDRAWN,
    before_it,
    concern_of,
    position,
    standing,
)

APPROVE = Taking(Stance.APPROVE)
HOLD = Taking(Stance.HOLD, until=TODAY + DAY)
REVIEWER = before_it(BEN)
STRANGER = before_it(Person("UFAYE"))
NEWER = replace(RFC, version=3, counts_from=2)


def refused(rfc: Rfc, reviewer: Reviewer, taking: Taking, now: datetime = MONDAY) -> Refusal:
    with pytest.raises(Refusal) as caught:
        take(rfc, reviewer, taking, now, TODAY)
    return caught.value


def test_approving_and_declining_are_one_click() -> None:
    for stance in (Stance.APPROVE, Stance.DECLINE):
        taken = take(RFC, REVIEWER, Taking(stance, action_ts="1.0"), MONDAY, TODAY)
        assert taken == Position(stance, 1, MONDAY, action_ts="1.0")
        assert counts(RFC, taken)


@pytest.mark.parametrize(
    ("taking", "field", "sentence"),
    [
        (Taking(Stance.COMMENTS, " "), "words", "Write your comments, or approve without"),
        (Taking(Stance.COMMENTS, "x" * 2001), "words", "2,001 characters and 2,000 fit"),
        (Taking(Stance.HOLD), "until", "Choose the day"),
        (Taking(Stance.HOLD, until=TODAY), "until", "still to come"),
        (Taking(Stance.HOLD, until=TODAY + 31 * DAY), "until", "30 days at most"),
    ],
)
def test_comments_need_words_and_a_hold_needs_a_day_within_thirty(
    taking: Taking, field: str, sentence: str
) -> None:
    assert sentence in refused(RFC, REVIEWER, taking).fields[field]


def test_comments_and_a_hold_keep_what_was_written() -> None:
    comments = take(RFC, REVIEWER, Taking(Stance.COMMENTS, " Name an owner. "), MONDAY, TODAY)
    assert comments.reason == "Name an owner."
    hold = take(RFC, REVIEWER, Taking(Stance.HOLD, "On leave.", TODAY + 30 * DAY), MONDAY, TODAY)
    assert (hold.reason, hold.until) == ("On leave.", date(2026, 12, 16))
    assert take(RFC, REVIEWER, replace(APPROVE, until=TODAY), MONDAY, TODAY).until is None


@pytest.mark.parametrize(
    ("rfc", "reviewer", "taking", "sentence"),
    [
        (RFC, STRANGER, APPROVE, "has other reviewers"),
        (RFC, before_it(ANN, {ANN: None}), APPROVE, "others sign it off"),
        (RFC, REVIEWER, Taking(Stance.CONCERN), "A concern needs words"),
        (POSTPONED, REVIEWER, APPROVE, "is postponed"),
        (ACCEPTED, REVIEWER, APPROVE, "was accepted"),
        (REJECTED, REVIEWER, APPROVE, "was rejected"),
        (WITHDRAWN, REVIEWER, APPROVE, "was withdrawn"),
        (SUPERSEDED, REVIEWER, APPROVE, "was superseded"),
        (NEWER, REVIEWER, replace(APPROVE, version=1), "there is a version 3 now"),
        (LAZY, STRANGER, HOLD, "has other reviewers"),
    ],
)
def test_a_position_that_cannot_count_is_refused_with_the_reason(
    rfc: Rfc, reviewer: Reviewer, taking: Taking, sentence: str
) -> None:
    assert sentence in refused(rfc, reviewer, taking).sentence


def test_nothing_is_taken_once_final_comment_has_ended_though_the_clock_was_late() -> None:
    assert "Final comment ended" in refused(FINAL, REVIEWER, APPROVE, NEXT_MONDAY).sentence
    assert take(FINAL, REVIEWER, APPROVE, NEXT_MONDAY - HOUR, TODAY).stance == Stance.APPROVE
    paused = replace(FINAL, paused_at=MONDAY)
    assert take(paused, REVIEWER, APPROVE, NEXT_MONDAY, TODAY).stance == Stance.APPROVE


def test_an_older_click_changes_nothing() -> None:
    approved = take(RFC, REVIEWER, replace(APPROVE, action_ts="2.0"), MONDAY, TODAY)
    later = replace(REVIEWER, position=approved)
    assert take(RFC, later, Taking(Stance.DECLINE, action_ts="1.0"), MONDAY, TODAY) is approved
    assert withdraw(RFC, later, "1.0", MONDAY) is approved
    from_form = take(RFC, later, HOLD, MONDAY, TODAY)
    assert (from_form.stance, from_form.action_ts) == (Stance.HOLD, "2.0")


def test_who_has_an_open_concern_resolves_it_before_they_say_anything_else() -> None:
    worried = before_it(BEN, standing(ben=Stance.CONCERN), concern_of(BEN))
    assert "Your concern is open" in refused(RFC, worried, APPROVE).sentence
    with pytest.raises(Refusal, match="say that it is resolved"):
        withdraw(RFC, worried, "", MONDAY)


def test_a_withdrawn_position_does_not_count_and_is_withdrawn_once() -> None:
    gone = withdraw(RFC, before_it(BEN, standing(ben=Stance.APPROVE)), "3.0", MONDAY + HOUR)
    assert (gone.withdrawn, gone.action_ts, counts(RFC, gone)) == (True, "3.0", False)
    for reviewer in (REVIEWER, replace(REVIEWER, position=gone)):
        with pytest.raises(Refusal, match="no position to withdraw"):
            withdraw(RFC, reviewer, "", MONDAY)


@pytest.mark.parametrize(
    ("stance", "stands"),
    [
        (Stance.APPROVE, False),
        (Stance.COMMENTS, False),
        (Stance.CONCERN, True),
        (Stance.HOLD, True),
        (Stance.DECLINE, True),
    ],
)
def test_a_sign_off_on_an_older_version_does_not_count_but_what_else_was_said_stands(
    stance: Stance, stands: bool
) -> None:
    assert counts(NEWER, position(stance)) is stands
    assert counts(NEWER, position(stance, version=2))
    assert not counts(NEWER, None)


def test_a_sign_off_is_on_the_version_that_was_shown() -> None:
    shown = take(NEWER, REVIEWER, replace(APPROVE, version=2), MONDAY, TODAY)
    assert shown.version == 2  # Should somebody object that version 3 is not editorial, this one is stale.
    assert take(NEWER, REVIEWER, APPROVE, MONDAY, TODAY).version == 3
    assert take(NEWER, REVIEWER, replace(APPROVE, version=9), MONDAY, TODAY).version == 3


def test_a_hold_lapses_as_its_day_begins_where_its_holder_lives() -> None:
    hold = position(Stance.HOLD, until=TODAY + DAY)
    midnight = datetime(2026, 11, 16, 23, tzinfo=UTC)
    assert reviewing.lapses_at(hold, BERLIN.zone) == midnight
    assert lapse(hold, midnight - HOUR, BERLIN.zone) is hold
    lapsed = lapse(hold, midnight, BERLIN.zone)
    assert (lapsed.withdrawn, counts(RFC, lapsed)) == (True, False)
    for other in (lapsed, position(Stance.APPROVE)):
        assert lapse(other, midnight + DAY, BERLIN.zone) is other


def test_anybody_may_approve_by_lazy_consensus_and_becomes_a_reviewer_by_it() -> None:
    assert joins(LAZY, STRANGER, Stance.APPROVE)
    assert take(LAZY, STRANGER, APPROVE, MONDAY, TODAY).stance == Stance.APPROVE
    assert not joins(LAZY, STRANGER, Stance.HOLD)
    assert not joins(LAZY, REVIEWER, Stance.APPROVE)
    assert not joins(RFC, STRANGER, Stance.APPROVE)


def test_an_author_adds_reviewers_who_were_none_and_write_nothing_of_it() -> None:
    assert reviewing.add(RFC, ANN, (BEN, EMIL, EMIL), NOBODY_YET, MONDAY) == (EMIL,)
    for by, people, sentence in [
        (BEN, (EMIL,), "Only the author"),
        (ANN, (BEN,), "reviewers already"),
        (ANN, (ANN,), "does not review it"),
    ]:
        with pytest.raises(Refusal, match=sentence):
            reviewing.add(RFC, by, people, NOBODY_YET, MONDAY)


def test_of_those_who_leave_only_a_sign_off_that_counts_stays() -> None:
    reviewers = {
        BEN: position(Stance.APPROVE, version=3),
        CHEN: position(Stance.APPROVE),
        DANA: position(Stance.HOLD, until=TODAY + DAY),
        EMIL: None,
    }
    assert list(without_gone(NEWER, reviewers, {BEN, CHEN, DANA})) == [BEN, EMIL]


def test_an_author_takes_off_reviewers_who_have_said_nothing_but_not_the_last_one() -> None:
    reviewers: Reviewers = {BEN: None, CHEN: None, DANA: position(Stance.APPROVE)}
    assert reviewing.remove(RFC, ANN, (BEN, EMIL), reviewers, MONDAY) == (BEN,)
    assert reviewing.remove(LAZY, ANN, (BEN, CHEN), {BEN: None, CHEN: None}, MONDAY) == (BEN, CHEN)
    refused: list[tuple[Person, tuple[Person, ...], Reviewers, str]] = [
        (BEN, (BEN,), reviewers, "Only the author"),
        (ANN, (EMIL,), reviewers, "no reviewers of this RFC"),
        (ANN, (DANA,), reviewers, "has taken a position, which stands"),
        (ANN, (BEN, CHEN), {BEN: None, CHEN: None}, "One reviewer must be left"),
    ]
    for by, people, among, sentence in refused:
        with pytest.raises(Refusal, match=sentence):
            reviewing.remove(RFC, by, people, among, MONDAY)
