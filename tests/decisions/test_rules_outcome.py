"""The outcome after a vote that advises: who may write it when, what it needs, and what goes against the vote."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from rituals.calendar import local_time
from rituals.decisions.course import announce, cancel
from rituals.decisions.model import Decision, Result, State
from rituals.decisions.outcome import (
    NOTHING,
    Writing,
    ask,
    check_may_write,
    may_write,
    overruled,
    owes,
    write,
)
from rituals.decisions.terms import NONE_OF_THESE, Threshold
from rituals.owing import OWNERS_ASKED, Decider, owners_time, reminder_times
from rituals.refusal import Refusal
from tests.decisions.making import ANN, BEN, BERLIN, CHEN, DANA, DAY, DECISION, TERMS, WEDNESDAY

HERE, GONE = Decider("Dana"), Decider("Dana", here=False)
TODAY = WEDNESDAY.date()
ADVISED = replace(DECISION, terms=replace(TERMS, decider=DANA), co_owners=(BEN,))
COUNTING = replace(ADVISED, state=State.COUNTING, closed_at=WEDNESDAY, answered=3)
AWAITING = announce(COUNTING, Result({1: 1, 2: 2, 3: 0}, 3, (2,)))
WAITED = ask(AWAITING, OWNERS_ASKED)
TIED = announce(COUNTING, Result({1: 1, 2: 1, 3: 0}, 2, (1, 2)))
NOBODY = announce(COUNTING, Result({1: 0, 2: 0, 3: 0}, 0, ()))
SHORT = replace(AWAITING, terms=replace(AWAITING.terms, threshold=Threshold(80)))
WITH_NONE = replace(AWAITING, terms=replace(AWAITING.terms, options=(*TERMS.options, NONE_OF_THESE)))
FOR_NONE = replace(WITH_NONE, result=Result({1: 1, 2: 0, 3: 0, 0: 2}, 3, (0,)))
WRITING = Writing("1", "We know it.")


def decided(decision: Decision = AWAITING, **more: Any) -> Decision:
    return write(decision, DANA, replace(WRITING, **more), WEDNESDAY, TODAY)


@pytest.mark.parametrize("decision", [AWAITING, TIED, NOBODY, SHORT])
def test_where_somebody_decides_the_vote_advises_whatever_it_says(decision: Decision) -> None:
    assert decision.state is State.AWAITING
    assert decision.chosen is None


@pytest.mark.parametrize("decision", [AWAITING, WAITED])
def test_the_decider_writes_the_outcome(decision: Decision) -> None:
    check_may_write(decision, DANA, HERE)
    assert owes(decision, DANA)


@pytest.mark.parametrize("owner", [ANN, BEN])
def test_owners_write_it_once_they_were_asked_or_the_decider_is_gone(owner: Any) -> None:
    with pytest.raises(Refusal, match="within 5 business days, you are asked to take over"):
        check_may_write(AWAITING, owner, HERE)
    check_may_write(AWAITING, owner, GONE)
    check_may_write(WAITED, owner, HERE)
    assert not owes(AWAITING, owner)
    assert owes(WAITED, owner)


@pytest.mark.parametrize("decider", [HERE, GONE])
@pytest.mark.parametrize("decision", [AWAITING, WAITED])
def test_nobody_else_writes_it(decision: Decision, decider: Decider) -> None:
    with pytest.raises(Refusal, match=r"Dana decides|Dana can't decide here"):
        check_may_write(decision, CHEN, decider)
    assert not may_write(decision, CHEN, decider.here)


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (ADVISED, "The vote comes first."),
        (COUNTING, "The vote comes first."),
        (replace(ADVISED, state=State.STALLED), "The vote comes first."),
        (cancel(AWAITING, ANN, False, "Solved.", WEDNESDAY), "This decision was cancelled."),
        (decided(), "This decision has ended."),
    ],
)
def test_it_is_written_after_the_vote_and_once(decision: Decision, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        check_may_write(decision, DANA, HERE)
    assert not owes(decision, DANA)


def test_what_was_written_is_the_outcome() -> None:
    after = decided(
        trade_offs=" Cost ",
        success_metrics="p95",
        fallback="SQS",
        review_on=TODAY + DAY,
        confidence=4,
        from_nothing=True,
    )
    assert after.state is State.DECIDED
    assert after.chosen == 1
    outcome = after.outcome
    assert outcome is not None
    assert (outcome.by, outcome.rationale, outcome.trade_offs) == (DANA, "We know it.", "Cost")
    assert (outcome.review_on, outcome.confidence, outcome.from_nothing) == (TODAY + DAY, 4, True)
    assert after.result == AWAITING.result
    assert after.closed_at == WEDNESDAY


@pytest.mark.parametrize(("decision", "chosen"), [(AWAITING, NOTHING), (WITH_NONE, "0")])
def test_nothing_may_be_decided(decision: Decision, chosen: str) -> None:
    after = decided(decision, chosen=chosen)
    assert after.state is State.NO_DECISION
    assert after.chosen is None


WRONG: dict[str, tuple[Mapping[str, Any], str]] = {
    "chosen": ({"chosen": ""}, "Choose what is decided"),
    "chosen that is not there": ({"chosen": "7"}, "Choose what is decided"),
    "chosen that is none": ({"chosen": "0"}, "Choose what is decided"),
    "chosen that is no number": ({"chosen": "²"}, "Choose what is decided"),
    "rationale": ({"rationale": " \n "}, "Write why"),
    "rationale that is long": ({"rationale": "x" * 3001}, "3,001 characters"),
    "trade_offs": ({"trade_offs": "x" * 3001}, "3,000 fit"),
    "success_metrics": ({"success_metrics": "x" * 3001}, "3,000 fit"),
    "fallback": ({"fallback": "x" * 3001}, "3,000 fit"),
    "review_on": ({"review_on": TODAY}, "still to come"),
    "review_on before": ({"review_on": date(2020, 1, 1)}, "still to come"),
    "confidence": ({"confidence": 6}, "from 1 to 5"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_beside_its_field(name: str) -> None:
    change, sentence = WRONG[name]
    with pytest.raises(Refusal) as refused:
        decided(**change)
    assert list(refused.value.fields) == [name.partition(" ")[0]]
    assert sentence in refused.value.sentence


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        decided(chosen="", rationale="", review_on=TODAY, confidence=0)
    assert list(refused.value.fields) == ["chosen", "rationale", "review_on", "confidence"]


def test_the_longest_that_slack_takes_is_taken() -> None:
    outcome = decided(rationale="x" * 3000, fallback="y" * 3000).outcome
    assert outcome is not None
    assert (len(outcome.rationale), len(outcome.fallback)) == (3000, 3000)


@pytest.mark.parametrize(
    ("decision", "chosen", "passed"),
    [
        (AWAITING, "2", ()),
        (AWAITING, "1", (2,)),
        (AWAITING, NOTHING, (2,)),
        (TIED, "1", ()),
        (TIED, "3", (1, 2)),
        (TIED, NOTHING, ()),
        (NOBODY, "1", ()),
        (SHORT, "1", ()),
        (SHORT, "2", ()),
        (FOR_NONE, "1", (0,)),
        (FOR_NONE, "0", ()),
        (FOR_NONE, NOTHING, ()),
        (WITH_NONE, "0", (2,)),
    ],
)
def test_what_goes_against_the_vote_is_seen(decision: Decision, chosen: str, passed: tuple[int, ...]) -> None:
    assert overruled(decided(decision, chosen=chosen)) == passed
    assert overruled(decision) == ()


def test_it_is_asked_for_more_often_never_less() -> None:
    asked = [ask(AWAITING, times).asked for times in (1, 2, 3, 4)]
    assert asked == [1, 2, 3, 4]
    assert ask(WAITED, 2) is WAITED
    assert ask(decided(), 4).asked == 0


def test_reminders_come_after_one_and_three_business_days_in_working_hours_and_the_owners_after_five() -> (
    None
):
    evening = datetime(2026, 11, 19, 20, tzinfo=WEDNESDAY.tzinfo)  # A Thursday, 21:00 in Berlin.
    times = (*reminder_times(evening, BERLIN), owners_time(evening, BERLIN))
    assert [f"{local_time(moment, BERLIN.zone):%a %d %H:%M}" for moment in times] == [
        "Mon 23 09:00",
        "Wed 25 09:00",
        "Fri 27 09:00",
    ]
    noon = reminder_times(WEDNESDAY - DAY / 4, BERLIN)
    assert [f"{local_time(moment, BERLIN.zone):%a %d %H:%M}" for moment in noon] == [
        "Thu 19 11:00",
        "Mon 23 11:00",
    ]
