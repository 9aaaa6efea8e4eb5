"""The record that a decision leaves: every field of it, and that nobody learns from it who chose what."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.decisions.records import Known, leaves_record, reckon, record_of
from rituals.decisions.model import Decision, Outcome, Result, State
from rituals.electorate import Voters
from rituals.ids import Channel, Team
from rituals.records.model import Alternative, Link, Participation, Record, Source, Weighed
from rituals.records.model import State as Standing
from tests.decisions.counted import COUNTED, DESCRIBED, EVERYTHING
from tests.decisions.making import ANN, BEN, CHEN, DANA, DECISION, TERMS, WEDNESDAY

MONDAY, FRIDAY, SPRING = date(2026, 11, 16), date(2026, 11, 20), date(2027, 3, 1)
OLDER = Record(
    Team("TMERIDIAN"),
    Source("decision", "dec0", "https://meridian.example/archives/C1/p1"),
    Channel("CPLATFORM"),
    "Which queue?",
    Standing.PROPOSED,
    ANN,
    MONDAY,
    number=7,
)
KNOWN = Known(MONDAY, FRIDAY, "https://meridian.example/archives/C1/p2", (ANN, CHEN), (DANA,), OLDER)
OUTCOME = Outcome(BEN, 1, "We know it.", WEDNESDAY, "On call.", "No loss.", "SQS.", SPRING, 4, True)
ENDED = replace(
    EVERYTHING,
    state=State.DECIDED,
    answered=2,
    closed_at=WEDNESDAY,
    result=Result({1: 1, 2: 2, 3: 0, 0: 0}, 2, (2,)),
    outcome=OUTCOME,
)


def kept_of(decision: Decision, known: Known = KNOWN) -> Record:
    return record_of(decision, known, reckon(decision))


def test_everything_that_a_record_can_hold_is_in_it() -> None:
    kept = kept_of(ENDED)
    assert kept == Record(
        team=DECISION.team,
        source=Source("decision", "dec1", KNOWN.permalink),
        channel=TERMS.channel,
        title="Which queue?",
        state=Standing.ACCEPTED,
        owner=ANN,
        decided_on=FRIDAY,
        asked_on=MONDAY,
        options=(
            Alternative(
                "Kafka",
                "A log that we run ourselves, on three machines.\nCost: high.\nRisk: low.\n"
                "What would have to be true: Two people stay on the team who know it.",
                "We know it\nReplays are cheap",
                "- Somebody has to be on call",
            ),
            Alternative("SQS", "A managed queue; one pays for what one uses.\nCost: low.", "", "No replays"),
            Alternative("NATS"),
        ),
        result=kept.result,
        decision="Kafka",
        rationale="We know it.",
        trade_offs="On call.",
        participation=Participation(2, 3),
        method="approval",
        decider=BEN,
        consulted=(ANN, CHEN),
        informed=(DANA,),
        success_metrics="No loss.",
        fallback="SQS.",
        confidence=4,
        review_on=SPRING,
        supersedes=(7,),
    )
    assert len(DESCRIBED) == 4


def test_what_goes_against_the_vote_is_told_first() -> None:
    both = replace(EVERYTHING.terms, threshold=TERMS.threshold)
    result = kept_of(replace(ENDED, terms=both)).result
    assert result[0] == "Decided against the vote for SQS."
    assert result[1].startswith("SQS: 2")


def test_a_matrix_tells_its_weights() -> None:
    kept = kept_of(COUNTED["matrix"])
    assert kept.criteria == (Weighed("Cost", 30), Weighed("Speed", 50), Weighed("Risk", 20))
    assert kept.rationale
    assert kept.decider is None


@pytest.mark.parametrize("name", [name for name, one in COUNTED.items() if one.state.is_final])
def test_every_count_leaves_a_record(name: str) -> None:
    decision = COUNTED[name]
    kept = kept_of(decision)
    assert leaves_record(decision)
    assert kept.decision
    assert (kept.state is Standing.ACCEPTED) == (decision.state is State.DECIDED)


WITHOUT = replace(ENDED, outcome=None, terms=replace(TERMS, review_on=SPRING))
UNDECIDED = replace(WITHOUT, state=State.NO_DECISION)


@pytest.mark.parametrize(
    ("decision", "state", "said"),
    [
        (WITHOUT, Standing.ACCEPTED, "SQS"),
        (COUNTED["single-below-threshold"], Standing.REJECTED, "No decision"),
        (COUNTED["single-none-of-these"], Standing.REJECTED, "No decision: the vote is for none of these"),
        (COUNTED["single-all-abstained"], Standing.PROPOSED, "No decision: everybody who voted abstained"),
        (COUNTED["single-all-equal"], Standing.PROPOSED, "A tie"),
        (replace(UNDECIDED, result=None, answered=1), Standing.PROPOSED, "No decision"),
        (
            replace(UNDECIDED, outcome=replace(OUTCOME, chosen=None)),
            Standing.REJECTED,
            "No decision, against the vote for SQS",
        ),
    ],
)
def test_how_it_stands_follows_from_how_it_ended(decision: Decision, state: Standing, said: str) -> None:
    kept = kept_of(decision)
    assert kept.state is state
    assert kept.decision.startswith(said)
    assert kept.review_on == (SPRING if decision is WITHOUT else None)


def test_what_settles_nothing_leads_to_the_round_before_and_does_not_take_its_place() -> None:
    kept = kept_of(UNDECIDED)
    assert kept.supersedes == ()
    assert kept.links == (Link("D-7", "https://meridian.example/archives/C1/p1"),)


def test_a_round_elsewhere_is_not_told_of_to_those_who_may_not_see_it() -> None:
    elsewhere = replace(OLDER, channel=Channel("CSECRET"))
    assert kept_of(UNDECIDED, replace(KNOWN, older=elsewhere)).links == ()


def test_where_anyone_could_vote_there_is_no_whole() -> None:
    anyone = replace(WITHOUT, terms=replace(TERMS, voters=Voters.ANYONE))
    assert kept_of(anyone).participation == Participation(2, None)


@pytest.mark.parametrize(
    "decision",
    [
        DECISION,
        replace(ENDED, state=State.AWAITING),
        replace(ENDED, state=State.CANCELLED),
        replace(UNDECIDED, result=None, terms=replace(TERMS, options=TERMS.options[:1])),
    ],
)
def test_what_goes_on_was_cancelled_or_left_no_choice_leaves_no_record(decision: Decision) -> None:
    assert not leaves_record(decision)
