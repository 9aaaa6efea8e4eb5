"""Processes that a measurement starts, and ends."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
READY_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Child:
    """A process that listens."""

    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(module: str, *arguments: str) -> Iterator[Child]:
    """A process of ours that writes its port once it listens."""
    process = _start(("-m", module, *arguments), {}, ROOT, subprocess.PIPE)
    try:
        assert process.stdout is not None
        yield Child(process, int(process.stdout.readline()))
    finally:
        _end(process)


@contextmanager
def running_bot(folder: Path, environment: dict[str, str], *module: str) -> Iterator[Child]:
    """`python -m bot run`, or this module, over the database in this folder, as in earnest; not ready yet."""
    port = _free_port()
    settings = {
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "DATABASE_URL": database_url(folder),
        "CAIRN_LOG_LEVEL": "WARNING",
        **environment,
    }
    # Its own folder, so that nobody's `.env` is read.
    process = _start(("-m", *(module or ("bot", "run"))), settings, folder, subprocess.DEVNULL)
    try:
        yield Child(process, port)
    finally:
        _end(process)


def wait_until_ready(child: Child) -> None:
    """Returns as soon as the bot is healthy; TimeoutError after half a minute."""
    give_up_at = time.monotonic() + READY_WITHIN
    while not is_ready(child):
        if child.process.poll() is not None or time.monotonic() > give_up_at:
            raise TimeoutError("The bot did not start.")
        time.sleep(0.005)


def is_ready(child: Child) -> bool:
    """Whether the bot says that all is well."""
    try:
        return get(f"{child.url}/healthz") != ""
    except (urllib.error.URLError, OSError):
        return False


def get(url: str) -> str:
    """What stands at an address of this machine."""
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - It is one of ours.
        text: str = answer.read().decode()
        return text


def database_url(folder: Path) -> str:
    """The database of a measurement."""
    return f"sqlite:///{folder / 'cairn.db'}"


def time_imports(*modules: str) -> float:
    """Seconds that a fresh process takes to import these modules and end."""
    began = time.perf_counter()
    process = _start(("-c", f"import {', '.join(modules)}"), {}, ROOT, subprocess.DEVNULL)
    assert process.wait() == 0
    return time.perf_counter() - began


def _start(
    arguments: tuple[str, ...], settings: dict[str, str], folder: Path, output: int
) -> subprocess.Popen[str]:
    # Nothing of this shell's settings: a token there would be a real one.
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), **settings}
    return subprocess.Popen(  # noqa: S603 - It is this Python and code of ours.
        (sys.executable, *arguments), env=environment, cwd=folder, stdout=output, text=True
    )


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
