"""One process owns an SQLite file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.lock import FileLock, OwnedError

_HOLDER = """
import sys
from pathlib import Path
from storage.lock import FileLock
with FileLock(Path(sys.argv[1])):
    print("owned", flush=True)
    sys.stdin.readline()
"""


def test_a_second_process_reads_who_owns_the_file_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "cairn.db"
    with _another_owner(path) as other:
        with pytest.raises(OwnedError) as refusal:
            FileLock(path)
        other.communicate("go\n", timeout=10)
    assert refusal.value.pid == other.pid
    assert str(refusal.value) == (
        f"The database {path} is in use by process {other.pid}: stop that process first, "
        "or set DATABASE_URL to a PostgreSQL server, which several processes can share."
    )


def test_a_process_that_ended_owns_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cairn.db"
    with _another_owner(path) as other:
        other.communicate("go\n", timeout=10)
    FileLock(path).release()


def test_a_process_that_was_killed_owns_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cairn.db"
    with _another_owner(path) as other:
        other.kill()
        other.communicate(timeout=10)
    FileLock(path).release()


def test_the_same_process_cannot_own_a_file_twice(tmp_path: Path) -> None:
    path = tmp_path / "cairn.db"
    with FileLock(path), pytest.raises(OwnedError) as refusal:
        FileLock(path)
    assert refusal.value.pid == os.getpid()


def test_what_is_released_can_be_owned_again(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "folder" / "cairn.db")
    lock.release()
    lock.release()
    FileLock(tmp_path / "folder" / "cairn.db").release()


def _another_owner(path: Path) -> subprocess.Popen[str]:
    """A process that owns the file until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "owned\n"
    return process
