"""Who may answer what, which answer counts, and who sees how it stands."""

from contextlib import nullcontext
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.decisions.amending import Wording, amend
from rituals.decisions.answer import choosing
from rituals.decisions.answers import cast, check_may_see_results, check_shown, may_see_results, withdraw
from rituals.decisions.course import add_people
from rituals.decisions.model import Ballot, Decision, Result, Seat, State
from rituals.decisions.terms import Method, Quorum, Secrecy
from rituals.electorate import Voters
from rituals.ids import Person
from rituals.refusal import Refusal
from tests.decisions.making import ANN, BEN, DECISION, MONDAY, TERMS, WEDNESDAY, ballot

ASKED = Seat(asked=True)
APPROVAL = replace(DECISION, terms=replace(TERMS, method=Method.APPROVAL, fewest=2, most=2))
RESULT = Result({1: 1, 2: 0, 3: 0}, 1, (1,))
PRIVATE = replace(DECISION, terms=replace(TERMS, secrecy=Secrecy.PRIVATE))


def sentence_of(decision: Decision, seat: Seat, choices: tuple[int, ...] = (1,)) -> str:
    with pytest.raises(Refusal) as caught:
        cast(decision, seat, choosing(choices), "1.0", MONDAY)
    return caught.value.sentence


def test_an_answer_is_the_options_in_order_and_once_each() -> None:
    assert cast(APPROVAL, ASKED, choosing((3, 1, 3)), "1.0", MONDAY) == Ballot(choosing([1, 3]), 1, "1.0")


@pytest.mark.parametrize(
    ("decision", "seat", "choices", "sentence"),
    [
        (replace(DECISION, state=State.STALLED), ASKED, (1,), "too few people answered"),
        (replace(DECISION, state=State.COUNTING), ASKED, (1,), "being counted"),
        (replace(DECISION, state=State.DECIDED, result=RESULT), ASKED, (1,), "This decision has ended"),
        (replace(DECISION, state=State.NO_DECISION), ASKED, (1,), "This decision has ended"),
        (replace(DECISION, state=State.CANCELLED), ASKED, (1,), "This decision was cancelled"),
        (DECISION, Seat(asked=False), (1,), "This decision asks other people"),
        (DECISION, ASKED, (9,), "That option is no longer there"),
        (DECISION, ASKED, (1, 2), "Choose one option"),
        (DECISION, ASKED, (), "Choose one option"),
        (APPROVAL, ASKED, (1,), "Choose at least 2: you chose 1"),
        (APPROVAL, ASKED, (1, 2, 3), "Choose at most 2: you chose 3"),
        (APPROVAL, ASKED, (), "Choose at least 2: you chose 0"),
    ],
)
def test_an_answer_that_cannot_count_is_refused_with_the_reason(
    decision: Decision, seat: Seat, choices: tuple[int, ...], sentence: str
) -> None:
    assert sentence in sentence_of(decision, seat, choices)


def test_nobody_answers_once_the_deadline_has_come_though_the_clock_was_late() -> None:
    with pytest.raises(Refusal, match="The deadline has passed"):
        cast(DECISION, ASKED, choosing([1]), "1.0", WEDNESDAY)


def test_an_older_click_that_arrives_late_changes_nothing() -> None:
    seat = Seat(asked=True, ballot=ballot(2, at="5.0"))
    assert cast(DECISION, seat, choosing([1]), "4.9", MONDAY) is seat.ballot
    assert withdraw(DECISION, seat, "4.9", MONDAY) is seat.ballot
    assert cast(DECISION, seat, choosing([1]), "5.1", MONDAY) == ballot(1, at="5.1")


def test_answers_from_forms_count_in_the_order_in_which_they_come() -> None:
    seat = Seat(asked=True, ballot=ballot(2, at="5.0"))
    assert cast(DECISION, seat, choosing([3]), "", MONDAY) == ballot(3, at="5.0")


def test_a_withdrawn_answer_can_be_given_again() -> None:
    gone = withdraw(DECISION, Seat(asked=True, ballot=ballot(2, at="5.0")), "6.0", MONDAY)
    assert gone == Ballot(None, 1, "6.0", withdrawn=True)
    assert not Seat(asked=True, ballot=gone).has_answered
    assert cast(DECISION, Seat(asked=True, ballot=gone), choosing([1]), "7.0", MONDAY) == ballot(1, at="7.0")


@pytest.mark.parametrize("seat", [ASKED, Seat(asked=True, ballot=Ballot(None, 1, "5.0", withdrawn=True))])
def test_there_is_nothing_to_withdraw_where_nothing_counts(seat: Seat) -> None:
    with pytest.raises(Refusal, match="You have no vote to withdraw"):
        withdraw(DECISION, seat, "9.0", MONDAY)


