"""The command line: what is refused, in a sentence and with exit code 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.lock import FileLock


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs `python -m bot …` to its end."""
    environment = {"PATH": os.environ["PATH"], **{name.upper(): value for name, value in settings.items()}}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("process", ["web", "worker"])
def test_a_sqlite_file_has_one_process(process: str, tmp_path: Path) -> None:
    ended = run(process, database_url=f"sqlite:///{tmp_path}/cairn.db")
    assert ended.returncode == 1
    assert "An SQLite file has one process" in ended.stderr


def test_a_second_run_on_the_same_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cairn.db"
    with FileLock(file):
        ended = run("run", database_url=f"sqlite:///{file}", slack_signing_secret="s")
    assert ended.returncode == 1
    assert str(os.getpid()) in ended.stderr


def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    ended = run("run", port="eighty", database_url=f"sqlite:///{tmp_path}/cairn.db")
    assert ended.returncode == 1
    assert "PORT" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_running_with_no_way_to_hear_slack_is_refused(tmp_path: Path) -> None:
    ended = run("run", database_url=f"sqlite:///{tmp_path}/cairn.db")
    assert ended.returncode == 1
    assert "SLACK_SIGNING_SECRET" in ended.stderr


def test_migrating_twice_is_no_harm(tmp_path: Path) -> None:
    for _ in range(2):
        assert run("migrate", database_url=f"sqlite:///{tmp_path}/cairn.db").returncode == 0
