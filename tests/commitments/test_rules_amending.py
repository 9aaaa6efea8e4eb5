"""Amending a proposal: free until somebody has taken a position; afterwards it says what changed."""

from dataclasses import replace
from typing import Any

import pytest

from rituals.commitments.amending import Wording, amend, mark_of, texts_of
from rituals.commitments.model import Commitment
from rituals.refusal import Refusal
from tests.commitments.going import fields_of
from tests.commitments.making import (
    ANN,
    BEN,
    COMMITMENT,
    CONFIRMING,
    DECIDED,
    ESCALATED,
    MONDAY,
    REVEALED,
    STALLED,
    TERMS,
    WEDNESDAY,
    WORKING,
)

ANSWERED = replace(COMMITMENT, answered=1)


def wording(seen: str = "", **texts: str) -> Wording:
    return Wording(replace(texts_of(TERMS), **texts), seen)


def test_it_is_free_until_somebody_has_taken_a_position() -> None:
    after = amend(COMMITMENT, ANN, wording(proposal=" Move the queue to SQS "), MONDAY)
    assert after.terms == replace(TERMS, proposal="Move the queue to SQS")
    assert (after.version, after.earliest, after.change) == (2, 2, "")


@pytest.mark.parametrize("commitment", [ANSWERED, REVEALED, WORKING])
def test_afterwards_it_says_what_changed_and_older_positions_stay(commitment: Commitment) -> None:
    after = amend(
        commitment, ANN, wording(proposal="Move it", aim="Sleep", evidence="Pages per night"), MONDAY
    )
    assert (after.version, after.earliest) == (2, 1)
    assert after.change == "the proposal, what it optimises for and the evidence changed"
    assert (after.state, after.answered) == (commitment.state, commitment.answered)
    assert amend(commitment, ANN, wording(context=""), MONDAY).change == "the context changed"


def test_each_version_says_what_it_changed_and_no_older_one() -> None:
    twice = amend(
        amend(ANSWERED, ANN, wording(aim="Sleep"), MONDAY),
        ANN,
        wording(aim="Sleep", trade_offs="None"),
        MONDAY,
    )
    assert (twice.version, twice.change) == (3, "the trade-offs changed")


def test_who_has_not_seen_the_newest_text_does_not_write_over_it() -> None:
    seen = mark_of(TERMS)
    first = amend(ANSWERED, ANN, wording(seen, aim="Sleep"), MONDAY)
    with pytest.raises(Refusal, match="somebody amended it") as refused:
        amend(first, ANN, wording(seen, evidence="Pages"), MONDAY)
    assert fields_of(refused) == ["proposal"]


@pytest.mark.parametrize(
    ("texts", "fields"),
    [
        ({}, ["proposal"]),
        ({"proposal": " "}, ["proposal"]),
        ({"proposal": "x" * 301, "context": "x" * 3001}, ["proposal", "context"]),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(texts: dict[str, str], fields: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        amend(ANSWERED, ANN, wording(**texts), MONDAY)
    assert fields_of(refused) == fields


@pytest.mark.parametrize(
    ("commitment", "by", "sentence"),
    [
        (ANSWERED, BEN, "Only the owner"),
        (STALLED, ANN, "Its owner can extend it"),
        (ESCALATED, ANN, "Positions are closed"),
        (CONFIRMING, ANN, "It is decided"),
        (DECIDED, ANN, "has ended"),
    ],
)
def test_only_owners_amend_it_and_only_while_positions_are_taken(
    commitment: Commitment, by: Any, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        amend(commitment, by, wording(aim="Sleep"), MONDAY)


def test_nothing_is_amended_in_the_second_after_the_deadline_though_the_clock_has_not_come() -> None:
    with pytest.raises(Refusal, match="The time for this has passed"):
        amend(ANSWERED, ANN, wording(aim="Sleep"), WEDNESDAY)
