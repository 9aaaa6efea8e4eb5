"""The log tells nothing of hidden votes, however much it is told to log."""

import re
import shutil
from pathlib import Path

from tests.decisions.telling_aloud import tell_aloud
from tests.decisions.test_leaks_by_telling_twice import BEN_FOR_SQS, ELI_FOR_SQS
from tests.forks import Fork, fork

_CHANCE = re.compile(r'"(timestamp|seconds|milliseconds)": ?[^,}]*|"[\w-]{16,}"')


def logged(telling: Fork) -> list[str]:
    """The lines of the log of one telling, without its times and what chance gave."""
    ended = telling.end()
    assert ended.returncode == 0, ended.stderr
    return [_CHANCE.sub("", line) for line in ended.stderr.splitlines()]


def test_the_log_is_the_same_whoever_chose_what(sqlite_template: Path, tmp_path: Path) -> None:
    files = [shutil.copy(sqlite_template, tmp_path / f"{name}.db") for name in ("one", "other")]
    tellings = [fork(tell_aloud, *telling) for telling in zip(files, (BEN_FOR_SQS, ELI_FOR_SQS), strict=True)]
    one, other = map(logged, tellings)
    assert one == other
    assert "told" in one[-1], "This heard nothing of the log."
    assert [line for line in one if "SQS" in line or "Kafka" in line] == []
