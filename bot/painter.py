"""The painter: has pictures drawn by a process of its own, started at the first and ended when none is wanted for long."""

import asyncio
import os
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from rituals.pictures import Picture, write_picture

ROOT = Path(__file__).parent.parent
HEAD = 9
"""Bytes before what was drawn: its kind, and its length."""


class NotDrawnError(Exception):
    """The picture could not be drawn; the next one may be."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait, in seconds: for one picture, and with nothing to draw before the process is ended."""

    picture: float = 30.0  # The first one on a machine has to look through all its fonts.
    idle: float = 300.0


class Painter:
    """Draws one picture at a time."""

    def __init__(
        self,
        patience: Patience | None = None,
        command: Sequence[str] = (sys.executable, "-m", "bot.pictures"),
    ) -> None:
        self._patience, self._command = patience or Patience(), command
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._leaving: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process that draws; None while there is none."""
        return self._process.pid if self._process is not None else None

    async def paint(self, picture: Picture) -> bytes:
        """The picture as PNG; raises NotDrawnError."""
        async with self._turn:
            if self._leaving is not None:
                self._leaving.cancel()
            try:
                async with asyncio.timeout(self._patience.picture):
                    return await self._ask(write_picture(picture))
            except NotDrawnError:
                raise
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                await self._end()
                raise NotDrawnError(type(error).__name__) from error
            except BaseException:
                await (
                    self._end()
                )  # What was asked for and not awaited must not be taken for the next picture.
                raise
            finally:
                self._leaving = asyncio.create_task(self._leave())

    async def stop(self) -> None:
        """No process is left; the next picture starts one."""
        async with self._turn:
            if self._leaving is not None:
                self._leaving.cancel()
            await self._end()

    async def _ask(self, line: str) -> bytes:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await self._start()
        lines, answers = cast("StreamWriter", process.stdin), cast("StreamReader", process.stdout)
        lines.write(line.encode() + b"\n")
        await lines.drain()
        head = await answers.readexactly(HEAD)
        body = await answers.readexactly(int(head[1:]))
        if head[:1] != b"P":
            raise NotDrawnError(body.decode())
        return body

    async def _start(self) -> Process:
        # It needs no secret of ours.
        kept = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "TMPDIR", "MPLCONFIGDIR")
            if name in os.environ
        }
        starting = asyncio.ensure_future(
            asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env={**kept, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
            )
        )
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            # Broken off while it starts it would be nobody's to end, and no loop closes while one is left.
            self._process = await starting
            raise

    async def _leave(self) -> None:
        """Ends the process once nobody has wanted a picture for long."""
        await asyncio.sleep(self._patience.idle)
        async with self._turn:
            await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.communicate()
