"""Who sees who stands where, in each state; and what the positions come to."""

from dataclasses import replace

import pytest

from rituals.commitments import course
from rituals.commitments.deciding import name_decider
from rituals.commitments.model import Commitment, Result, Stance, State
from rituals.commitments.owning import hand_over
from rituals.commitments.seeing import never_shown, shown
from rituals.commitments.summing import count, dissenting, needs_work, sum_up, supporting, tell
from rituals.positions import Pledge
from tests.commitments.going import BERLIN
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
    DECIDED,
    DISAGREES,
    DROPPED,
    ESCALATED,
    FRIDAY,
    MONDAY,
    POSITIONS,
    RESERVED,
    REVEALED,
    STALLED,
    WEDNESDAY,
    WORKING,
)

PLEDGED = {
    **POSITIONS,
    BEN: replace(DISAGREES, pledge=Pledge.NO),
    CHEN: replace(BLOCKS, pledge=Pledge.ON_RECORD),
}
NEVER_SHOWN = course.cancel(COMMITMENT, ANN, False, "Solved.", MONDAY)
CALLED_OFF = course.cancel(WORKING, ANN, False, "Solved.", FRIDAY)


@pytest.mark.parametrize("commitment", [COMMITMENT, STALLED, NEVER_SHOWN, course.lapse(STALLED, FRIDAY)])
def test_until_the_reveal_nobodys_is_shown(commitment: Commitment) -> None:
    assert shown(commitment, POSITIONS) == {}


@pytest.mark.parametrize("commitment", [REVEALED, WORKING, CALLED_OFF])
def test_from_the_reveal_on_all_are_shown_but_the_deciders(commitment: Commitment) -> None:
    assert list(shown(commitment, POSITIONS)) == [BEN, CHEN, DANA]


def test_who_is_never_shown_is_known_once_it_has_ended() -> None:
    assert never_shown(NEVER_SHOWN, POSITIONS) == (ANN, BEN, CHEN, DANA)
    assert never_shown(CALLED_OFF, POSITIONS) == (ANN,)
    for other in (COMMITMENT, STALLED, REVEALED, WORKING, ESCALATED, CONFIRMING, DECIDED, DROPPED):
        assert never_shown(other, POSITIONS) == ()


@pytest.mark.parametrize("commitment", [ESCALATED, CONFIRMING, DECIDED, DROPPED])
def test_from_the_close_on_the_deciders_is_shown_too(commitment: Commitment) -> None:
    assert shown(commitment, POSITIONS) == POSITIONS


def test_nobody_learns_where_a_decider_stands_by_naming_another() -> None:
    for act in (name_decider, hand_over):
        after = act(REVEALED, ANN, BEN, True, POSITIONS)
        assert ANN not in shown(after, POSITIONS)
        back = name_decider(after, BEN if act is hand_over else ANN, ANN, True, POSITIONS)
        assert ANN not in shown(back, POSITIONS)
        closed = course.close(back, back.owner, POSITIONS, WEDNESDAY, BERLIN)
        assert shown(closed, POSITIONS) == POSITIONS


def test_a_dissent_that_was_shown_stays_so_where_whoever_dissents_is_named_to_decide() -> None:
    for act in (name_decider, hand_over):
        after = act(REVEALED, ANN, BEN, True, POSITIONS)
        assert list(shown(after, POSITIONS)) == [BEN, CHEN, DANA]
        assert list(shown(after, {**POSITIONS, BEN: AGREES})) == [BEN, CHEN, DANA], "also as they change it"
    onwards = name_decider(name_decider(REVEALED, ANN, BEN, True, POSITIONS), ANN, CHEN, True, POSITIONS)
    assert list(shown(onwards, POSITIONS)) == [BEN, CHEN, DANA]


def test_what_a_new_decider_says_after_the_reveal_and_had_not_said_before_is_hidden() -> None:
    others = {person: one for person, one in POSITIONS.items() if person != DANA}
    after = name_decider(REVEALED, ANN, DANA, True, others)
    assert list(shown(after, POSITIONS)) == [BEN, CHEN]


def test_who_was_to_decide_while_positions_were_hidden_is_shown_with_the_others() -> None:
    early = name_decider(COMMITMENT, ANN, DANA, True, POSITIONS)
    told = replace(REVEALED, terms=early.terms, former=early.former, seen=early.seen)
    assert list(shown(told, POSITIONS)) == [ANN, BEN, CHEN]


def test_while_people_are_asked_whether_they_commit_nobody_sees_what_others_said() -> None:
    assert shown(CONFIRMING, PLEDGED) == POSITIONS


def test_once_it_is_decided_who_commits_is_shown_and_a_no_looks_like_silence() -> None:
    told = shown(DECIDED, PLEDGED)
    assert told == {**POSITIONS, CHEN: PLEDGED[CHEN]}
    assert told == shown(DECIDED, {**PLEDGED, BEN: DISAGREES})


def test_positions_are_counted_by_what_they_are() -> None:
    counted = count({**POSITIONS, "UELI": ABSTAINS})  # type: ignore[dict-item]
    assert counted == dict.fromkeys(Stance, 1)
    assert count({}) == dict.fromkeys(Stance, 0)


def test_dissent_is_disagreement_and_blocks() -> None:
    assert list(dissenting(POSITIONS)) == [BEN, CHEN]
    assert needs_work({BEN: BLOCKS})
    assert needs_work({BEN: DISAGREES, CHEN: DISAGREES})
    assert not needs_work({BEN: DISAGREES, CHEN: RESERVED, DANA: AGREES})


def test_what_it_comes_to_tells_nobody_apart() -> None:
    assert sum_up(PLEDGED) == Result(1, 1, committed=1, unconfirmed=1, abstained=0)
    assert sum_up({**PLEDGED, BEN: DISAGREES}) == sum_up(PLEDGED)


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (Result(5, 1, 2, 1, 3), "Decided. 6 agree, 2 disagree and commit, 1 not confirmed"),
        (Result(1, 0, 1, 0, 0), "Decided. 1 agrees, 1 disagrees and commits"),
        (Result(0, 1, 0, 2, 0), "Decided. 1 agrees, 2 not confirmed"),
        (Result(0, 0, 0, 1, 0), "Decided. 1 not confirmed"),
        (Result(1200, 0, 0, 0, 0), "Decided. 1,200 agree"),
    ],
)
def test_the_result_is_one_sentence_without_what_there_is_none_of(result: Result, sentence: str) -> None:
    assert tell(result) == sentence


def test_positions_on_an_older_text_count() -> None:
    assert sum_up({**POSITIONS, CHEN: replace(BLOCKS, version=2)}) == sum_up(POSITIONS)


def test_sides_are_told_in_order_of_names() -> None:
    assert (list(supporting(POSITIONS)), list(dissenting(POSITIONS))) == ([ANN, DANA], [BEN, CHEN])


def test_final_states_are_those_in_which_nothing_happens_any_more() -> None:
    final = {State.DECIDED, State.DROPPED, State.NO_DECISION, State.CANCELLED}
    assert {state for state in State if state.is_final} == final
