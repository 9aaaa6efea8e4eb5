"""`python -m bench.drawing_bot`: the bot as in earnest, which on SIGUSR1 draws one picture after the other until the next.

They are drawn by a painter as the courier has one, in a process that is a child of the bot.
"""

import asyncio
import signal
from contextlib import suppress

import uvloop

from bench.pictures import QUEUES
from bot import log
from bot.painter import Painter
from bot.process import run
from bot.settings import Settings


async def _run(settings: Settings) -> None:
    wanted = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(
        signal.SIGUSR1, lambda: wanted.clear() if wanted.is_set() else wanted.set()
    )
    drawing = asyncio.create_task(_draw(wanted))
    await run(settings)
    drawing.cancel()
    with suppress(asyncio.CancelledError):
        await drawing


async def _draw(wanted: asyncio.Event) -> None:
    painter = Painter()
    try:
        while await wanted.wait():
            await painter.paint(QUEUES)
    finally:
        await painter.stop()


if __name__ == "__main__":
    settings = Settings()
    log.set_up(settings.cairn_log_level)
    uvloop.run(_run(settings))
