"""The bot as a child process: started with the sandbox's settings, watched, started again when it dies."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import aiohttp

_POLL_SECONDS = 0.1
_WATCH_SECONDS = 1.0
_PAUSE_SECONDS = 1.0
_POLITE_SECONDS = 5.0


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
        self._tasks: list[asyncio.Task[None]] = []
        self._is_healthy = asyncio.Event()
        self.starts = 0

    @property
    def state(self) -> Literal["running", "starting", "down"]:
        """How the bot is: running once it answers /healthz."""
        if self._process is None or self._process.returncode is not None:
            return "down"
        return "running" if self._is_healthy.is_set() else "starting"

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start it, and again a second after each time that it ends."""
        self._tasks = [asyncio.create_task(self._keep()), asyncio.create_task(self._watch())]

    async def healthy(self, seconds: float) -> bool:
        """Whether it answers /healthz within so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._is_healthy.wait()
        except TimeoutError:
            return False
        return True

    async def restart(self) -> None:
        """End the bot; it is started again."""
        await self._end()

    async def kill(self) -> None:
        """End the bot without asking, as a crash does; it is started again."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
            self._is_healthy.clear()

    async def stop(self) -> None:
        """End it for good."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._end()

    async def _end(self) -> None:
        """Ask it to end, and after five seconds do not ask any more."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(_POLITE_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _keep(self) -> None:
        self._command.log.parent.mkdir(parents=True, exist_ok=True)
        while True:
            self.starts += 1
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
            self._is_healthy.clear()
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _watch(self) -> None:
        timeout = aiohttp.ClientTimeout(total=1)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                if await self._answers(session):
                    self._is_healthy.set()
                else:
                    self._is_healthy.clear()
                await asyncio.sleep(_WATCH_SECONDS if self._is_healthy.is_set() else _POLL_SECONDS)

    async def _answers(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(self._command.health_url) as response:
                return response.ok
        except (aiohttp.ClientError, TimeoutError):
            return False
