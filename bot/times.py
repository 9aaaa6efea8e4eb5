"""The two clocks: `now` for deadlines and calendars, which a sandbox can move forward, and real time, which nobody moves."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


def real_time() -> datetime:
    """The time on this machine."""
    return datetime.now(UTC)


class Now(Protocol):
    """A clock that can be behind where it is wanted, and is moved there step by step."""

    def __call__(self) -> datetime:
        """The rituals' time."""
        ...

    def wanted(self) -> datetime:
        """Where the clock should be."""
        ...

    def is_behind(self) -> bool:
        """Whether the clock is not there yet."""
        ...

    def move_to(self, moment: datetime) -> None:
        """Moves the clock forward to this moment."""
        ...

    def arrive(self) -> None:
        """Moves the clock to where it should be."""
        ...


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks that everything is wired with."""

    now: Now
    real: Callable[[], datetime]


class PlainNow:
    """The rituals' time is real time."""

    def __call__(self) -> datetime:
        """Real time."""
        return real_time()

    def wanted(self) -> datetime:
        """Where it is already."""
        return real_time()

    def is_behind(self) -> bool:
        """Never."""
        return False

    def move_to(self, moment: datetime) -> None:
        """Nothing: time moves by itself."""

    def arrive(self) -> None:
        """Nothing: it is there."""


class FileNow:
    """Real time and an offset that a file asks for, in seconds; how far we have come stands in `<file>.reached`.

    Any number of processes share the files: who hears Slack follows those who work.
    """

    def __init__(self, file: Path) -> None:
        self._file, self._reached = file, file.with_name(file.name + ".reached")

    def __call__(self) -> datetime:
        """Real time and the offset that was reached."""
        return real_time() + timedelta(seconds=_read(self._reached))

    def wanted(self) -> datetime:
        """Real time and the offset that is asked for."""
        return real_time() + timedelta(seconds=_read(self._file))

    def is_behind(self) -> bool:
        """Whether a greater offset is asked for than was reached."""
        return _read(self._file) > _read(self._reached)

    def move_to(self, moment: datetime) -> None:
        """The offset that brings us to this moment is reached."""
        self._reach((moment - real_time()).total_seconds())

    def arrive(self) -> None:
        """The offset that is asked for is reached."""
        self._reach(_read(self._file))

    def _reach(self, offset: float) -> None:
        if offset > _read(self._reached):
            beside = self._reached.with_name(f"{self._reached.name}.{os.getpid()}")
            beside.write_text(f"{offset:.6f}")
            beside.replace(self._reached)


def _read(file: Path) -> float:
    try:
        return float(file.read_text())
    except (FileNotFoundError, ValueError):
        return 0.0
