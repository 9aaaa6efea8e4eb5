"""Starting and idling: how long the bot takes to be ready, and what it holds while nothing happens."""

import asyncio
import time
from pathlib import Path
from statistics import median

import psutil
import uvloop

from bench import children
from bench.report import Figures, say
from bench.town import furnish, living

ROUNDS = 5
SETTLED_AFTER = 2.0
"""Seconds after which everybody has been read, and clock and courier have gone round."""


def measure(folder: Path) -> Figures:
    """`idle_rss_mb`, and `start_vs_imports`: process start to ready over importing Bolt and SQLAlchemy alone."""
    return uvloop.run(_measure(folder))


async def _measure(folder: Path) -> Figures:
    rounds = []
    async with living(furnish()) as settings:
        for _ in range(ROUNDS + 1):
            imports = await asyncio.to_thread(children.time_imports, "slack_bolt.async_app", "sqlalchemy")
            rounds.append((imports, *await asyncio.to_thread(_start, folder, settings)))
    # The first start makes the database, and reads from a cold disk.
    first, *warm = rounds
    imports, started, held = (median(values) for values in zip(*warm, strict=True))
    say(f"start: {started:.2f} s (the first {first[1]:.2f} s), imports alone {imports:.2f} s")
    return {
        "idle_rss_mb": held,
        "start_vs_imports": median(start / alone for alone, start, _ in warm),
    }


def _start(folder: Path, settings: dict[str, str]) -> tuple[float, float]:
    """Seconds until the bot is ready, and the megabytes it holds once it idles."""
    began = time.perf_counter()
    with children.running_bot(folder, settings) as bot:
        children.wait_until_ready(bot)
        taken = time.perf_counter() - began
        time.sleep(SETTLED_AFTER)
        return taken, psutil.Process(bot.process.pid).memory_info().rss / 1_000_000
