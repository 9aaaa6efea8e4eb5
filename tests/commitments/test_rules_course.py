"""The course of a commitment: the reveal, working through, the close, confirming, and all the ways to end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from rituals.calendar import local_time
from rituals.commitments import course
from rituals.commitments.guards import check_is_as_seen
from rituals.commitments.model import Commitment, Positions, Result, State, Step, Verdict
from rituals.positions import Pledge
from rituals.refusal import Refusal
from tests.commitments.going import BERLIN, fields_of, revealed
from tests.commitments.making import (
    ABSTAINS,
    AGREES,
    ANN,
    BEN,
    BLOCKS,
    CHEN,
    COMMITMENT,
    CONFIRMING,
    DANA,
    DAY,
    DECIDED,
    DISAGREES,
    ESCALATED,
    FRIDAY,
    HOUR,
    MONDAY,
    POSITIONS,
    RESERVED,
    REVEALED,
    RULING,
    STALLED,
    WEDNESDAY,
    WORKING,
)

ALL = {ANN: AGREES, BEN: AGREES, CHEN: AGREES, DANA: RESERVED}
AGAINST = {BEN: DISAGREES, CHEN: DISAGREES}
LISTENING = replace(REVEALED, state=State.WORKING, step=Step.LISTEN)


def pledged(**pledges: Pledge | None) -> Positions:
    """One who agrees, and two who do not and answer so."""
    ben, chen = (replace(DISAGREES, pledge=pledges.get(name)) for name in ("ben", "chen"))
    return {ANN: AGREES, BEN: ben, CHEN: chen}


def test_nothing_is_shown_before_the_deadline_while_somebody_is_awaited() -> None:
    early = WEDNESDAY - HOUR
    assert course.reach_deadline(COMMITMENT, ALL, early, BERLIN) is COMMITMENT
    waiting = replace(COMMITMENT, answered=3)
    assert course.reach_everyone(waiting, ALL, early, BERLIN) is waiting


@pytest.mark.parametrize("by_clock", [True, False])
def test_positions_are_shown_at_the_deadline_or_once_all_are_in(by_clock: bool) -> None:
    everyone = replace(COMMITMENT, answered=4)
    after = (
        revealed(POSITIONS) if by_clock else course.reach_everyone(everyone, POSITIONS, MONDAY + HOUR, BERLIN)
    )
    assert after.state is State.REVEALED
    assert after.revealed_at == (WEDNESDAY if by_clock else MONDAY + HOUR)
    assert after.closed_at is None


def test_where_everybody_has_left_nobody_is_in() -> None:
    deserted = replace(COMMITMENT, seats=0)
    assert course.reach_everyone(deserted, {}, MONDAY, BERLIN) is deserted


@pytest.mark.parametrize("positions", [{}, {BEN: ABSTAINS, CHEN: ABSTAINS}])
def test_where_nobody_stands_for_it_or_against_it_it_stalls(positions: Positions) -> None:
    stalled = revealed(positions)
    assert stalled == replace(COMMITMENT, state=State.STALLED)
    assert revealed(positions, stalled) is stalled


@pytest.mark.parametrize(
    ("positions", "state"),
    [
        (ALL, State.DECIDED),
        ({BEN: AGREES}, State.DECIDED),
        ({BEN: AGREES, CHEN: ABSTAINS}, State.DECIDED),
        ({BEN: DISAGREES}, State.CONFIRMING),
        ({**ALL, DANA: DISAGREES}, State.CONFIRMING),
        (AGAINST, State.REVEALED),
        ({**ALL, DANA: BLOCKS}, State.REVEALED),
        ({BEN: BLOCKS}, State.REVEALED),
        # The decider's own is hidden until the close, and counts then.
        ({ANN: DISAGREES, BEN: DISAGREES}, State.CONFIRMING),
        ({ANN: BLOCKS, BEN: AGREES}, State.ESCALATED),
        ({ANN: BLOCKS, BEN: DISAGREES, CHEN: DISAGREES}, State.REVEALED),
    ],
)
def test_a_block_or_two_disagreements_are_offered_to_be_worked_through_and_little_else_closes_at_once(
    positions: Positions, state: State
) -> None:
    assert revealed(positions).state is state


def test_its_owners_choose_how_to_go_on_within_two_business_days() -> None:
    ends = revealed(POSITIONS).phase_ends
    assert ends is not None
    assert f"{local_time(ends, BERLIN.zone):%a %H:%M}" == "Fri 17:00"


def test_who_works_through_it_chooses_until_when_and_begins_by_listening() -> None:
    working = course.begin_work(REVEALED, ANN, FRIDAY + 3 * DAY, WEDNESDAY + HOUR)
    assert (working.state, working.step, working.phase_ends) == (State.WORKING, Step.LISTEN, FRIDAY + 3 * DAY)


@pytest.mark.parametrize(
    ("commitment", "sentence"),
    [
        (COMMITMENT, "Positions are still being taken"),
        (STALLED, "Its owner can extend it"),
        (WORKING, "worked through already"),
        (ESCALATED, "Positions are closed"),
        (CONFIRMING, "It is decided"),
        (DECIDED, "has ended"),
    ],
)
def test_it_is_worked_through_once_and_after_the_reveal_only(commitment: Commitment, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        course.begin_work(commitment, ANN, FRIDAY + DAY, WEDNESDAY + HOUR)


def test_it_can_not_be_worked_through_in_the_past_or_after_the_time_to_choose() -> None:
    with pytest.raises(Refusal) as refused:
        course.begin_work(REVEALED, ANN, WEDNESDAY, WEDNESDAY + HOUR)
    assert fields_of(refused) == ["closes_picked"]
    with pytest.raises(Refusal, match="The time for this has passed"):
        course.begin_work(REVEALED, ANN, FRIDAY + DAY, FRIDAY)


def test_the_steps_are_gone_through_in_their_order_and_each_can_be_skipped() -> None:
    working, seen = LISTENING, []
    for step in Step:
        seen.append(working.step)
        working = course.go_on(working, ANN, step, "" if step is Step.DATA else f" About {step} ")
    assert seen == list(Step)
    assert working.step is Step.COMMIT
    assert working.notes == {step: "" if step is Step.DATA else f"About {step}" for step in Step}
    assert working.state is State.WORKING


def test_going_on_twice_changes_nothing_and_nobody_writes_over_what_somebody_else_has_written() -> None:
    once = course.go_on(LISTENING, ANN, Step.LISTEN, "Uptime and cost.")
    assert course.go_on(once, ANN, Step.LISTEN, "Uptime and cost.") is once
    with pytest.raises(Refusal, match="gone on to another step meanwhile") as refused:
        course.go_on(once, ANN, Step.LISTEN, "Something else.")
    assert fields_of(refused) == ["note"]
    with pytest.raises(Refusal, match="2,001 characters") as refused:
        course.go_on(once, ANN, Step.COMMON_GROUND, "x" * 2001)
    assert fields_of(refused) == ["note"]
    with pytest.raises(Refusal, match="not being worked through"):
        course.go_on(REVEALED, ANN, Step.LISTEN, "")


@pytest.mark.parametrize("commitment", [REVEALED, WORKING])
@pytest.mark.parametrize(
    ("positions", "state"),
    [
        (ALL, State.DECIDED),
        (AGAINST, State.CONFIRMING),
        ({**ALL, BEN: BLOCKS}, State.ESCALATED),
        ({**ALL, ANN: BLOCKS}, State.ESCALATED),
        ({}, State.NO_DECISION),
        ({BEN: ABSTAINS}, State.NO_DECISION),
    ],
)
def test_it_closes_at_the_end_of_the_phase_or_earlier_by_its_owner(
    commitment: Commitment, positions: Positions, state: State
) -> None:
    assert course.reach_phase_end(commitment, positions, FRIDAY - HOUR, BERLIN) is commitment
    by_clock = course.reach_phase_end(commitment, positions, FRIDAY, BERLIN)
    by_owner = course.close(commitment, ANN, positions, FRIDAY - HOUR, BERLIN)
    for after, moment in ((by_clock, FRIDAY), (by_owner, FRIDAY - HOUR)):
        assert after.state is state
        assert after.closed_at == moment
        assert (after.ended_at == moment) == state.is_final


def test_its_owner_may_show_positions_before_the_deadline_or_end_it_where_there_is_nothing_to_show() -> None:
    assert course.close(COMMITMENT, ANN, POSITIONS, MONDAY, BERLIN).state is State.REVEALED
    nothing = course.close(COMMITMENT, ANN, {BEN: ABSTAINS}, MONDAY, BERLIN)
    assert (nothing.state, nothing.ended_at, nothing.is_hidden) == (State.NO_DECISION, MONDAY, True)
    assert course.close(STALLED, ANN, {}, FRIDAY, BERLIN).state is State.NO_DECISION


@pytest.mark.parametrize("commitment", [ESCALATED, CONFIRMING, DECIDED])
def test_closing_twice_changes_nothing(commitment: Commitment) -> None:
    assert course.close(commitment, ANN, POSITIONS, FRIDAY, BERLIN) is commitment
    assert course.reach_deadline(commitment, POSITIONS, FRIDAY, BERLIN) is commitment
    assert course.reach_phase_end(commitment, POSITIONS, FRIDAY, BERLIN) is commitment


@pytest.mark.parametrize(
    ("positions", "verdict", "state"),
    [
        (POSITIONS, Verdict.CARRY, State.CONFIRMING),
        (POSITIONS, Verdict.CHANGE, State.CONFIRMING),
        (POSITIONS, Verdict.DROP, State.DROPPED),
    ],
)
def test_over_blocks_the_decider_carries_it_changes_it_or_drops_it(
    positions: Positions, verdict: Verdict, state: State
) -> None:
    ruling = replace(RULING, verdict=verdict)
    after = course.rule(ESCALATED, ruling, positions, BERLIN)
    assert (after.state, after.ruling, after.result) == (state, ruling, None)
    assert (after.ended_at == ruling.written_at) == (verdict is Verdict.DROP)
    assert course.rule(after, replace(RULING, rationale="Again"), positions, BERLIN) is after


def test_who_dissents_is_asked_for_two_business_days() -> None:
    ends = revealed({BEN: DISAGREES}).phase_ends
    assert ends is not None
    assert f"{local_time(ends, BERLIN.zone):%a %H:%M}" == "Fri 17:00"


@pytest.mark.parametrize("chen", [Pledge.YES, Pledge.ON_RECORD])
def test_it_is_decided_as_soon_as_all_have_said_that_they_will_commit(chen: Pledge) -> None:
    some, all_of_them = pledged(ben=Pledge.YES), pledged(ben=Pledge.YES, chen=chen)
    assert course.reach_pledges(CONFIRMING, some, FRIDAY + HOUR) is CONFIRMING
    after = course.reach_pledges(CONFIRMING, all_of_them, FRIDAY + HOUR)
    assert (after.state, after.ended_at) == (State.DECIDED, FRIDAY + HOUR)
    assert after.result == Result(agree=1, reservations=0, committed=2, unconfirmed=0, abstained=0)


def test_a_no_never_ends_it_early_and_comes_to_the_same_as_silence() -> None:
    refused, silent = pledged(ben=Pledge.YES, chen=Pledge.NO), pledged(ben=Pledge.YES)
    ends = CONFIRMING.phase_ends
    assert ends is not None
    for positions in (refused, silent):
        assert course.reach_pledges(CONFIRMING, positions, ends - HOUR) is CONFIRMING
        assert course.reach_phase_end(CONFIRMING, positions, ends - HOUR, BERLIN) is CONFIRMING
    after = [course.reach_phase_end(CONFIRMING, positions, ends, BERLIN) for positions in (refused, silent)]
    assert after[0] == after[1]
    assert after[0].result == Result(1, 0, committed=1, unconfirmed=1, abstained=0)


def test_a_result_never_changes() -> None:
    acts: list[Callable[[], Commitment]] = [
        lambda: course.reach_pledges(DECIDED, {}, FRIDAY + 90 * DAY),
        lambda: course.reach_phase_end(DECIDED, {}, FRIDAY + 90 * DAY, BERLIN),
        lambda: course.lapse(DECIDED, FRIDAY),
        lambda: course.rule(DECIDED, RULING, {}, BERLIN),
    ]
    assert all(act() is DECIDED for act in acts)


def test_what_has_stalled_is_given_more_time_once_with_a_reason() -> None:
    again = course.extend(STALLED, ANN, FRIDAY, "Half of us were away.", WEDNESDAY)
    assert (again.state, again.extended, again.terms.closes_at) == (State.OPEN, True, FRIDAY)
    stalled = course.reach_deadline(again, {}, FRIDAY, BERLIN)
    assert stalled.state is State.STALLED
    with pytest.raises(Refusal, match="more time once already"):
        course.extend(stalled, ANN, FRIDAY + DAY, "Again.", FRIDAY)


def test_what_has_stalled_ends_without_a_decision_if_nobody_does_anything() -> None:
    after = course.lapse(STALLED, FRIDAY)
    assert (after.state, after.ended_at) == (State.NO_DECISION, FRIDAY)
    assert course.lapse(COMMITMENT, FRIDAY) is COMMITMENT


def test_a_later_deadline_needs_a_reason_and_an_earlier_one_does_not() -> None:
    with pytest.raises(Refusal, match="Write why more time is needed") as refused:
        course.extend(COMMITMENT, ANN, FRIDAY, " ", MONDAY)
    assert fields_of(refused) == ["reason"]
    assert course.extend(COMMITMENT, ANN, FRIDAY, "Ben is ill.", MONDAY).terms.closes_at == FRIDAY
    assert not course.extend(COMMITMENT, ANN, MONDAY + DAY, "", MONDAY).extended


@pytest.mark.parametrize(
    ("closes_at", "reason", "field"),
    [
        (WEDNESDAY, "", "closes_typed"),
        (MONDAY, "", "closes_picked"),
        (MONDAY + DAY, "x" * 501, "reason"),
    ],
)
def test_another_deadline_is_another_one_and_ahead(closes_at: datetime, reason: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        course.extend(COMMITMENT, ANN, closes_at, reason, MONDAY)
    assert fields_of(refused) == [field]


@pytest.mark.parametrize("commitment", [REVEALED, ESCALATED, CONFIRMING, DECIDED])
def test_once_positions_are_shown_the_deadline_is_past(commitment: Commitment) -> None:
    with pytest.raises(Refusal):
        course.extend(commitment, ANN, FRIDAY + DAY, "Why not.", WEDNESDAY)


def test_the_end_of_working_through_is_moved_as_the_deadline_is() -> None:
    with pytest.raises(Refusal, match="Write why more time is needed"):
        course.extend(WORKING, ANN, FRIDAY + DAY, "\u200d", WEDNESDAY)
    with pytest.raises(Refusal, match="That is when it closes already"):
        course.extend(WORKING, ANN, FRIDAY, "Ben is ill.", WEDNESDAY)
    for ends, reason in ((FRIDAY + DAY, "Ben is ill."), (FRIDAY - DAY, "")):
        moved = course.extend(WORKING, ANN, ends, reason, WEDNESDAY)
        assert moved == replace(WORKING, phase_ends=ends)


def test_nothing_is_moved_and_nobody_added_in_the_second_after_the_end_though_the_clock_has_not_come() -> (
    None
):
    for commitment, ends in ((COMMITMENT, WEDNESDAY), (WORKING, FRIDAY)):
        with pytest.raises(Refusal, match="The time for this has passed"):
            course.extend(commitment, ANN, FRIDAY + DAY, "Ben is ill.", ends)
        with pytest.raises(Refusal, match="The time for this has passed"):
            course.add_people(commitment, ANN, 1, ends)


def test_what_has_gone_on_is_not_closed_by_those_who_saw_it_before() -> None:
    for commitment, seen in ((REVEALED, "open"), (WORKING, "revealed"), (COMMITMENT, "stalled")):
        check_is_as_seen(commitment, commitment.state)
        with pytest.raises(Refusal, match="It has gone on since you looked at it"):
            check_is_as_seen(commitment, seen)
    for closed in (ESCALATED, CONFIRMING, DECIDED):
        check_is_as_seen(closed, "open")  # To close twice changes nothing.


def test_people_are_added_until_the_close() -> None:
    for commitment in (COMMITMENT, REVEALED, WORKING):
        more = course.add_people(commitment, ANN, 2, MONDAY)
        assert (more.seats, more.added) == (commitment.seats + 2, 2)
    with pytest.raises(Refusal, match="asked already") as refused:
        course.add_people(COMMITMENT, ANN, 0, MONDAY)
    assert fields_of(refused) == ["people"]
    with pytest.raises(Refusal, match="Positions are closed"):
        course.add_people(ESCALATED, ANN, 1, MONDAY)


@pytest.mark.parametrize("commitment", [COMMITMENT, STALLED, REVEALED, WORKING, ESCALATED])
def test_it_is_cancelled_with_a_reason_by_an_owner_or_an_admin(commitment: Commitment) -> None:
    cancelled = course.cancel(commitment, ANN, False, " Solved. ", FRIDAY)
    assert (cancelled.state, cancelled.ending, cancelled.ended_at) == (State.CANCELLED, "Solved.", FRIDAY)
    assert cancelled == course.cancel(commitment, BEN, True, "Solved.", FRIDAY)
    assert cancelled.is_hidden == commitment.is_hidden
    with pytest.raises(Refusal) as refused:
        course.cancel(commitment, ANN, False, " ", FRIDAY)
    assert fields_of(refused) == ["reason"]


def test_what_is_decided_is_not_cancelled_any_more() -> None:
    with pytest.raises(Refusal, match="decided already"):
        course.cancel(CONFIRMING, ANN, True, "No.", FRIDAY)
    with pytest.raises(Refusal, match="has ended"):
        course.cancel(DECIDED, ANN, True, "No.", FRIDAY)


def test_only_owners_move_it() -> None:
    acts: list[Any] = [
        lambda by: course.close(COMMITMENT, by, POSITIONS, MONDAY, BERLIN),
        lambda by: course.begin_work(REVEALED, by, FRIDAY + DAY, WEDNESDAY),
        lambda by: course.go_on(LISTENING, by, Step.LISTEN, ""),
        lambda by: course.cancel(COMMITMENT, by, False, "Solved.", MONDAY),
        lambda by: course.extend(COMMITMENT, by, MONDAY + DAY, "", MONDAY),
        lambda by: course.add_people(COMMITMENT, by, 1, MONDAY),
    ]
    for act in acts:
        act(ANN)
        with pytest.raises(Refusal, match="Only the owner"):
            act(BEN)


def test_co_owners_move_it_as_the_owner_does() -> None:
    shared = replace(COMMITMENT, co_owners=(BEN,))
    assert course.close(shared, BEN, POSITIONS, MONDAY, BERLIN).state is State.REVEALED
