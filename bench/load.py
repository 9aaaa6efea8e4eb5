"""The load: sixty-four connections, each with the next request of a file as soon as the last one is answered."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.children import ROOT
from bench.generator import CONNECTIONS

WRK = shutil.which("wrk")


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it."""

    answered: int
    seconds: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answered / self.seconds


def drive(port: int, file: Path, seconds: int) -> Load:
    """Sends requests of the file for so long; RuntimeError where one is not answered with 2xx."""
    command: tuple[str, ...]
    if WRK:
        script = str(ROOT / "bench" / "cycle.lua")
        settings = ("-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", script)
        command = (WRK, *settings, f"http://127.0.0.1:{port}/slack/events", "--", str(file))
    else:
        command = (sys.executable, "-m", "bench.generator", str(port), str(file), str(seconds))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603
    result = next(line for line in done.stdout.splitlines() if line.startswith("RESULT"))
    answered, microseconds, failed = map(int, result.split()[1:])
    if failed:
        raise RuntimeError(f"{failed} of {answered} requests were not answered well.")
    return Load(answered, microseconds / 1_000_000)


def generator() -> str:
    """What sends the requests, in words."""
    return "wrk" if WRK else "a generator in Python (wrk is not installed)"
