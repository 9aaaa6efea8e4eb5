"""Deciding over blocks: who owes it, what it needs, who takes the decider's place; and who is asked to commit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rituals.commitments import deciding, owning
from rituals.commitments.course import cancel
from rituals.commitments.deciding import Writing, check_may_rule, check_ruling, name_decider
from rituals.commitments.model import Commitment, State, Verdict
from rituals.commitments.pledging import is_awaited, pledge
from rituals.commitments.stating import Click, Seat
from rituals.owing import OWNERS_ASKED, Decider
from rituals.positions import Pledge, Position
from rituals.refusal import Refusal
from tests.commitments.going import asked, fields_of
from tests.commitments.making import (
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
    ESCALATED,
    FRIDAY,
    HOUR,
    MONDAY,
    POSITIONS,
    REVEALED,
    RULING,
    STALLED,
    TERMS,
    WORKING,
)

HERE, GONE = Decider("Dana"), Decider("Dana", here=False)
OWED = replace(ESCALATED, terms=replace(TERMS, decider=DANA), co_owners=(BEN,))
WAITED = deciding.ask(OWED, OWNERS_ASKED)
CLICK = Click(FRIDAY + HOUR, FRIDAY.date(), "5")


def test_the_decider_owes_it_and_decides() -> None:
    assert deciding.owes(OWED, DANA)
    assert not deciding.owes(OWED, ANN)
    check_may_rule(OWED, DANA, HERE)


def test_owners_are_asked_for_another_decider_after_a_while_or_at_once_where_the_decider_is_gone() -> None:
    for owner in (ANN, BEN):
        assert not deciding.owes_name(OWED, owner)
        assert deciding.owes_name(WAITED, owner)
        with pytest.raises(Refusal, match="within 5 business days, you are asked to name another"):
            check_may_rule(OWED, owner, HERE)
        with pytest.raises(Refusal, match="Name another decider: it may be you"):
            check_may_rule(OWED, owner, GONE)
    for other in (CHEN, DANA):
        assert not deciding.owes_name(WAITED, other)


def test_nobody_else_decides() -> None:
    with pytest.raises(Refusal, match="Say in the thread what they should know"):
        check_may_rule(WAITED, CHEN, GONE)


@pytest.mark.parametrize(
    ("commitment", "sentence"),
    [
        (COMMITMENT, "Nothing is to be decided yet"),
        (REVEALED, "Nothing is to be decided yet"),
        (CONFIRMING, "decided already"),
        (DECIDED, "has ended"),
        (cancel(ESCALATED, ANN, False, "Solved.", FRIDAY), "was cancelled"),
    ],
)
def test_it_is_decided_once_and_where_blocks_are_left_only(commitment: Commitment, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        check_may_rule(commitment, commitment.terms.decider, HERE)
    assert not deciding.owes(commitment, commitment.terms.decider)


def test_it_is_asked_for_more_often_never_less() -> None:
    assert [deciding.ask(OWED, times).asked for times in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert deciding.ask(WAITED, 2) is WAITED
    assert deciding.ask(CONFIRMING, 4).asked == 0


def test_a_ruling_is_what_the_decider_wrote() -> None:
    carried = check_ruling(OWED, DANA, Writing("carry", " We can. ", "ignored"), FRIDAY)
    assert (carried.by, carried.verdict, carried.rationale) == (DANA, Verdict.CARRY, "We can.")
    assert (carried.written_at, carried.proposal) == (FRIDAY, "")
    changed = check_ruling(OWED, DANA, Writing("change", "We can.", " Move  it in May"), FRIDAY)
    assert changed.proposal == "Move it in May"
    assert deciding.decided_words(replace(OWED, ruling=changed)) == "Move it in May"
    assert deciding.decided_words(replace(OWED, ruling=carried)) == TERMS.proposal
    assert deciding.decided_words(OWED) == TERMS.proposal


@pytest.mark.parametrize(
    ("writing", "fields"),
    [
        (Writing(), ["verdict", "rationale"]),
        (Writing("perhaps", "Why."), ["verdict"]),
        (Writing("drop", " \n"), ["rationale"]),
        (Writing("drop", "x" * 3001), ["rationale"]),
        (Writing("change", "Why.", " "), ["proposal"]),
        (Writing("change", "Why.", "x" * 301), ["proposal"]),
        (Writing("change", "Why.", "move the queue to nats "), ["proposal"]),
    ],
)
def test_a_ruling_needs_a_verdict_and_a_rationale_and_a_change_needs_its_words(
    writing: Writing, fields: list[str]
) -> None:
    with pytest.raises(Refusal) as refused:
        check_ruling(OWED, DANA, writing, FRIDAY)
    assert fields_of(refused) == fields


@pytest.mark.parametrize("commitment", [COMMITMENT, STALLED, REVEALED, WORKING, WAITED])
def test_owners_name_another_decider_who_may_be_one_of_them_and_has_not_been_asked_yet(
    commitment: Commitment,
) -> None:
    to = ANN if commitment is WAITED else BEN
    after = name_decider(commitment, ANN, to, True, POSITIONS)
    assert (after.terms.decider, after.asked, after.state) == (to, 0, commitment.state)


@pytest.mark.parametrize(
    ("commitment", "by", "to", "fits", "sentence"),
    [
        (OWED, CHEN, BEN, True, "Only the owner"),
        (OWED, ANN, DANA, True, "That person decides already"),
        (COMMITMENT, ANN, ANN, True, "You decide already"),
        (OWED, ANN, CHEN, False, "can't see the channel"),
        (CONFIRMING, ANN, BEN, True, "nothing left for another decider"),
        (DECIDED, ANN, BEN, True, "has ended"),
    ],
)
def test_another_decider_is_refused_where_it_makes_no_sense(
    commitment: Commitment, by: Any, to: Any, fits: bool, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        name_decider(commitment, by, to, fits, POSITIONS)


def test_where_the_owner_decides_whoever_owns_it_next_does() -> None:
    assert owning.hand_over(ESCALATED, ANN, BEN, True, POSITIONS).terms.decider == BEN
    assert owning.take_over(ESCALATED, CHEN, True, True, POSITIONS).terms.decider == CHEN
    shared = owning.share(ESCALATED, ANN, (BEN, ANN), blind=False)
    assert shared.co_owners == (BEN,)
    inherited = owning.inherit(shared, {BEN}, POSITIONS)
    assert (inherited.owner, inherited.co_owners, inherited.terms.decider) == (BEN, (), BEN)


def test_a_decider_who_was_named_stays_and_inherits_where_no_co_owner_is_here() -> None:
    assert owning.hand_over(OWED, ANN, BEN, True, POSITIONS).terms.decider == DANA
    assert owning.heirs(OWED) == [BEN, DANA]
    assert owning.inherit(OWED, {DANA}, POSITIONS).owner == DANA
    assert owning.inherit(OWED, set(), POSITIONS) is OWED


def test_once_it_is_decided_the_decider_stays_whoever_owns_it() -> None:
    assert owning.hand_over(CONFIRMING, ANN, BEN, True, POSITIONS).terms.decider == ANN


def test_what_has_ended_stays_with_whom_it_is() -> None:
    acts: list[Callable[[], Commitment]] = [
        lambda: owning.hand_over(DECIDED, ANN, BEN, True, POSITIONS),
        lambda: owning.take_over(DECIDED, BEN, True, True, POSITIONS),
        lambda: owning.share(DECIDED, ANN, (BEN,), False),
    ]
    for act in acts:
        with pytest.raises(Refusal, match="has ended"):
            act()


@pytest.mark.parametrize("position", [DISAGREES, BLOCKS])
@pytest.mark.parametrize("word", Pledge)
def test_who_dissents_says_whether_they_commit_and_may_think_again(position: Position, word: Pledge) -> None:
    said = pledge(CONFIRMING, asked(position), word, CLICK)
    assert said == replace(position, pledge=word, action_ts="5")
    assert pledge(CONFIRMING, asked(said), Pledge.YES, replace(CLICK, action_ts="4")) is said
    assert pledge(CONFIRMING, asked(said), Pledge.YES, replace(CLICK, action_ts="6")).pledge is Pledge.YES


def test_who_has_left_the_channel_may_say_it_still() -> None:
    assert pledge(CONFIRMING, Seat(False, BLOCKS), Pledge.YES, CLICK).pledge is Pledge.YES


@pytest.mark.parametrize("position", [AGREES, None, replace(BLOCKS, withdrawn=True)])
def test_nobody_else_is_asked_to_commit(position: Position | None) -> None:
    with pytest.raises(Refusal, match="Only those who disagreed"):
        pledge(CONFIRMING, asked(position), Pledge.YES, CLICK)


@pytest.mark.parametrize(
    ("commitment", "sentence"),
    [(ESCALATED, "not decided yet"), (DECIDED, "has ended"), (COMMITMENT, "not decided yet")],
)
def test_people_commit_after_it_is_decided_and_before_it_is_final(
    commitment: Commitment, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        pledge(commitment, asked(BLOCKS), Pledge.YES, CLICK)
    late = replace(CLICK, now=CONFIRMING.phase_ends or MONDAY)
    with pytest.raises(Refusal, match="The time for this has passed"):
        pledge(CONFIRMING, asked(BLOCKS), Pledge.YES, late)


def test_those_are_awaited_who_have_said_nothing() -> None:
    waits = [is_awaited(CONFIRMING, asked(position)) for position in (AGREES, DISAGREES, BLOCKS)]
    assert waits == [False, True, True]
    for said in (replace(BLOCKS, withdrawn=True), *(replace(BLOCKS, pledge=one) for one in Pledge)):
        assert not is_awaited(CONFIRMING, asked(said))
    assert not is_awaited(CONFIRMING, Seat(asked=True))
    assert not is_awaited(ESCALATED, asked(BLOCKS))


def test_the_ruling_of_the_scene_is_one_that_could_have_been_written() -> None:
    written = check_ruling(OWED, BEN, Writing(RULING.verdict, RULING.rationale), RULING.written_at)
    assert written == RULING
    assert OWED.state is State.ESCALATED
