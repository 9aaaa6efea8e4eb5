"""What stands in the database before a measurement: an open decision, its electorate, its ballots, its card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from rituals.decisions.answer import choosing
from rituals.decisions.model import Ballot, Decision, State
from rituals.decisions.terms import Method, Option, Quorum, Secrecy, Terms
from rituals.electorate import Voters
from rituals.ids import Channel, DecisionId, DraftId, Person, Team
from storage import cards, decisions, electors, seats
from storage.cards import Card
from storage.database import Database

RITUAL = "decision"
AT_ONCE = 500
BEFORE = "1000000000.000000"
"""The `action_ts` of ballots that were there before: older than every click that is measured."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the decision stands, and who opened it."""

    team: Team
    channel: Channel
    owner: Person


BENCH = Place(Team("T0BENCH"), Channel("C0BENCH"), Person("U0OWNER"))
"""A place that only the database knows."""


def name_people(how_many: int) -> list[Person]:
    """So many people's ids."""
    return [Person(f"U{number:08}") for number in range(how_many)]


def make_decision(place: Place, name: str) -> Decision:
    """An open decision for two weeks, decided by one press of one of three buttons; who voted what is open."""
    now = datetime.now(UTC)
    terms = Terms(
        channel=place.channel,
        question="Which queue do we use for the nightly import?",
        context="It took three hours again. Most of it is waiting for the old queue.",
        options=(Option(1, "Kafka"), Option(2, "SQS"), Option(3, "NATS")),
        method=Method.SINGLE,
        fewest=1,
        most=1,
        secrecy=Secrecy.OPEN,
        voters=Voters.CHANNEL,
        quorum=Quorum(50, percent=True),
        closes_at=now + timedelta(days=14),
        close_when_all=False,
    )
    return Decision(
        team=place.team,
        id=DecisionId(name),
        draft=DraftId(f"draft of {name}"),
        owner=place.owner,
        terms=terms,
        state=State.OPEN,
        version=1,
        change="",
        seats=0,
        answered=0,
        extended=False,
        opened_at=now,
    )


async def open_decision(
    database: Database, decision: Decision, asked: Sequence[Person], voted: Sequence[Person] = ()
) -> None:
    """The decision is stored with its card, these people asked, and those of them who have voted already."""
    await database.write(_open, decision, len(asked), len(voted))
    for part in _parts(asked):
        await database.write(electors.add, decision.ref, part)
    for part in _parts(voted):
        await database.write(_vote, decision, part)


def _open(tx: Connection, decision: Decision, asked: int, voted: int) -> None:
    decisions.add(tx, decision)
    decisions.save(tx, replace(decision, seats=asked, answered=voted))
    place = decision.terms.channel
    cards.add(tx, Card(decision.team, f"card-{decision.id}", RITUAL, decision.id, place), decision.opened_at)


def _vote(tx: Connection, decision: Decision, people: Sequence[Person]) -> None:
    for person in people:
        seats.save_ballot(tx, decision, person, Ballot(choosing([1]), 1, BEFORE), decision.opened_at)


def _parts(people: Sequence[Person]) -> list[Sequence[Person]]:
    return [people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE)]
