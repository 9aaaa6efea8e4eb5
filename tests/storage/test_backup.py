"""A copy of the database: whole, private, and never written over something."""

import os
import resource
import sqlite3
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage import records
from storage.backup import back_up
from storage.database import Database, connect_to_read, open_database
from storage.errors import SetupError
from storage.lock import FileLock
from storage.migrate import is_current, migrate
from tests.forks import command, fork, run
from tests.records.making import TEAM, furnish, numbered

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
async def living(empty_url: str) -> AsyncIterator[Database]:
    """A database with a record in it that somebody has open, at `empty_url`."""
    migrate(empty_url)
    database = open_database(empty_url)
    await database.write(furnish)
    await database.write(records.add, numbered(1, title="Which queue?"))
    yield database
    await database.close()


def read_title(tx: Connection) -> str:
    return records.get(tx, TEAM, 1).title


@ON_SQLITE
async def test_it_holds_what_is_committed_and_is_a_database_of_its_own(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copies" / "copy.db"
    copy.parent.mkdir()
    with FileLock(tmp_path / "empty.db"):
        size = back_up(empty_url, copy)
    assert [file.name for file in copy.parent.iterdir()] == ["copy.db"]
    assert size == copy.stat().st_size
    assert copy.stat().st_mode & 0o777 == 0o600
    assert is_current(f"sqlite:///{copy}")
    with connect_to_read(f"sqlite:///{copy}") as tx:
        assert read_title(tx) == "Which queue?"
    restored = open_database(f"sqlite:///{copy}")
    await restored.write(records.add, numbered(2, title="Which broker?"))
    await restored.close()
    assert len(await living.read(records.read_all, TEAM)) == 1


@ON_SQLITE
async def test_what_is_there_already_is_not_written_over(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    (tmp_path / "copy.db").write_text("dear")
    with pytest.raises(SetupError, match="is there already"):
        back_up(empty_url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "dear"


@ON_SQLITE
async def test_where_it_cannot_be_written_it_says_so_and_leaves_nothing(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(SetupError, match="Choose another place"):
        back_up(empty_url, tmp_path / "nowhere" / "copy.db")
    assert sorted(os.listdir(tmp_path)) == before


@ON_SQLITE
@pytest.mark.parametrize("place", ["empty.db/copy.db", "x" * 300])
async def test_where_no_file_can_be_it_says_so(
    living: Database, empty_url: str, tmp_path: Path, place: str
) -> None:
    with pytest.raises(SetupError, match="Choose another place"):
        back_up(empty_url, tmp_path / place)


@ON_SQLITE
async def test_a_link_that_leads_nowhere_is_not_written_over(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    (tmp_path / "copy.db").symlink_to(tmp_path / "disk that is away" / "copy.db")
    with pytest.raises(SetupError, match="is there already"):
        back_up(empty_url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").is_symlink()


SMALL = 4_000_000


def fill(tx: Connection) -> None:
    """More is in the database than a copy has room for, or SQLite keeps in memory."""
    tx.exec_driver_sql("CREATE TABLE filling (fill BLOB)")
    for _ in range(20):
        tx.exec_driver_sql("INSERT INTO filling VALUES (zeroblob(?))", (SMALL // 10,))


def run_where_files_stay_small(*words: str, database_url: str) -> None:
    """`python -m bot …` where no file can grow longer than that, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))
    command(words, {"DATABASE_URL": database_url})


@ON_SQLITE
async def test_where_no_room_is_left_nothing_is_left_either(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    await living.write(fill)
    before = sorted(os.listdir(tmp_path))
    words = "backup", str(tmp_path / "copy.db")
    done = fork(partial(run_where_files_stay_small, database_url=empty_url), *words).end()
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing is left of it" in done.stderr
    assert sorted(os.listdir(tmp_path)) == before


async def test_a_damaged_database_leaves_no_copy_that_somebody_would_trust(tmp_path: Path) -> None:
    file = tmp_path / "cairn.db"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE notes (note TEXT)")
        made.executemany("INSERT INTO notes VALUES (?)", [("x" * 500,)] * 100)
    made.close()
    content = bytearray(file.read_bytes())
    content[8192 + 8 : 8192 + 12] = b"\x00\x09\x00\x09"  # Two rows begin where there is none.
    file.write_bytes(content)
    with pytest.raises(SetupError, match="damaged"):
        back_up(f"sqlite:///{file}", tmp_path / "copy.db")
    assert sorted(os.listdir(tmp_path)) == ["cairn.db"]


async def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="There is no database"):
        back_up(f"sqlite:///{tmp_path}/cairn.db", tmp_path / "copy.db")
    assert os.listdir(tmp_path) == []


async def test_postgresql_has_its_own_command(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"pg_dump --format=custom --file=copy\.dump"):
        back_up("postgresql://db/cairn", Path("copy.dump"))


@ON_SQLITE
async def test_the_command_tells_where_it_is_and_what_is_not_in_it(
    living: Database, empty_url: str, tmp_path: Path
) -> None:
    done = run("backup", str(tmp_path / "copy.db"), database_url=empty_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert f" MB in {tmp_path}/copy.db. The key" in done.stdout
    again = run("backup", str(tmp_path / "copy.db"), database_url=empty_url)
    assert (again.returncode, again.stdout) == (1, "")
    assert "is there already" in again.stderr
