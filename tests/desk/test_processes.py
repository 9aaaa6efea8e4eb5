"""The command line: each command as people run it, and what is refused, in a sentence and with exit code 1."""

import os
from pathlib import Path

import pytest

from storage.lock import FileLock
from tests.forks import run, run_in_earnest


@pytest.mark.parametrize("process", ["web", "worker"])
def test_a_sqlite_file_has_one_process(process: str, tmp_path: Path) -> None:
    ended = run_in_earnest(process, database_url=f"sqlite:///{tmp_path}/cairn.db")
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
    for process in (run_in_earnest, run):
        assert process("migrate", database_url=f"sqlite:///{tmp_path}/cairn.db").returncode == 0


def test_the_doctor_ends_as_ill_as_what_it_has_looked_at(tmp_path: Path) -> None:
    ended = run_in_earnest("doctor", database_url=f"sqlite:///{tmp_path}/cairn.db")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "\n--  SLACK_BOT_TOKEN is not set" in ended.stdout
    assert "\nok  A key will be made at the first start" in ended.stdout
    assert list(tmp_path.iterdir()) == []
