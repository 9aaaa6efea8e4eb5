"""The course of a decision: which act leads from which state to which, and what is refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.decisions.amending import Wording, amend
from rituals.decisions.course import announce, cancel, close, extend, reach_deadline, reach_everyone
from rituals.decisions.model import Decision, Result, State
from rituals.decisions.owning import hand_over, take_over
from rituals.decisions.terms import Method, Quorum
from rituals.refusal import Refusal
from tests.decisions.making import (
    ANN,
    BEN,
    DAY,
    DECISION,
    HOUR,
    MONDAY,
    TERMS,
    WEDNESDAY,
    options,
)

RESULT = Result({1: 2, 2: 1, 3: 0}, 3, (1,))
TIE = Result({1: 1, 2: 1, 3: 0}, 2, (1, 2))
NOBODY = Result({1: 0, 2: 0, 3: 0}, 0, ())
VOTED = replace(DECISION, answered=2)
STALLED = replace(DECISION, state=State.STALLED, terms=replace(TERMS, quorum=Quorum(3)))
COUNTING = replace(DECISION, state=State.COUNTING, closed_at=WEDNESDAY)
DECIDED = replace(COUNTING, state=State.DECIDED, result=RESULT)
UNDECIDED = replace(COUNTING, state=State.NO_DECISION, result=TIE)
CANCELLED = replace(DECISION, state=State.CANCELLED, closed_at=WEDNESDAY, ending="Solved.")
FINAL = {"decided": DECIDED, "no decision": UNDECIDED, "cancelled": CANCELLED}
WORDING = Wording("Which queue?", "", ("Kafka", "SQS", "NATS"))


def test_at_the_deadline_the_votes_are_counted() -> None:
    assert reach_deadline(DECISION, WEDNESDAY) == COUNTING


def test_nothing_happens_before_the_deadline() -> None:
    assert reach_deadline(DECISION, WEDNESDAY - HOUR) is DECISION


def test_at_the_deadline_it_stalls_where_the_quorum_was_missed() -> None:
    waiting = replace(DECISION, terms=STALLED.terms, answered=2)
    assert reach_deadline(waiting, WEDNESDAY) == replace(waiting, state=State.STALLED)
    enough = replace(waiting, answered=3)
    assert reach_deadline(enough, WEDNESDAY).state is State.COUNTING


@pytest.mark.parametrize("decision", [STALLED, COUNTING, *FINAL.values()])
def test_the_deadline_comes_once(decision: Decision) -> None:
    assert reach_deadline(decision, WEDNESDAY + DAY) is decision


EARLY = replace(DECISION, terms=replace(TERMS, close_when_all=True), answered=3)


def test_it_closes_when_all_have_voted_where_that_was_chosen() -> None:
    assert reach_everyone(EARLY, MONDAY) == replace(EARLY, state=State.COUNTING, closed_at=MONDAY)


@pytest.mark.parametrize(
    "decision",
    [
        replace(EARLY, answered=2),
        replace(EARLY, terms=TERMS),
        replace(EARLY, seats=0, answered=0),
        replace(EARLY, terms=replace(EARLY.terms, quorum=Quorum(4))),
        replace(EARLY, state=State.STALLED),
    ],
)
def test_it_stays_open_otherwise(decision: Decision) -> None:
    assert reach_everyone(decision, MONDAY) is decision


def test_its_owner_closes_it_early_and_the_votes_are_counted() -> None:
    assert close(VOTED, ANN, MONDAY) == replace(VOTED, state=State.COUNTING, closed_at=MONDAY)


@pytest.mark.parametrize("decision", [STALLED, replace(STALLED, state=State.OPEN)])
def test_its_owner_closes_it_without_a_decision_where_the_quorum_was_missed(decision: Decision) -> None:
    assert close(decision, ANN, MONDAY) == replace(decision, state=State.NO_DECISION, closed_at=MONDAY)


@pytest.mark.parametrize("decision", [COUNTING, *FINAL.values()])
def test_closing_twice_changes_nothing(decision: Decision) -> None:
    assert close(decision, ANN, WEDNESDAY + DAY) is decision


def test_nobody_but_its_owner_closes_it() -> None:
    with pytest.raises(Refusal, match="Only the owner"):
        close(VOTED, BEN, MONDAY)


@pytest.mark.parametrize(
    ("result", "state"),
    [(RESULT, State.DECIDED), (TIE, State.NO_DECISION), (NOBODY, State.NO_DECISION)],
)
def test_the_result_is_announced(result: Result, state: State) -> None:
    assert announce(COUNTING, result) == replace(COUNTING, state=state, result=result)


@pytest.mark.parametrize("decision", [DECISION, STALLED, *FINAL.values()])
def test_a_result_is_announced_once_and_never_changes(decision: Decision) -> None:
    assert announce(decision, NOBODY) is decision


@pytest.mark.parametrize("decision", [DECISION, STALLED, COUNTING])
def test_it_is_cancelled_from_every_state_under_way(decision: Decision) -> None:
    cancelled = cancel(decision, ANN, False, " Solved. ", MONDAY)
    assert cancelled == replace(decision, state=State.CANCELLED, closed_at=MONDAY, ending="Solved.")


def test_an_admin_cancels_what_others_own_and_nobody_else_does() -> None:
    assert cancel(DECISION, BEN, True, "Spam.", MONDAY).state is State.CANCELLED
    with pytest.raises(Refusal, match="Only the owner"):
        cancel(DECISION, BEN, False, "Spam.", MONDAY)


@pytest.mark.parametrize(
    ("reason", "sentence"), [(" \n", "Write a reason"), ("x" * 501, "The reason has 501 characters and 500")]
)
def test_a_cancellation_needs_a_reason_that_fits(reason: str, sentence: str) -> None:
    with pytest.raises(Refusal) as caught:
        cancel(DECISION, ANN, False, reason, MONDAY)
    assert sentence in caught.value.fields["reason"]


def test_a_deadline_moves_either_way() -> None:
    later = extend(DECISION, ANN, WEDNESDAY + DAY, "Ben is ill.")
    assert later == replace(DECISION, terms=replace(TERMS, closes_at=WEDNESDAY + DAY))
    assert extend(later, ANN, WEDNESDAY, "Ben is ill.").terms == TERMS


def test_a_stalled_decision_is_extended_once() -> None:
    again = extend(STALLED, ANN, WEDNESDAY + DAY, "Ben is ill.")
    assert (again.state, again.extended) == (State.OPEN, True)
    stalled = reach_deadline(again, WEDNESDAY + DAY)
    assert stalled.state is State.STALLED
    with pytest.raises(Refusal, match="given more time once already"):
        extend(stalled, ANN, WEDNESDAY + 2 * DAY, "Ben is ill.")


def test_an_open_decision_can_be_extended_before_and_after_it_was_stalled() -> None:
    once = extend(
        extend(STALLED, ANN, WEDNESDAY + DAY, "Ben is ill."), ANN, WEDNESDAY + 2 * DAY, "Ben is ill."
    )
    assert once.extended
    assert not extend(DECISION, ANN, WEDNESDAY + DAY, "Ben is ill.").extended


def test_the_same_deadline_is_no_extension() -> None:
    with pytest.raises(Refusal) as caught:
        extend(DECISION, ANN, WEDNESDAY, "Ben is ill.")
    assert "when it closes already" in caught.value.fields["closes_typed"]


def test_what_is_being_counted_cannot_be_opened_again() -> None:
    with pytest.raises(Refusal, match="being counted"):
        extend(COUNTING, ANN, WEDNESDAY + DAY, "Ben is ill.")


@pytest.mark.parametrize("state", FINAL)
def test_what_has_ended_takes_no_act(state: str) -> None:
    decision = FINAL[state]
    sentence = "was cancelled" if decision is CANCELLED else "has ended"
    acts: tuple[Callable[[], Decision], ...] = (
        lambda: extend(decision, ANN, WEDNESDAY + DAY, "Ben is ill."),
        lambda: amend(decision, ANN, WORDING),
        lambda: cancel(decision, ANN, True, "Because.", WEDNESDAY),
        lambda: hand_over(decision, ANN, BEN, fits=True),
        lambda: take_over(decision, BEN, owner_gone=True, inside=True),
    )
    for act in acts:
        with pytest.raises(Refusal, match=sentence):
            act()


def test_before_the_first_answer_the_wording_is_free() -> None:
    amended = amend(DECISION, ANN, Wording(" Which broker? ", "Load.", ("Pulsar", "SQS")))
    assert (amended.terms.question, amended.terms.context) == ("Which broker?", "Load.")
    assert amended.terms.options == options("Pulsar", "SQS")
    assert (amended.version, amended.change) == (2, "")


def test_after_it_a_change_is_a_version_that_says_what_changed() -> None:
    amended = amend(VOTED, ANN, Wording("Which broker?", "Load.", ("Kafka", "SNS", "NATS", "Redis")))
    assert amended.version == 2
    assert (
        amended.change == "the question changed; the context changed; “SQS” is now “SNS”; “Redis” was added"
    )
    again = amend(amended, ANN, Wording("Which broker?", "", ("Kafka", "SNS", "NATS", "Redis")))
    assert (again.version, again.change) == (3, "the context changed")


def test_after_it_an_option_cannot_be_removed() -> None:
    with pytest.raises(Refusal) as caught:
        amend(VOTED, ANN, Wording("Which queue?", "", ("Kafka", "SQS")))
    assert "an option can be worded anew or added, not removed" in caught.value.fields["options"]


@pytest.mark.parametrize("decision", [DECISION, VOTED])
def test_the_same_words_are_no_amendment(decision: Decision) -> None:
    with pytest.raises(Refusal) as caught:
        amend(decision, ANN, WORDING)
    assert caught.value.fields == {"question": "Nothing was changed."}


def test_an_amendment_is_checked_as_a_form_is() -> None:
    with pytest.raises(Refusal) as caught:
        amend(DECISION, ANN, Wording("", "c" * 3001, ("A",)))
    assert set(caught.value.fields) == {"question", "context", "options"}


@pytest.mark.parametrize(
    ("most", "count", "expected"),
    [(3, 4, 4), (3, 2, 2), (2, 4, 2), (2, 2, 2)],
    ids=["as many as one likes", "as many as are left", "a bound stays", "a bound that still fits"],
)
def test_the_most_on_a_ballot_follows_the_options(most: int, count: int, expected: int) -> None:
    approval = replace(DECISION, terms=replace(TERMS, method=Method.APPROVAL, most=most))
    wording = replace(WORDING, options=("Kafka", "SQS", "NATS", "Redis")[:count])
    assert amend(approval, ANN, replace(wording, question="Which?")).terms.most == expected


def test_a_single_choice_stays_one() -> None:
    assert amend(DECISION, ANN, replace(WORDING, options=("A", "B"))).terms.most == 1


def test_options_that_each_ballot_needs_cannot_be_removed() -> None:
    approval = replace(DECISION, terms=replace(TERMS, method=Method.APPROVAL, fewest=3, most=3))
    with pytest.raises(Refusal) as caught:
        amend(approval, ANN, replace(WORDING, options=("A", "B")))
    assert "takes at least 3 options" in caught.value.fields["options"]


@settings(deadline=None)
@given(
    before=st.integers(2, 15),
    after=st.integers(2, 15),
    bounds=st.tuples(st.integers(1, 15), st.integers(1, 15)).map(sorted),
)
def test_a_ballot_can_always_be_filled_in_after_an_amendment(
    before: int, after: int, bounds: list[int]
) -> None:
    fewest, most = min(bounds[0], before), min(bounds[1], before)
    names = [f"Option {number}" for number in range(15)]
    terms = replace(TERMS, options=options(*names[:before]), method=Method.APPROVAL, fewest=fewest, most=most)
    try:
        amended = amend(replace(DECISION, terms=terms), ANN, Wording("New?", "", tuple(names[:after])))
    except Refusal:
        assert after < fewest
        return
    assert 1 <= amended.terms.fewest <= amended.terms.most <= len(amended.terms.options) == after


@pytest.mark.parametrize("decision", [STALLED, COUNTING])
def test_what_nobody_can_answer_is_not_amended(decision: Decision) -> None:
    with pytest.raises(Refusal, match="Voting has ended"):
        amend(decision, ANN, replace(WORDING, question="New?"))


@pytest.mark.parametrize("decision", [DECISION, STALLED])
def test_it_is_handed_over_to_whoever_sees_it(decision: Decision) -> None:
    assert hand_over(decision, ANN, BEN, fits=True) == replace(decision, owner=BEN)
    with pytest.raises(Refusal) as blind:
        hand_over(decision, ANN, BEN, fits=False)
    assert "can't see the channel" in blind.value.fields["to"]
    with pytest.raises(Refusal) as same:
        hand_over(decision, ANN, ANN, fits=True)
    assert "You own it already" in same.value.fields["to"]
    with pytest.raises(Refusal, match="Only the owner"):
        hand_over(decision, BEN, ANN, fits=True)


@pytest.mark.parametrize("decision", [DECISION, STALLED])
def test_it_is_taken_over_only_from_an_owner_who_has_left(decision: Decision) -> None:
    assert take_over(decision, BEN, owner_gone=True, inside=True) == replace(decision, owner=BEN)
    with pytest.raises(Refusal, match="Its owner is still here"):
        take_over(decision, BEN, owner_gone=False, inside=True)
    with pytest.raises(Refusal, match="Only members of its channel"):
        take_over(decision, BEN, owner_gone=True, inside=False)
