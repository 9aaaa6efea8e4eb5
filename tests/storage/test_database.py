"""What every database promises, on both engines."""

import asyncio
import signal
import threading

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from rituals.refusal import Refusal
from storage.database import Database, open_database
from storage.errors import SetupError
from storage.watch import Watch
from tests.forks import fork
from tests.storage.words import add, add_and_crash, add_and_wait, add_then_refuse, all_words, refuse, words

BOUND = 10


@pytest.fixture
async def database(fresh_database: Database) -> Database:
    await fresh_database.write(words.create)
    return fresh_database


async def test_an_act_returns_its_value_and_is_stored(database: Database, engine: str) -> None:
    assert await database.write(add, "raise") == "raise"
    assert await database.read(all_words) == ["raise"]
    assert database.dialect == engine


async def test_arguments_can_be_named(database: Database) -> None:
    assert await database.write(add, word="carry") == "carry"


async def test_a_refusal_reaches_its_caller_and_disturbs_nobody(database: Database) -> None:
    first, second, third = await asyncio.gather(
        database.write(add, "ann"),
        database.write(refuse),
        database.write(add, "ben"),
        return_exceptions=True,
    )
    assert (first, third) == ("ann", "ben")
    assert isinstance(second, Refusal)
    assert sorted(await database.read(all_words)) == ["ann", "ben"]


async def test_nothing_is_left_of_an_act_that_fails_after_a_write(database: Database) -> None:
    answers = await asyncio.gather(
        database.write(add, "ann"),
        database.write(add_then_refuse, "ben"),
        database.write(add, "chen"),
        return_exceptions=True,
    )
    assert isinstance(answers[1], Refusal)
    assert sorted(await database.read(all_words)) == ["ann", "chen"]


async def test_what_the_database_refuses_reaches_its_caller_without_the_values(database: Database) -> None:
    await database.write(add, "secret")
    with pytest.raises(IntegrityError) as refusal:
        await database.write(add, "secret")
    assert "INSERT INTO words" in str(refusal.value)
    assert "[SQL parameters hidden" in str(refusal.value)


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        await database.read(add, "ann")
    assert await database.read(all_words) == []


async def test_a_read_sees_one_picture_from_beginning_to_end(database: Database) -> None:
    looked, written = threading.Event(), threading.Event()

    def look_twice(tx: Connection) -> list[list[str]]:
        first = all_words(tx)
        looked.set()
        assert written.wait(BOUND)
        return [first, all_words(tx)]

    reading = asyncio.create_task(database.read(look_twice))
    await asyncio.to_thread(looked.wait, BOUND)
    await database.write(add, "ann")
    written.set()
    assert await reading == [[], []]
    assert await database.read(all_words) == ["ann"]


async def test_an_act_that_runs_is_carried_through_though_its_caller_left(
    database: Database, database_url: str
) -> None:
    running, go_on = threading.Event(), threading.Event()
    task = asyncio.create_task(database.write(add_and_wait, "ann", running, go_on))
    await asyncio.to_thread(running.wait, BOUND)
    task.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    await database.close()
    assert await words_at(database_url) == ["ann"]


async def test_an_act_that_stops_an_iteration_does_not_leave_its_caller_waiting(database: Database) -> None:
    def take_from_nothing(_tx: Connection) -> str:
        nothing: list[str] = []
        return next(iter(nothing))

    for run in (database.write, database.read):
        with pytest.raises(RuntimeError, match="StopIteration"):
            await asyncio.wait_for(run(take_from_nothing), BOUND)
    assert await database.write(add, "ann") == "ann"


async def test_each_commit_is_told_in_the_event_loop(database: Database) -> None:
    told = asyncio.Event()
    threads: list[int] = []

    def tell() -> None:
        threads.append(threading.get_ident())
        told.set()

    database.on_commit(tell)
    await database.write(add, "ann")
    await asyncio.wait_for(told.wait(), BOUND)
    assert set(threads) == {threading.get_ident()}


async def test_a_refused_act_is_not_told(database: Database) -> None:
    told: list[str] = []
    database.on_commit(lambda: told.append("commit"))
    with pytest.raises(Refusal):
        await database.write(refuse)
    await database.close()
    assert told == []


async def test_closing_finishes_what_waits(database: Database, database_url: str) -> None:
    waiting = [asyncio.create_task(database.write(add, f"word {number}")) for number in range(300)]
    await asyncio.sleep(0)  # All tasks have begun, and stand in line.
    await database.close()
    assert len(await asyncio.gather(*waiting)) == 300
    assert len(await words_at(database_url)) == 300


async def test_a_closed_database_says_so(database: Database) -> None:
    await database.close()
    await database.close()
    with pytest.raises(RuntimeError, match="is closed"):
        await database.write(add, "ann")
    with pytest.raises(RuntimeError, match="is closed"):
        await database.read(all_words)


async def test_a_slow_act_is_reported_by_its_name(database_url: str) -> None:
    reports: list[tuple[str, float]] = []
    # The first act takes 20 milliseconds by this stopwatch, the second 51.
    hands = iter([0.0, 0.020, 1.0, 1.051])
    watch = Watch(on_slow=lambda act, ms: reports.append((act, round(ms))), stopwatch=lambda: next(hands))
    database = open_database(database_url, watch)
    await database.write(words.create)
    with pytest.raises(Refusal):
        await database.write(refuse)
    await database.close()
    assert reports == [("tests.storage.words.refuse", 51)]


@pytest.mark.parametrize(
    ("point", "stored"),
    [("act.done", []), ("before commit", []), ("after commit", ["ann"])],
)
async def test_a_crash_leaves_all_or_nothing(
    database: Database, database_url: str, point: str, stored: list[str]
) -> None:
    process = fork(add_and_crash, database_url, "ann", point)
    ended = await asyncio.to_thread(process.end, 30)
    assert ended.returncode == -signal.SIGKILL
    assert await database.read(all_words) == stored


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "mysql://localhost/cairn",
            "DATABASE_URL begins with mysql: only sqlite and postgresql are supported.",
        ),
        ("var/cairn.db", "DATABASE_URL is no database address"),
        ("sqlite://", "DATABASE_URL names no file"),
        ("sqlite:///:memory:", "DATABASE_URL names no file"),
        ("sqlite:////proc/cairn.db", "The database /proc/cairn.db cannot be opened"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_with_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(SetupError, match=sentence):
        open_database(url)


async def words_at(url: str) -> list[str]:
    """What is stored, as one sees it who opens the database anew."""
    again = open_database(url)
    stored = await again.read(all_words)
    await again.close()
    return stored
