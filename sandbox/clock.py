"""The workspace's time: real time plus an offset that can only grow.

The offset wanted is written to a file for the bot, which moves step by step and writes how far it came to
`<file>.reached`; the workspace follows what was reached, so a message never comes before its cause.
Signatures, triggers and rates use real time and do not ask here.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

_POLL_SECONDS = 0.02


class Clock:
    """Real time plus the offset reached; without a file the offset wanted counts at once."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.wanted = _read_seconds(file) or 0.0 if file else 0.0

    @property
    def reached(self) -> float:
        """The offset in seconds that holds now: the bot's, when it has written one."""
        if self.file is None:
            return self.wanted
        written = _read_seconds(self._reached_file(self.file))
        return self.wanted if written is None else written

    @property
    def now(self) -> float:
        """The workspace's time in seconds since 1970."""
        return time.time() + self.reached

    def move(self, seconds: float) -> None:
        """Want the time to be so many seconds further on; it never goes back."""
        if seconds < 0:
            raise ValueError("The clock moves forward only.")
        self.wanted += seconds
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.file.with_name(f"{self.file.name}.new")
            fresh.write_text(f"{self.wanted:.6f}")
            fresh.replace(self.file)

    def follow(self) -> None:
        """Let the bot lead from the first move on, also when it has written nothing yet."""
        if self.file is not None and not self._reached_file(self.file).exists():
            self._reached_file(self.file).write_text(f"{self.wanted:.6f}")

    async def arrive(self, seconds: float) -> bool:
        """Whether the bot reached the wanted offset within so many real seconds."""
        ends = time.monotonic() + seconds
        while self.reached < self.wanted - 1e-3:
            if time.monotonic() > ends:
                return False
            await asyncio.sleep(_POLL_SECONDS)
        return True

    @staticmethod
    def _reached_file(file: Path) -> Path:
        return file.with_name(f"{file.name}.reached")


def _read_seconds(file: Path) -> float | None:
    try:
        return float(file.read_text())
    except (FileNotFoundError, ValueError):
        return None