def test_nothing_is_withdrawn_after_the_end() -> None:
    with pytest.raises(Refusal, match="This decision has ended"):
        withdraw(replace(DECISION, state=State.DECIDED), Seat(True, ballot(1)), "9.0", MONDAY)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 99), st.none() | st.integers(1, 3)), unique_by=lambda click: click[0]
    ).flatmap(lambda clicks: st.tuples(st.just(clicks), st.permutations(clicks)))
)
def test_the_latest_of_many_clicks_counts_in_whatever_order_they_arrive(
    sent_and_arrived: tuple[list[tuple[int, int | None]], list[tuple[int, int | None]]],
) -> None:
    sent, arrived = sent_and_arrived
    seat = Seat(asked=True, ballot=ballot(1, at="00"))
    for at, choice in arrived:
        try:
            if choice is None:
                kept = withdraw(DECISION, seat, f"{at:02}", MONDAY)
            else:
                kept = cast(DECISION, seat, choosing([choice]), f"{at:02}", MONDAY)
        except Refusal:
            continue  # A second withdrawal has nothing to withdraw.
        seat = Seat(asked=True, ballot=kept)
    votes = [(at, choice) for at, choice in sent if choice is not None]
    if votes and max(votes) == max(sent, key=lambda click: click[0]):
        assert seat.ballot == ballot(max(votes)[1], at=f"{max(votes)[0]:02}")


VOTED = Seat(asked=True, ballot=ballot(1))


@pytest.mark.parametrize(
    ("decision", "seat", "sentence"),
    [
        (DECISION, ASKED, "Vote first"),
        (DECISION, Seat(asked=False), "Vote first"),
        (PRIVATE, VOTED, "Only totals are shown, and only after the close"),
        (replace(DECISION, state=State.STALLED), VOTED, "nothing is shown until the result is announced"),
        (replace(DECISION, state=State.COUNTING), VOTED, "nothing is shown until the result is announced"),
        (replace(DECISION, state=State.CANCELLED), VOTED, "ended without a count"),
        (replace(DECISION, state=State.NO_DECISION), VOTED, "ended without a count"),
    ],
)
def test_how_it_stands_is_hidden_with_the_reason(decision: Decision, seat: Seat, sentence: str) -> None:
    assert not may_see_results(decision, seat)
    with pytest.raises(Refusal, match=sentence):
        check_may_see_results(decision, seat)


@pytest.mark.parametrize(
    ("decision", "seat"),
    [
        (DECISION, VOTED),
        (replace(DECISION, state=State.DECIDED, result=RESULT), ASKED),
        (replace(PRIVATE, state=State.DECIDED, result=RESULT), Seat(asked=False)),
    ],
)
def test_who_voted_or_comes_after_the_count_sees_how_it_stands(decision: Decision, seat: Seat) -> None:
    check_may_see_results(decision, seat)


@pytest.mark.parametrize(
    ("answered", "shown", "counts"),
    [
        ((0,), 1, False),  # Freely worded since.
        ((0,), 2, True),
        ((2,), 1, True),  # Amended since, which the card tells.
        ((0, 2), 1, False),  # Freely worded, then amended: what stood there first is another question.
        ((0, 2), 2, True),
        ((2, 0), 1, False),  # Amended, then freely worded once everybody had withdrawn.
        ((2, 0), 2, False),
        ((2, 0), 3, True),
        ((0, 2, 2), 1, False),
        ((0, 2, 2), 2, True),
        ((0, 0, 2), 2, False),
    ],
)
def test_an_answer_counts_unless_the_wording_was_free_since_it_was_looked_at(
    answered: tuple[int, ...], shown: int, counts: bool
) -> None:
    decision = DECISION
    for number, voted in enumerate(answered):
        wording = Wording(f"Which queue, in wording {number}?", "", ("Kafka", "SQS", "NATS"))
        decision = amend(replace(decision, answered=voted), ANN, wording)
    with nullcontext() if counts else pytest.raises(Refusal, match="has changed since you saw it"):
        check_shown(decision, shown)


def test_people_who_are_added_are_asked_and_count_for_the_quorum() -> None:
    terms = replace(TERMS, quorum=Quorum(60, percent=True))
    added = add_people(replace(DECISION, terms=terms, answered=2), ANN, 2)
    assert (added.seats, added.added, added.quorum_met) == (5, 2, False)


@pytest.mark.parametrize(
    ("decision", "by", "newcomers", "sentence"),
    [
        (DECISION, BEN, 1, "Only the owner"),
        (DECISION, ANN, 0, "They are asked already"),
        (replace(DECISION, state=State.STALLED), ANN, 1, "too few people answered"),
        (replace(DECISION, terms=replace(TERMS, voters=Voters.ANYONE)), ANN, 1, "Anyone in the channel"),
    ],
)
def test_nobody_is_added_where_that_cannot_be(
    decision: Decision, by: Person, newcomers: int, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        add_people(decision, by, newcomers)
