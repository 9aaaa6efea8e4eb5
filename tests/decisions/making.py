"""Values for tests of decisions: one usual decision, from which each test takes another."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from rituals.calendar import WorkingCalendar
from rituals.decisions.answer import choosing
from rituals.decisions.form import Form
from rituals.decisions.model import Ballot, Decision, State
from rituals.decisions.terms import Method, Option, Quorum, Secrecy, Terms
from rituals.electorate import Voters
from rituals.ids import Channel, DecisionId, DraftId, Person, Team

ANN, BEN, CHEN, DANA = (Person(f"U{name}") for name in ("ANN", "BEN", "CHEN", "DANA"))
BERLIN = WorkingCalendar(ZoneInfo("Europe/Berlin"))
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

FORM = Form(channel="CPLATFORM", question="Which queue?", options="Kafka\nSQS\nNATS")

TERMS = Terms(
    channel=Channel("CPLATFORM"),
    question="Which queue?",
    context="",
    options=(Option(1, "Kafka"), Option(2, "SQS"), Option(3, "NATS")),
    method=Method.SINGLE,
    fewest=1,
    most=1,
    secrecy=Secrecy.OPEN,
    voters=Voters.CHANNEL,
    quorum=Quorum(),
    closes_at=WEDNESDAY,
    close_when_all=False,
)

DECISION = Decision(
    team=Team("TMERIDIAN"),
    id=DecisionId("dec1"),
    draft=DraftId("draft1"),
    owner=ANN,
    terms=TERMS,
    state=State.OPEN,
    version=1,
    change="",
    seats=3,
    answered=0,
    extended=False,
    opened_at=MONDAY,
)


def options(*texts: str) -> tuple[Option, ...]:
    """Options numbered from 1."""
    return tuple(Option(number, text) for number, text in enumerate(texts, 1))


def ballot(*choices: int, at: str = "", version: int = 1) -> Ballot:
    """A ballot that counts."""
    return Ballot(choosing(choices), version, at)
