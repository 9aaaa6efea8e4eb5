"""Where many are asked: what concerns all of them is done in portions, and nobody is left out or told twice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select

from handlers.decisions.acts import due, leaving, managing, voting
from handlers.decisions.acts.course import ASK_AGAIN
from handlers.decisions.acts.opening import Opening, open_decision, prepare
from handlers.decisions.acts.voting import Incoming
from handlers.payloads import Who
from handlers.register import Heard, Register
from handlers.reminding import NUDGES, PORTION
from rituals.decisions.amending import Wording
from rituals.decisions.answer import choosing
from rituals.decisions.form import Form
from rituals.decisions.model import RITUAL, Ballot, Decision
from rituals.electorate import Voters
from rituals.ids import DecisionId, DraftId, Person, Ref
from rituals.workspace import Member, Place
from storage import channels, decisions, history, people, seats, timers
from storage.database import Database
from storage.keys import Keyring
from storage.schema import deliveries
from storage.schema import timers as rows
from storage.sealing import Sealer
from storage.timers import Timer
from tests.decisions.making import ANN, DECISION, MONDAY, TERMS, ballot
from tests.statements import statements
from tests.town import KEY

TEAM, CHANNEL = DECISION.team, TERMS.channel
CROWD = [Person(f"U{number:04}") for number in range(PORTION + 1)]
OPENING = Opening(TEAM, ANN, DraftId("draft1"), Form(user_group="S1"), TERMS)
UNUSED = Sealer(Keyring([KEY]), bytes(32), bytes(12))  # No vote here is sealed.
WORDING = Wording("Which broker?", "", ("Kafka", "SQS", "NATS"))

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def gather(tx: Connection) -> None:
    """One person more than fits a portion is in the channel and in a group; Ann is in neither."""
    people.save_people(tx, TEAM, [Member(one, one, "Europe/Berlin") for one in (ANN, *CROWD)], MONDAY)
    channels.save_channel(tx, TEAM, Place(CHANNEL, "platform", False, False, True, True), MONDAY)
    channels.add_members(tx, (TEAM, CHANNEL), CROWD, MONDAY)
    people.save_user_group_members(tx, TEAM, "S1", CROWD)


async def opened(database: Database, opening: Opening = OPENING) -> Decision:
    await database.write(gather)
    assert (await database.read(prepare, opening)).seats == len(CROWD)
    return await database.write(open_decision, opening, (DecisionId("dec1"), "card1"), MONDAY)


def answer(tx: Connection, decision: Decision, given: Ballot, who: Sequence[Person] = CROWD) -> None:
    for person in who:
        seats.save_ballot(tx, decision, person, given, MONDAY)
        seats.count_answer(tx, decision, 1)


async def work_off(
    database: Database, kind: str, act: Callable[[Connection, Timer, datetime, Any], None]
) -> int:
    """Does what the timer asks for until it is done; returns in how many portions."""

    def find(tx: Connection) -> Timer | None:
        found = tx.execute(select(rows.c.timer_id).where(rows.c.kind == kind)).scalar()
        return None if found is None else timers.find(tx, found)

    portions = 0
    while timer := await database.read(find):
        await database.write(act, timer, MONDAY, None)
        portions += 1
    return portions


def read_told(tx: Connection, view: str) -> list[str]:
    told = select(deliveries.c.person).where(deliveries.c.view == view).order_by(deliveries.c.person)
    return list(tx.execute(told).scalars())


@pytest.mark.parametrize("voters", [Voters.CHANNEL, Voters.GROUP])
async def test_everybody_has_a_seat_and_is_nudged_once(database: Database, voters: Voters) -> None:
    decision = await opened(database, replace(OPENING, terms=replace(TERMS, voters=voters)))
    assert decision.seats == len(CROWD)
    assert await work_off(database, NUDGES[-1], due.nudge) == 2
    assert await database.read(read_told, "nudge") == CROWD


async def test_everybody_who_answered_an_older_text_is_asked_once(database: Database) -> None:
    decision = await opened(database)
    await database.write(answer, decision, ballot(1))
    await database.write(managing.amend, Who(TEAM, ANN), "dec1", WORDING, MONDAY)
    assert await database.read(read_told, f"{RITUAL}.amended") == []
    assert await work_off(database, ASK_AGAIN, due.ask_again) == 2
    assert await database.read(read_told, f"{RITUAL}.amended") == CROWD


async def test_many_who_leave_at_once_are_no_longer_counted_and_counted_again_once_they_are_back(
    database: Database,
) -> None:
    register = Register([leaving.lose], [leaving.regain])
    heard, gone, voter = Heard(MONDAY, MONDAY), CROWD[:100], CROWD[0]
    decision = await opened(database)
    await database.write(seats.save_ballot, decision, voter, ballot(1), MONDAY)
    await database.write(seats.count_answer, decision, 1)
    for act, left in [(register.take_left, len(CROWD) - 99), (register.take_joined, len(CROWD))]:
        await database.write(act, TEAM, CHANNEL, gone, heard)
        assert (await database.read(decisions.find, TEAM, "dec1") or decision).seats == left
    entries = await database.read(history.read_latest, Ref(TEAM, RITUAL, "dec1"), 1000)
    assert [entry.act for entry in entries] == ["came back"] * 99 + ["left"] * 99 + ["opened"]


async def test_a_vote_takes_the_same_few_statements_however_many_have_voted(database: Database) -> None:
    decision = await opened(database)

    def cast(tx: Connection, person: Person) -> list[str]:
        incoming = Incoming(TEAM, person, decision.id, choosing([1]), UNUSED, "1.2")
        return statements(tx, lambda: voting.cast(tx, incoming, MONDAY))

    first = await database.write(cast, CROWD[0])
    await database.write(answer, decision, ballot(1), CROWD[1:-2])
    # The decision with the person's seat and ballot; the ballot; the count; History; the card.
    assert len(first) == 5
    assert await database.write(cast, CROWD[-2]) == first
