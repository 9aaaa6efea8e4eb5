"""The phase in which options are suggested: who may, what fits, and when the vote opens."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rituals.decisions.course import reach_deadline
from rituals.decisions.criteria import Criterion
from rituals.decisions.model import Decision, Seat, State
from rituals.decisions.suggesting import extend_suggesting, open_vote, reach_vote, suggest
from rituals.decisions.terms import NONE_OF_THESE, Method
from rituals.electorate import Voters
from rituals.refusal import Refusal
from tests.decisions.making import ANN, BEN, DANA, DAY, DECISION, HOUR, MONDAY, TERMS, WEDNESDAY, options

TUESDAY = MONDAY + DAY
ASKED, STRANGER = Seat(asked=True), Seat(asked=False)
GATHERING = replace(
    DECISION,
    state=State.SUGGESTING,
    terms=replace(TERMS, options=options("Kafka"), suggest_until=TUESDAY, method=Method.APPROVAL, most=16),
)


def texts(decision: Decision) -> list[str]:
    return [option.text for option in decision.terms.options]


def test_whoever_is_asked_suggests_an_option_with_its_description() -> None:
    after = suggest(GATHERING, ASKED, BEN, "  SQS  ", "Managed by somebody else.")
    assert texts(after) == ["Kafka", "SQS"]
    assert after.terms.options[1].detail.description == "Managed by somebody else."


def test_none_of_these_stays_last() -> None:
    before = replace(GATHERING, terms=replace(GATHERING.terms, options=(*options("Kafka"), NONE_OF_THESE)))
    after = suggest(before, ASKED, BEN, "SQS", "")
    assert [option.number for option in after.terms.options] == [1, 2, 0]


def test_an_owner_suggests_though_not_asked_and_others_do_not() -> None:
    assert texts(suggest(GATHERING, STRANGER, ANN, "SQS", "")) == ["Kafka", "SQS"]
    with pytest.raises(Refusal, match="asks other people"):
        suggest(GATHERING, STRANGER, DANA, "SQS", "")
    anyone = replace(GATHERING, terms=replace(GATHERING.terms, voters=Voters.ANYONE))
    with pytest.raises(Refusal, match="Join the channel"):
        suggest(anyone, STRANGER, DANA, "SQS", "")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write one option, on one line."),
        ("SQS\nNATS", "Write one option, on one line."),
        ("kafka", "That is among the options already"),
        ("x" * 76, "Option 2 has 76 characters and 75 fit."),
    ],
)
def test_what_is_no_new_option_is_refused_beside_the_field(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        suggest(GATHERING, ASKED, BEN, text, "")
    assert sentence in refused.value.fields["option"]


def test_no_more_options_are_taken_than_fit() -> None:
    full = replace(GATHERING, terms=replace(GATHERING.terms, options=options(*map(str, range(1, 16)))))
    with pytest.raises(Refusal, match="16 options and 15 fit"):
        suggest(full, ASKED, BEN, "One more", "")
    criteria = tuple(Criterion(number, str(number), 20) for number in range(1, 6))
    matrix = replace(
        full.terms, options=options(*map(str, range(1, 13))), method=Method.MATRIX, criteria=criteria
    )
    with pytest.raises(Refusal, match="13 options on 5 criteria make 65"):
        suggest(replace(full, terms=matrix), ASKED, BEN, "One more", "")


def test_suggestions_come_too_late_once_the_vote_is_open() -> None:
    voting = replace(GATHERING, state=State.OPEN)
    with pytest.raises(Refusal, match="Voting has begun"):
        suggest(voting, ASKED, BEN, "SQS", "")
    with pytest.raises(Refusal, match="options of this decision are fixed"):
        suggest(DECISION, ASKED, BEN, "SQS", "")


def test_the_vote_opens_when_suggestions_end_if_there_is_something_to_choose_between() -> None:
    two = suggest(GATHERING, ASKED, BEN, "SQS", "")
    assert reach_vote(two, TUESDAY - timedelta(seconds=1)).state is State.SUGGESTING
    voting = reach_vote(two, TUESDAY)
    assert voting.state is State.OPEN
    assert (voting.terms.fewest, voting.terms.most) == (1, 2)
    assert reach_vote(GATHERING, TUESDAY).state is State.SUGGESTING


def test_a_vote_that_opens_late_closes_as_much_later() -> None:
    two = suggest(GATHERING, ASKED, BEN, "SQS", "")
    assert reach_vote(two, TUESDAY + HOUR / 2).terms.closes_at == WEDNESDAY
    assert reach_vote(two, TUESDAY + 7 * DAY).terms.closes_at == WEDNESDAY + 7 * DAY


def test_an_owner_opens_the_vote_early_but_not_on_one_option() -> None:
    with pytest.raises(Refusal, match="two options or more"):
        open_vote(GATHERING, ANN)
    two = suggest(GATHERING, ASKED, BEN, "SQS", "")
    assert open_vote(two, ANN).state is State.OPEN
    with pytest.raises(Refusal, match="Only the owner"):
        open_vote(two, BEN)


def test_more_time_for_suggestions_is_more_time_for_the_vote() -> None:
    later = extend_suggesting(GATHERING, ANN, TUESDAY + DAY, "Ben is ill.")
    assert (later.terms.suggest_until, later.terms.closes_at) == (TUESDAY + DAY, WEDNESDAY + DAY)
    earlier = extend_suggesting(GATHERING, ANN, TUESDAY - DAY / 2, "Ben is ill.")
    assert earlier.terms.closes_at == WEDNESDAY
    with pytest.raises(Refusal, match="end already"):
        extend_suggesting(GATHERING, ANN, TUESDAY, "Ben is ill.")


def test_what_never_had_two_options_ends_without_a_decision() -> None:
    assert reach_deadline(GATHERING, WEDNESDAY - DAY).state is State.SUGGESTING
    assert reach_deadline(GATHERING, WEDNESDAY).state is State.NO_DECISION
