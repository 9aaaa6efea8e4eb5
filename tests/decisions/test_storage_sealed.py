"""Sealed ballots as they are stored: under one key, in their place, readable for as long as that key is there."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Connection, select, update

from bot.app import make_sealer
from handlers.decisions.acts import hiding
from rituals.decisions.answer import Mark, choosing
from rituals.decisions.model import Decision
from rituals.decisions.terms import Secrecy
from rituals.ids import DecisionId, DraftId, Person
from storage import decisions, sealed_ballots, seals, timers
from storage.database import Database
from storage.keys import Keyring, UnreadableError
from storage.schema import ballots
from storage.timers import Timer
from tests.decisions.making import ANN, BEN, CHEN, DECISION, MONDAY, TERMS, ballot

FORMER, LATTER = Fernet.generate_key().decode(), Fernet.generate_key().decode()
RING = Keyring([FORMER])
SEALED = replace(DECISION, terms=replace(TERMS, secrecy=Secrecy.SEALED))


@pytest.fixture
async def decision(database: Database) -> Decision:
    """A sealed decision on which Ann and Ben have voted for SQS, and Chen for Kafka."""
    await database.write(decisions.add, SEALED)
    for person, option in ((ANN, 2), (BEN, 2), (CHEN, 1)):
        await database.write(sealed_ballots.save, SEALED, person, ballot(option), make_sealer(RING))
    return SEALED


async def test_ballots_are_counted_from_a_box_that_the_servers_key_opens(
    database: Database, decision: Decision
) -> None:
    box = await database.read(sealed_ballots.read_box, decision.team, decision.id)
    assert box.open(RING) == {choosing([2]): 2, choosing([1]): 1}


async def test_a_box_is_opened_after_the_servers_key_was_changed_as_long_as_the_former_is_there(
    database: Database, decision: Decision
) -> None:
    box = await database.read(sealed_ballots.read_box, decision.team, decision.id)
    assert box.open(Keyring([LATTER, FORMER])) == {choosing([2]): 2, choosing([1]): 1}
    with pytest.raises(UnreadableError):
        box.open(Keyring([LATTER]))


async def test_votes_after_a_change_of_the_servers_key_go_under_the_same_seal(
    database: Database, decision: Decision
) -> None:
    both = Keyring([LATTER, FORMER])
    await database.write(sealed_ballots.save, decision, CHEN, ballot(3), make_sealer(both))
    box = await database.read(sealed_ballots.read_box, decision.team, decision.id)
    assert box.open(RING) == {choosing([2]): 2, choosing([3]): 1}


async def test_a_person_is_shown_their_own_answer_alone(database: Database, decision: Decision) -> None:
    assert await database.read(sealed_ballots.open_own, decision, ANN, RING) == choosing([2])
    assert await database.read(sealed_ballots.open_own, decision, CHEN, RING) == choosing([1])
    with pytest.raises(UnreadableError):
        await database.read(sealed_ballots.open_own, decision, ANN, Keyring([LATTER]))


async def test_the_longest_ballot_can_be_sealed(database: Database, decision: Decision) -> None:
    cells = tuple(Mark(option, criterion, 5) for option in range(1, 16) for criterion in range(1, 5))
    given = replace(ballot(), answer=cells)
    await database.write(sealed_ballots.save, decision, ANN, given, make_sealer(RING))
    assert await database.read(sealed_ballots.open_own, decision, ANN, RING) == cells


async def test_an_answer_that_was_given_to_somebody_else_is_not_counted(
    database: Database, decision: Decision
) -> None:
    def give_anns_to_ben(tx: Connection) -> None:
        anns = select(ballots.c.sealed).where(ballots.c.person == ANN).scalar_subquery()
        tx.execute(update(ballots).where(ballots.c.person == BEN).values(sealed=anns))

    await database.write(give_anns_to_ben)
    box = await database.read(sealed_ballots.read_box, decision.team, decision.id)
    with pytest.raises(UnreadableError):
        box.open(RING)


async def test_once_the_key_is_destroyed_nothing_can_be_opened(
    database: Database, decision: Decision
) -> None:
    ritual = decision.ref
    assert await database.write(seals.destroy, ritual)
    assert not await database.write(seals.destroy, ritual)
    with pytest.raises(UnreadableError):
        await database.read(sealed_ballots.read_box, decision.team, decision.id)
    with pytest.raises(UnreadableError):
        await database.read(sealed_ballots.open_own, decision, ANN, RING)


async def test_answers_are_destroyed_in_portions_and_who_took_part_is_kept(
    database: Database, decision: Decision
) -> None:
    destroyed = [
        await database.write(sealed_ballots.destroy, decision.team, decision.id, 2) for _ in range(3)
    ]
    assert destroyed == [2, 1, 0]
    assert await database.read(read_rows) == [(person, None, None, "") for person in (ANN, BEN, CHEN)]


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_where_very_many_have_voted_the_rest_follows_once_the_key_is_gone(
    database: Database, decision: Decision
) -> None:
    def vote(tx: Connection) -> None:
        for number in range(hiding.PORTION):
            sealed_ballots.save(tx, decision, Person(f"U{number:05}"), ballot(1), make_sealer(RING))

    def find(tx: Connection) -> Timer | None:
        (due,) = timers.read_due(tx, MONDAY, 2) or (0,)
        return timers.find(tx, due)

    await database.write(vote)
    await database.write(hiding.let_go, decision, MONDAY)
    left = [row for row in await database.read(read_rows) if row[2] is not None]
    assert len(left) == 3
    assert await database.read(seals.find_wrapped, decision.ref) is None
    timer = await database.read(find)
    assert timer is not None
    await database.write(hiding.destroy_rest, timer, MONDAY, None)
    assert [row for row in await database.read(read_rows) if row[2] is not None] == []
    assert await database.read(find) is None


async def test_nothing_tells_when_a_sealed_answer_came(database: Database, decision: Decision) -> None:
    def read_times(tx: Connection) -> set[datetime]:
        return set(tx.execute(select(ballots.c.cast_at)).scalars())

    assert await database.read(read_times) == {MONDAY}
    wrapped = await database.read(seals.find_wrapped, decision.ref)
    assert Fernet(FORMER).extract_timestamp(wrapped or "") == 0


async def test_an_act_that_runs_twice_seals_the_same(database: Database) -> None:
    sealer = make_sealer(RING)
    await database.write(decisions.add, SEALED)
    written = []
    for _ in range(2):
        await database.write(sealed_ballots.save, SEALED, ANN, ballot(2), sealer)
        written.append(await database.read(read_rows))
    assert written[0] == written[1]


def test_keys_are_not_shown_where_a_sealer_is() -> None:
    sealer = make_sealer(RING)
    assert repr(sealer.key) not in repr(sealer)


async def test_the_keys_that_cannot_be_opened_are_counted(database: Database, decision: Decision) -> None:
    later = replace(decision, id=DecisionId("dec2"), draft=DraftId("draft2"))
    await database.write(decisions.add, later)
    await database.write(sealed_ballots.save, later, ANN, ballot(2), make_sealer(Keyring([LATTER])))
    rings = RING, Keyring([LATTER]), Keyring([LATTER, FORMER]), None
    assert [await database.read(seals.count_unreadable, ring) for ring in rings] == [1, 1, 0, 2]


def read_rows(tx: Connection) -> list[tuple[Any, ...]]:
    found = select(ballots.c.person, ballots.c.answer, ballots.c.sealed, ballots.c.action_ts)
    return [tuple(row) for row in tx.execute(found.order_by(ballots.c.person))]
