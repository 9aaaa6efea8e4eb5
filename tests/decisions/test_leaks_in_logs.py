"""The log tells nothing of hidden votes, however much it is told to log."""

import asyncio
import json
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.decisions.test_leaks_by_telling_twice import BEN_FOR_SQS, ELI_FOR_SQS

pytestmark = pytest.mark.both_engines

ROOT = Path(__file__).parents[2]
_CHANCE = re.compile(r'"(timestamp|seconds|milliseconds)": ?[^,}]*|"[\w-]{16,}"')


async def logged_by(file: Path, votes: Mapping[str, str]) -> list[str]:
    """The lines of the log of one telling, without its times and what chance gave."""
    command = sys.executable, "-m", "tests.decisions.telling_aloud", str(file), json.dumps(votes)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
    _, told = await process.communicate()
    assert process.returncode == 0, told.decode()
    return [_CHANCE.sub("", line) for line in told.decode().splitlines()]


async def test_the_log_is_the_same_whoever_chose_what(sqlite_template: Path, tmp_path: Path) -> None:
    files = [Path(shutil.copy(sqlite_template, tmp_path / f"{name}.db")) for name in ("one", "other")]
    one, other = await asyncio.gather(*map(logged_by, files, (BEN_FOR_SQS, ELI_FOR_SQS)))
    assert one == other
    assert [line for line in one if "SQS" in line or "Kafka" in line] == []
