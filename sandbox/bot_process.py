"""The bot as a child process: started with the sandbox's settings, waited for, started again when it dies."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp

_POLL_SECONDS = 0.1
_PAUSE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Command:
    """How the bot is started, and where it answers /healthz."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    health_url: str
    log: Path


class BotProcess:
    """One bot, kept running until `stop`."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start it, and again a second after each time that it ends."""
        self._keeper = asyncio.create_task(self._keep())

    async def healthy(self, seconds: float) -> bool:
        """Whether it answers /healthz within so many seconds."""
        timeout = aiohttp.ClientTimeout(total=1)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                async with asyncio.timeout(seconds):
                    while not await self._answers(session):
                        await asyncio.sleep(_POLL_SECONDS)
            except TimeoutError:
                return False
        return True

    async def stop(self) -> None:
        """End it: politely, and after five seconds without asking."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(5):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _keep(self) -> None:
        while True:
            self.starts += 1
            self._command.log.parent.mkdir(parents=True, exist_ok=True)
            with self._command.log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    *self._command.arguments,
                    env={**os.environ, **self._command.environment},
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    # A Ctrl-C at the terminal is for the sandbox, which then ends the bot in good order.
                    start_new_session=True,
                )
            await self._process.wait()
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _answers(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(self._command.health_url) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False
