"""PostgreSQL's own promises: what the server ends for another's sake is run again."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import OperationalError

from storage.database import parse_url
from storage.postgres import ATTEMPTS, PostgresDatabase
from storage.watch import Watch
from tests.storage.words import add, all_words, words

_CONFLICT = text("DO $$ BEGIN RAISE 'conflict' USING ERRCODE = 'serialization_failure'; END $$")


@pytest.fixture
def pauses() -> list[float]:
    """How long the database has waited before it ran an act again."""
    return []


@pytest.fixture
async def database(empty_postgres_url: str, pauses: list[float]) -> AsyncIterator[PostgresDatabase]:
    database = PostgresDatabase(parse_url(empty_postgres_url), Watch(), pause=pauses.append)
    await database.write(words.create)
    yield database
    await database.close()


async def test_acts_that_stand_in_each_others_way_are_both_done(
    database: PostgresDatabase, pauses: list[float]
) -> None:
    for word in ("ann", "ben"):
        await database.write(add, word)
    both_hold_one = threading.Barrier(2, timeout=10)
    met = threading.Event()

    def swap(tx: Connection, first: int, second: int) -> None:
        tx.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
        tx.execute(select(words).where(words.c.id == first).with_for_update())
        if not met.is_set():
            both_hold_one.wait()
            met.set()
        tx.execute(update(words).where(words.c.id == second).values(word=words.c.word + "!"))

    await asyncio.gather(database.write(swap, 1, 2), database.write(swap, 2, 1))
    assert sorted(await database.read(all_words)) == ["ann!", "ben!"]
    # Twice where the one that was broken off is back before the other has gone on.
    assert len(pauses) in (1, 2)


async def test_an_act_that_met_a_conflict_is_run_again_from_its_beginning(
    database: PostgresDatabase, pauses: list[float]
) -> None:
    runs: list[int] = []

    def add_at_the_third_try(tx: Connection) -> None:
        runs.append(len(runs))
        add(tx, "ann")
        if len(runs) < 3:
            tx.execute(_CONFLICT)

    await database.write(add_at_the_third_try)
    assert await database.read(all_words) == ["ann"]
    assert len(runs) == 3
    assert pauses == sorted(pauses)


async def test_an_act_that_meets_nothing_but_conflicts_fails_in_the_end(
    database: PostgresDatabase, pauses: list[float]
) -> None:
    with pytest.raises(OperationalError, match="conflict"):
        await database.write(lambda tx: tx.execute(_CONFLICT))
    assert len(pauses) == ATTEMPTS - 1


async def test_a_session_that_the_server_ended_is_replaced(database: PostgresDatabase) -> None:
    def end_all_others(tx: Connection) -> None:
        tx.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        )

    def stay(_tx: Connection, together: threading.Barrier) -> None:
        together.wait()

    together = threading.Barrier(2, timeout=10)
    await asyncio.gather(database.write(stay, together), database.write(stay, together))
    await database.write(end_all_others)
    for _ in range(2):
        assert await database.read(all_words) == []


async def test_sessions_speak_utc(database: PostgresDatabase) -> None:
    assert await database.read(lambda tx: tx.scalar(text("SHOW timezone"))) == "UTC"
