"""Cairn in a process of its own, which ends itself at a named point as a power cut would."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from aiohttp import web

from bot import log
from bot.app import Bot, Foundation, greet, wire
from bot.courier import Conduct
from bot.pace import Limits
from bot.times import Clocks, PlainNow, real_time
from bot.web import make_web
from storage.database import open_database
from storage.keys import Keyring
from storage.watch import Watch
from tests.forks import FORKS

HASTE = Limits(
    post_gap=timedelta(0),
    card_gap=timedelta(0),
    updates_a_minute=100_000,
    posts_a_minute=100_000,
    openings_a_minute=100_000,
    lease=timedelta(seconds=1),
    look_after=timedelta(seconds=0.5),
    retry=timedelta(seconds=0.1),
    file_ready=timedelta(seconds=0.3),
)
BEAT = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a process works with; it ends itself at the point `crash_at` once the file `armed` is there."""

    database_url: str
    api_url: str
    token: str
    secret: str
    key: str
    armed: Path
    crash_at: str = ""

    def pass_point(self, point: str) -> None:
        """Ends the process, if this is the point."""
        if point == self.crash_at and self.armed.exists():
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Running:
    """A process that hears Slack at `url`."""

    process: BaseProcess
    url: str

    async def ended(self, seconds: float = 10) -> int | None:
        """How it ended, within so many seconds: minus the signal's number."""
        await asyncio.to_thread(self.process.join, seconds)
        return self.process.exitcode


@asynccontextmanager
async def running(plan: Plan) -> AsyncIterator[Running]:
    """A process by this plan, which is there until it ends itself or the block ends."""
    ours, theirs = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_main, args=(plan, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        assert await asyncio.to_thread(ours.poll, 20), "Cairn has not started within 20 seconds."
        yield Running(process, ours.recv())
    finally:
        ours.close()
        process.kill()
        await asyncio.to_thread(process.join, 10)


def _main(plan: Plan, ready: Connection) -> None:
    log.set_up("CRITICAL")
    asyncio.run(_run(plan, ready))


async def _run(plan: Plan, ready: Connection) -> None:
    database = open_database(plan.database_url, Watch(checkpoint=plan.pass_point))
    conduct = Conduct(HASTE, plan.pass_point)
    bot = wire(
        Foundation(database, Keyring([plan.key]), Clocks(PlainNow(), real_time), plan.api_url, conduct)
    )
    await greet(bot, plan.token)
    await bot.edge.drain()
    runner = web.AppRunner(make_web(bot, plan.secret, _no_problems))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    courier = asyncio.create_task(bot.courier.run())
    ready.send(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    await _beat(bot)
    await courier


async def _beat(bot: Bot) -> None:
    while True:
        await bot.clock.tick()
        await asyncio.sleep(BEAT)


async def _no_problems() -> list[str]:
    return []
