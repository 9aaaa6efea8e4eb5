"""What stays of an RFC that has ended: its record."""

from dataclasses import replace

import pytest

from handlers.rfcs.records import Known, alternatives, leaves_record, record_of
from rituals.records.model import Alternative, Dissent, Link, Participation
from rituals.records.model import State as RecordState
from rituals.rfcs.model import Rfc, Stance, Standing
from tests.rfcs.making import (
    ACCEPTED,
    BEN,
    CHEN,
    DANA,
    EMIL,
    FINAL,
    POSTPONED,
    REJECTED,
    RFC,
    TODAY,
    WITHDRAWN,
    concern_of,
    standing,
)

KNOWN = Known(TODAY, TODAY, "https://example.com/card")
REVIEWED = standing(Ben=Stance.APPROVE, Chen=Stance.APPROVE, Dana=None)
HARMLESS = replace(concern_of(DANA), blocks=False, standing=Standing.ANSWERED, answer="It is fast.")
SETTLED = replace(concern_of(CHEN), number=2, standing=Standing.RESOLVED, resolved_by=CHEN)
INSTEAD = replace(concern_of(BEN), number=3, standing=Standing.RESOLVED, resolved_by=EMIL, reason="Ben left.")


def test_a_record_tells_what_was_proposed_why_and_who_saw_it_differently() -> None:
    text = replace(
        RFC.terms.text, metrics="No outage.", risks="It may be slow.", link="https://example.com/doc"
    )
    rfc = replace(ACCEPTED, terms=replace(ACCEPTED.terms, text=text))
    record = record_of(rfc, REVIEWED, [HARMLESS, SETTLED, INSTEAD], KNOWN)
    assert record.title == "RFC-7: One queue for all events"
    assert record.state is RecordState.ACCEPTED
    assert record.context == text.motivation
    assert record.decision == text.summary
    assert record.options == (Alternative("Do nothing: two more outages a year."),)
    wanted = "It is slow.\n\nWould be resolved by: A benchmark."
    assert record.dissent == (
        Dissent(DANA, f"{wanted}\n\nAnswer: It is fast.", stands="did not block"),
        Dissent(BEN, f"{wanted}\n\nSettled: Ben left.", stands="settled by the decider"),
    )
    assert record.participation == Participation(2, 3)
    assert (record.decider, record.consulted, record.informed) == (EMIL, (BEN, CHEN), (DANA,))
    assert (record.success_metrics, record.trade_offs) == ("No outage.", "It may be slow.")
    assert record.links == (Link("Full document", "https://example.com/doc"),)
    assert record.result == (
        "2 of 3 reviewers approved.",
        "3 concerns were raised.",
        "Accepted at the end of final comment.",
    )


def test_a_rejection_tells_why_and_what_was_still_open() -> None:
    record = record_of(REJECTED, REVIEWED, [concern_of(DANA)], KNOWN)
    assert record.state is RecordState.REJECTED
    assert record.rationale == "Too dear."
    said = "It is slow.\n\nWould be resolved by: A benchmark."
    assert record.dissent == (Dissent(DANA, said, stands="still open"),)
    assert "1 concern was raised, 1 of them still open." in record.result


@pytest.mark.parametrize("rfc", [RFC, FINAL, POSTPONED, WITHDRAWN])
def test_only_what_was_accepted_or_rejected_is_remembered(rfc: Rfc) -> None:
    assert not leaves_record(rfc)


def test_alternatives_are_paragraphs_named_by_their_first_line() -> None:
    written = "Do nothing\nTwo more outages.\n\n\nKafka\n\n" + "x" * 200
    assert list(alternatives(written)) == [
        Alternative("Do nothing", "Two more outages."),
        Alternative("Kafka"),
        Alternative("x" * 149 + "…", "x" * 200),
    ]
