"""Values for tests of records: one usual record, from which each test takes another, and where they live."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from rituals.ids import Channel, Person, Team
from rituals.records.model import (
    Alternative,
    Dissent,
    Link,
    Participation,
    Record,
    Source,
    State,
    Weighed,
)
from rituals.workspace import Member, Place
from storage import channels, people, records

TEAM = Team("TMERIDIAN")
ANN, BEN, CHEN = (Person(f"U{name}") for name in ("ANN", "BEN", "CHEN"))
PLATFORM, LEADS = Channel("CPLATFORM"), Channel("CLEADS")
READ_AT = datetime(2026, 1, 1, tzinfo=UTC)

RECORD = Record(
    team=TEAM,
    source=Source("decision", "dec1"),
    channel=PLATFORM,
    title="Which queue?",
    state=State.ACCEPTED,
    owner=ANN,
    decided_on=date(2026, 11, 18),
)

FULL = replace(
    RECORD,
    number=12,
    source=Source("decision", "dec12", "https://meridian.slack.com/archives/CPLATFORM/p1"),
    asked_on=date(2026, 11, 16),
    context="The outbox is full every night.\nIt has to be replaced before the winter sale.",
    options=(
        Alternative("Kafka", "A log, run by us.", "Fast\nKeeps what was sent", "Needs two people to run"),
        Alternative("SQS", pros="Nothing to run"),
        Alternative("NATS"),
    ),
    criteria=(Weighed("cost", 60), Weighed("performance", 40)),
    result=("SQS 3.8 of 5", "Kafka 3.1 of 5"),
    decision="SQS",
    rationale="It is good enough, and nobody has to run it.",
    trade_offs="We are tied to one cloud.",
    dissent=(
        Dissent(
            BEN,
            "We will pay for each message.\n\nOptimises for: A small bill",
            "The bill is over 500 a month by May.",
            "disagreed, commits",
            "Who foresaw it says: it came true.",
        ),
        Dissent(ANN, "Nobody here has run it."),
    ),
    participation=Participation(7, 9),
    method="matrix",
    decider=CHEN,
    consulted=(ANN, BEN),
    informed=(ANN,),
    success_metrics="No full outbox for a month.",
    fallback="Back to the outbox, on a larger machine.",
    confidence=4,
    review_on=date(2027, 2, 18),
    tags=("infra", "queue"),
    links=(Link("RFC-7", "https://example.com/rfc-7"),),
)


def furnish(tx: Connection) -> None:
    """Ann and Ben are everywhere, Chen in #platform alone; #leads is private."""
    told = [
        Member(ANN, "Ann Keller", "UTC"),
        Member(BEN, "Ben Ortiz", "UTC"),
        Member(CHEN, "Chen Wei", "UTC"),
    ]
    people.save_people(tx, TEAM, told, READ_AT)
    for channel, name, private, inside in (
        (PLATFORM, "platform", False, [ANN, BEN, CHEN]),
        (LEADS, "leads", True, [ANN, BEN]),
    ):
        channels.save_channel(tx, TEAM, Place(channel, name, private, False, True, True), READ_AT)
        channels.add_members(tx, (TEAM, channel), inside, READ_AT)
        channels.note_members_read(tx, (TEAM, channel), READ_AT)


def keep(tx: Connection, record: Record) -> Record:
    """The record as it is stored."""
    return records.get(tx, record.team, records.add(tx, record))


def numbered(number: int, **changes: object) -> Record:
    """A record of another source."""
    return replace(RECORD, source=Source("decision", f"dec{number}"), **changes)  # type: ignore[arg-type]
