"""Processes that are there at once: to start Python and import everything takes a second, a fork of one that has, none.

The one that is forked is started with the first, and ends with the tests.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Timer
from typing import BinaryIO

from bot.command_line import cli

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.forkable"])


@dataclass(frozen=True, slots=True)
class Fork:
    """A process, and what it writes."""

    process: BaseProcess
    out: BinaryIO
    err: BinaryIO

    def end(self, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """How it ended and what it had to say; it is killed if it takes longer than this."""
        overdue = Timer(seconds, self.process.kill)
        overdue.start()
        with self.out, self.err, ThreadPoolExecutor() as readers:
            out, err = readers.map(lambda file: file.read().decode(), (self.out, self.err))
        self.process.join()
        overdue.cancel()
        return subprocess.CompletedProcess((), self.process.exitcode or 0, out, err)


def fork(work: Callable[..., object], *arguments: object) -> Fork:
    """A process that does this."""
    (out, to_out), (err, to_err) = FORKS.Pipe(duplex=False), FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_do, args=(to_out, to_err, work, arguments), daemon=True)
    process.start()
    for end in (to_out, to_err):
        end.close()
    return Fork(process, *(os.fdopen(os.dup(end.fileno()), "rb") for end in (out, err)))


def _do(out: Connection, err: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    for number, end in enumerate((out, err), 1):
        os.dup2(end.fileno(), number)
        end.close()
    work(*arguments)


def command(words: tuple[str, ...], environment: Mapping[str, str]) -> None:
    """`python -m bot …`, for a fork."""
    os.environ.clear()
    os.environ.update(environment)
    cli(words)


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot …`, run to its end, in a fork."""
    return fork(command, words, _environment(settings)).end()


def run_in_earnest(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot …`, run to its end, as people run it."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=_environment(settings), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], **{name.upper(): value for name, value in settings.items()}}
