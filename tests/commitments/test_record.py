"""The record of a commitment: what it tells, and that it tells a no as it tells silence."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.commitments.records import Known, dissent_of, leaves_record, record_of
from rituals.commitments.model import Commitment, Forecast, Outcome, Result, Ruling, State, Verdict
from rituals.positions import Pledge
from rituals.records.model import Link, Record, Source
from rituals.records.model import State as Standing
from tests.commitments.making import (
    AGREES,
    ANN,
    BEN,
    BLOCKS,
    CHEN,
    COMMITMENT,
    DANA,
    DECIDED,
    DISAGREES,
    DROPPED,
    FRIDAY,
    POSITIONS,
    TERMS,
)

KNOWN = Known(date(2026, 11, 16), date(2026, 11, 20), "https://slack/1", (CHEN,), (DANA,))
OLDER = Record(
    COMMITMENT.team,
    Source("commitment", "com0", "https://slack/0"),
    TERMS.channel,
    "Move the queue",
    Standing.ACCEPTED,
    ANN,
    date(2026, 1, 1),
    number=7,
)


def test_every_dissent_is_told_word_for_word_with_aims_condition_and_prediction() -> None:
    positions = {
        **POSITIONS,
        BEN: replace(DISAGREES, pledge=Pledge.ON_RECORD),
        CHEN: replace(BLOCKS, pledge=Pledge.YES),
    }
    record = record_of(DECIDED, positions, KNOWN)
    ben, chen = record.dissent
    assert (ben.person, chen.person) == (BEN, CHEN)
    assert chen.words == (
        "Nobody here can run it.\n\nOptimises for: Nothing of our own at night\n\n"
        "Would commit if: Two of us are trained first"
    )
    assert chen.prediction == "We are paged for NATS more than once a week (by 1 Mar 2027)"
    assert (ben.stands, chen.stands) == (
        "disagreed, commits, and stands by the concern",
        "could not commit, commits",
    )


def test_a_no_is_told_as_silence_is() -> None:
    no, silence = (
        record_of(DECIDED, {CHEN: replace(BLOCKS, pledge=one)}, KNOWN) for one in (Pledge.NO, None)
    )
    assert no == silence
    assert no.dissent[0].stands == "could not commit, not confirmed"


def test_what_is_dropped_is_rejected_and_nobody_has_to_commit() -> None:
    record = record_of(DROPPED, POSITIONS, KNOWN)
    assert (record.state, record.decision, record.rationale) == (
        Standing.REJECTED,
        "Dropped.",
        "We can't run it yet.",
    )
    assert [one.stands for one in record.dissent] == ["disagreed", "could not commit"]


def test_what_was_changed_is_decided_in_the_deciders_words() -> None:
    changed = replace(
        DECIDED, ruling=Ruling(BEN, Verdict.CHANGE, "Trained first.", FRIDAY, "Move it, trained")
    )
    record = record_of(changed, POSITIONS, KNOWN)
    assert (record.title, record.decision, record.decider) == (
        "Move it, trained",
        "Changed by its decider. Proposed was: Move the queue to NATS",
        BEN,
    )


def test_with_nobody_against_it_the_decider_is_the_one_who_was_named() -> None:
    agreed = replace(DECIDED, ruling=None, result=Result(2, 0, 0, 0, 1))
    record = record_of(agreed, {ANN: AGREES}, KNOWN)
    assert (record.decider, record.dissent, record.decision) == (ANN, (), "Carried as it was proposed.")
    assert record.result == ("Decided. 2 agree.", "1 abstained.")
    assert record.rationale == "Nobody who took a position was left who could not commit."


def test_context_aim_and_evidence_are_told_together() -> None:
    terms = replace(TERMS, evidence="A spike")
    record = record_of(replace(DECIDED, terms=terms), {}, KNOWN)
    assert record.context == (
        "The old queue is full every night.\n\nOptimises for: Fewer nights on call\n\nEvidence: A spike"
    )
    assert record.trade_offs == "A month without new features"


@pytest.mark.parametrize(
    ("commitment", "supersedes", "links"),
    [(DECIDED, (7,), ()), (DROPPED, (), (Link("D-7", "https://slack/0"),))],
)
def test_what_is_taken_up_anew_and_decided_takes_the_place_of_the_record_before(
    commitment: Commitment, supersedes: tuple[int, ...], links: tuple[Link, ...]
) -> None:
    record = record_of(commitment, POSITIONS, replace(KNOWN, older=OLDER))
    assert (record.supersedes, record.links) == (supersedes, links)
    elsewhere = record_of(commitment, POSITIONS, replace(KNOWN, older=replace(OLDER, channel="COTHER")))  # type: ignore[arg-type]
    assert (elsewhere.supersedes, elsewhere.links) == ((), ())


def test_only_what_was_decided_or_dropped_leaves_a_record() -> None:
    assert [state for state in State if leaves_record(replace(COMMITMENT, state=state))] == [
        State.DECIDED,
        State.DROPPED,
    ]


def test_what_became_of_a_prediction_is_told_once_it_is_published() -> None:
    forecast = Forecast(COMMITMENT.id, CHEN, BEN, "Pages", date(2027, 3, 1), date(2027, 3, 1), Outcome.TRUE)
    assert dissent_of(DECIDED, CHEN, BLOCKS, forecast).outcome == ""
    told = dissent_of(DECIDED, CHEN, BLOCKS, replace(forecast, published=True)).outcome
    assert told == "Who foresaw it says: it came true. The decider says: nothing yet."
