"""SQLite's own promises: acts in groups, one writer, a private file, nothing left of what was deleted."""

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from rituals.refusal import Refusal
from storage.errors import SetupError
from storage.sqlite import SqliteDatabase
from storage.watch import Watch
from tests.storage.words import add, add_then_refuse, all_words, refuse, wait, words

BOUND = 10


@pytest.fixture
def points() -> list[str]:
    """The points that the database has passed."""
    return []


@pytest.fixture
async def database(tmp_path: Path, points: list[str]) -> AsyncIterator[SqliteDatabase]:
    database = SqliteDatabase(tmp_path / "cairn.db", Watch(checkpoint=points.append))
    await database.write(words.create)
    points.clear()
    yield database
    await database.close()


class Gate:
    """Holds the writer, so that the acts that come meanwhile are one group."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._running, self._go_on = threading.Event(), threading.Event()
        self._holding = asyncio.create_task(database.write(wait, self._running, self._go_on))

    async def closed(self) -> None:
        assert await asyncio.to_thread(self._running.wait, BOUND)

    async def open(self) -> None:
        await asyncio.sleep(0)  # Those who wait have come into the line.
        self._go_on.set()
        await self._holding


@pytest.fixture
async def gate(database: SqliteDatabase) -> Gate:
    gate = Gate(database)
    await gate.closed()
    return gate


async def test_acts_that_wait_together_share_a_commit_and_run_in_order(
    database: SqliteDatabase, gate: Gate, points: list[str]
) -> None:
    numbers = [f"{number}" for number in range(100)]
    acts = [asyncio.create_task(database.write(add, number)) for number in numbers]
    await gate.open()
    assert await asyncio.gather(*acts) == numbers
    assert await database.read(all_words) == numbers
    # One commit for the act that held the writer, one for all others.
    assert points.count("after commit") == 2


async def test_a_refusal_costs_its_group_nothing(
    database: SqliteDatabase, gate: Gate, points: list[str]
) -> None:
    first = asyncio.create_task(database.write(add, "ann"))
    refused = asyncio.create_task(database.write(refuse))
    last = asyncio.create_task(database.write(add, "ben"))
    await gate.open()
    with pytest.raises(Refusal):
        await refused
    assert [await first, await last] == ["ann", "ben"]
    assert points.count("act.done") == 4


async def test_an_act_that_fails_after_a_write_makes_its_group_run_again_one_by_one(
    database: SqliteDatabase, gate: Gate, points: list[str]
) -> None:
    first = asyncio.create_task(database.write(add, "ann"))
    failing = asyncio.create_task(database.write(add_then_refuse, "ben"))
    last = asyncio.create_task(database.write(add, "chen"))
    await gate.open()
    with pytest.raises(Refusal):
        await failing
    assert [await first, await last] == ["ann", "chen"]
    assert await database.read(all_words) == ["ann", "chen"]
    # The holder; together, until the second fails; then each alone, of which two are committed.
    assert points.count("act.done") == 1 + 2 + 3
    assert points.count("after commit") == 1 + 2


async def test_a_commit_that_fails_is_told_to_all_and_leaves_nothing(tmp_path: Path) -> None:
    commits = itertools.count(1)

    def fail_at_the_third(point: str) -> None:
        if point == "before commit" and next(commits) == 3:
            raise OSError("The disk is gone.")

    database = SqliteDatabase(tmp_path / "cairn.db", Watch(checkpoint=fail_at_the_third))
    await database.write(words.create)
    gate = Gate(database)
    await gate.closed()
    acts = [asyncio.create_task(database.write(add, word)) for word in ("ann", "ben")]
    await gate.open()
    answers = await asyncio.gather(*acts, return_exceptions=True)
    assert [str(answer) for answer in answers] == ["The disk is gone."] * 2
    assert await database.write(add, "chen") == "chen"
    assert await database.read(all_words) == ["chen"]
    await database.close()


async def test_an_act_whose_caller_left_while_it_waited_is_not_run(
    database: SqliteDatabase, gate: Gate
) -> None:
    left = asyncio.create_task(database.write(add, "ann"))
    stayed = asyncio.create_task(database.write(add, "ben"))
    await asyncio.sleep(0)  # Both stand in line.
    left.cancel()
    await gate.open()
    assert await stayed == "ben"
    assert await database.read(all_words) == ["ben"]


async def test_an_act_cannot_commit_by_itself(database: SqliteDatabase) -> None:
    def add_and_commit(tx: Connection) -> None:
        add(tx, "ann")
        tx.commit()
        add(tx, "ben")

    with pytest.raises(Exception, match="closed transaction"):
        await database.write(add_and_commit)
    assert await database.write(add, "chen") == "chen"


async def test_the_file_is_private_and_durable(database: SqliteDatabase, tmp_path: Path) -> None:
    await database.write(add, "ann")
    for name in ("cairn.db", "cairn.db-wal", "cairn.db-shm"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "mmap_size", "busy_timeout")
    assert [await database.write(ask, pragma) for pragma in pragmas] == ["wal", 2, 1, 1, 0, 5000]
    assert await database.read(ask, "query_only") == 1


def ask(tx: Connection, pragma: str) -> object:
    return tx.exec_driver_sql(f"PRAGMA {pragma}").scalar()


def test_a_file_that_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "cairn.db").write_text("Dear diary, " * 100)
    with pytest.raises(SetupError, match="cannot be used: file is not a database"):
        SqliteDatabase(tmp_path / "cairn.db", Watch())
