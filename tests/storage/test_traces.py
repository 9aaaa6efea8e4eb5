"""What was destroyed is gone from SQLite's file and from its log, whoever reads and whatever is killed."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete

from storage import sqlite
from storage.sqlite import SqliteDatabase
from storage.traces import TOLD_AFTER, Traces, leave_no_trace
from storage.watch import Watch
from tests.storage.words import add, words

SECRET = "canary"
BOUND = 10


def destroy(tx: Connection) -> None:
    """All words are gone without a trace."""
    tx.execute(delete(words))
    leave_no_trace(tx)


def kept(file: Path) -> list[str]:
    """The files of the database in which the secret still stands."""
    files = file.parent.glob(f"{file.name}*")
    return sorted(one.name for one in files if SECRET.encode() in one.read_bytes())


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Somebody beside Cairn looks at the database as it is now, and takes their time."""
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM words").fetchone()
    yield
    reader.close()


async def test_what_an_act_destroys_without_a_trace_is_gone_when_it_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "cairn.db"
    database = SqliteDatabase(file, Watch())
    await database.write(words.create)
    await database.write(add, SECRET)
    assert kept(file) == ["cairn.db-wal"]
    await database.write(destroy)
    assert kept(file) == []
    assert (tmp_path / "cairn.db-wal").stat().st_size == 0
    await database.close()


async def test_where_somebody_reads_it_is_gone_as_soon_as_they_are_done(tmp_path: Path) -> None:
    file = tmp_path / "cairn.db"
    database = SqliteDatabase(file, Watch())
    await database.write(words.create)
    await database.write(add, SECRET)
    with reading(file):
        await database.write(destroy)
        assert kept(file) != []
    async with asyncio.timeout(BOUND):
        # Nobody acts: it is tried again by itself.
        while await asyncio.to_thread(kept, file):
            pass
    await database.close()


async def test_acts_go_on_while_somebody_reads_and_the_next_one_tries_again(tmp_path: Path) -> None:
    file = tmp_path / "cairn.db"
    database = SqliteDatabase(file, Watch())
    await database.write(words.create)
    await database.write(add, SECRET)
    with reading(file):
        await database.write(destroy)
        assert await database.write(add, "ann") == "ann"
    await database.write(add, "ben")
    assert kept(file) == []
    await database.close()


async def test_what_a_killed_process_had_destroyed_is_gone_after_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    (tmp_path / "after").mkdir()
    file, copy = tmp_path / "before" / "cairn.db", tmp_path / "after" / "cairn.db"

    def copy_files(point: str) -> None:
        # As a kill leaves them: committed, and nothing done after that.
        if point == "after commit":
            for one in file.parent.iterdir():
                shutil.copy(one, copy.parent)

    database = SqliteDatabase(file, Watch(checkpoint=copy_files))
    await database.write(words.create)
    await database.write(add, SECRET)
    await database.write(destroy)
    await database.close()
    assert kept(copy) == ["cairn.db-wal"]
    database = SqliteDatabase(copy, Watch())
    await database.write(add, "ann")
    assert kept(copy) == []
    await database.close()


def test_whoever_watches_is_told_where_it_is_tried_again_and_again(tmp_path: Path) -> None:
    file, told = tmp_path / "cairn.db", list[int]()
    engine = sqlite.engine_for(file, "BEGIN IMMEDIATE")
    with engine.connect() as tx:
        with tx.begin():
            words.create(tx)
        traces = Traces(tx, Watch(on_traces=told.append))
        with tx.begin():
            add(tx, SECRET)
        with reading(file):
            with tx.begin():
                destroy(tx)
            for _ in range(TOLD_AFTER):
                traces.wipe()
            assert told == [TOLD_AFTER]
            assert kept(file) != []
        traces.wipe()
        assert kept(file) == []
    engine.dispose()
