"""An RFC about which nothing happens any more."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rituals.refusal import Refusal
from rituals.rfcs.model import State
from rituals.rfcs.silence import REASON, Answer, answer, ask_at, is_silent
from tests.rfcs.making import ACCEPTED, ANN, BEN, BERLIN, DAY, FINAL, MONDAY, POSTPONED, RFC

LATER = MONDAY + 30 * DAY


def test_the_author_is_asked_after_thirty_days_in_their_working_hours() -> None:
    assert ask_at(MONDAY, BERLIN) == LATER
    assert ask_at(MONDAY + 3 * DAY, BERLIN) == datetime(2026, 12, 21, 8, tzinfo=UTC)  # Not on a Saturday.


def test_what_ends_by_itself_or_has_ended_or_is_postponed_is_not_silent() -> None:
    assert is_silent(RFC, MONDAY, LATER)
    assert is_silent(replace(FINAL, paused_at=MONDAY), MONDAY, LATER)
    assert not is_silent(RFC, MONDAY, LATER - DAY)
    for rfc in (FINAL, ACCEPTED, POSTPONED):
        assert not is_silent(rfc, MONDAY, LATER)


def test_the_author_goes_on_postpones_or_withdraws() -> None:
    assert answer(RFC, ANN, Answer.CONTINUE, MONDAY, LATER) is RFC
    postponed = answer(RFC, ANN, Answer.POSTPONE, MONDAY, LATER)
    assert (postponed.state, postponed.ended_by, postponed.ending) == (State.POSTPONED, ANN, REASON)
    withdrawn = answer(RFC, ANN, Answer.WITHDRAW, MONDAY, LATER)
    assert (withdrawn.state, withdrawn.closed_at, withdrawn.ending) == (State.WITHDRAWN, LATER, REASON)


def test_an_answer_comes_from_an_author_and_only_while_it_is_silent() -> None:
    with pytest.raises(Refusal, match="Only the author"):
        answer(RFC, BEN, Answer.CONTINUE, MONDAY, LATER)
    with pytest.raises(Refusal, match="Something has happened"):
        answer(RFC, ANN, Answer.POSTPONE, LATER - DAY, LATER)
