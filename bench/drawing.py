"""Votes while pictures are drawn: whether people wait longer for an answer, with two cores for everything."""

import asyncio
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import psutil
import uvloop

from bench import children, seeds
from bench.children import Child
from bench.clicks import SECRET, Clicks
from bench.report import Figures, say
from storage.database import open_database
from storage.migrate import migrate

PEOPLE, ROUNDS, TURNS, CLICKS, A_SECOND = 1_000, 5, 3, 20, 20
LAST_PICTURE = 0.3
"""Seconds after which a picture that was begun is drawn."""

BUSY = 0.1
"""A painter that draws without a break takes more of a core than this, also where others want it first."""


def measure(folder: Path) -> Figures:
    """`clicks_while_drawing`, the p99 of answers to votes while pictures are drawn over that while none is."""
    migrate(children.database_url(folder))
    return uvloop.run(_measure(folder))


async def _measure(folder: Path) -> Figures:
    decision, people = seeds.make_decision(seeds.BENCH, "D-1"), seeds.name_people(PEOPLE)
    database = open_database(children.database_url(folder))
    await seeds.open_decision(database, decision, people)
    await database.close()
    with _set(folder) as (bot, stub):
        clicks = Clicks(decision, people, f"{stub.url}/response")
        await _vote(bot, clicks)  # Starts the painter.
        before = _time_of_children(bot)
        rounds = [await _vote(bot, clicks) for _ in range(ROUNDS)]
        share = (_time_of_children(bot) - before) / (ROUNDS * TURNS * CLICKS / A_SECOND)
    if share < BUSY:
        raise RuntimeError(f"The painter took only {share:.2f} of a core.")
    alone, beside = (median(milliseconds) for milliseconds in zip(*rounds, strict=True))
    say(
        f"drawing: p99 of votes {beside:.1f} ms, {alone:.1f} ms alone; the painter took {share:.2f} of a core."
    )
    return {"clicks_while_drawing": median(busy / quiet for quiet, busy in rounds)}


async def _vote(bot: Child, clicks: Clicks) -> tuple[float, float]:
    """The p99 in milliseconds while nothing is drawn, and while pictures are; by turns, so that both share what disturbs."""
    quiet: list[float] = []
    busy: list[float] = []
    for _ in range(TURNS):
        quiet += await _click(bot, clicks.sign(CLICKS))
        bot.process.send_signal(signal.SIGUSR1)
        busy += await _click(bot, clicks.sign(CLICKS))
        bot.process.send_signal(signal.SIGUSR1)
        await asyncio.sleep(LAST_PICTURE)
    return _p99(quiet), _p99(busy)


@contextmanager
def _set(folder: Path) -> Iterator[tuple[Child, Child]]:
    with children.serving("bench.stub") as stub:
        settings = {
            "SLACK_API_URL": f"{stub.url}/api/",
            "SLACK_BOT_TOKEN": "xoxb-bench",
            "SLACK_SIGNING_SECRET": SECRET,
        }
        with children.running_bot(folder, settings, "bench.drawing_bot") as bot:
            children.wait_until_ready(bot)
            yield bot, stub


def _time_of_children(bot: Child) -> float:
    """Seconds of a core that the processes of this bot have used."""
    times = [child.cpu_times() for child in psutil.Process(bot.process.pid).children()]
    return sum(one.user + one.system for one in times)


async def _click(bot: Child, requests: Iterator[bytes]) -> Sequence[float]:
    """Seconds to the answer of each of these clicks, sent so many a second whether or not others are answered."""
    began, pressed = time.perf_counter(), []
    for number, request in enumerate(requests):
        await asyncio.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
        pressed.append(asyncio.create_task(_send(bot.port, request)))
    return await asyncio.gather(*pressed)


async def _send(port: int, request: bytes) -> float:
    answers, requests = await asyncio.open_connection("127.0.0.1", port)
    began = time.perf_counter()
    requests.write(request)
    head = await answers.readuntil(b"\r\n\r\n")
    taken = time.perf_counter() - began
    requests.close()
    if not head.startswith(b"HTTP/1.1 2"):
        raise RuntimeError("A click was not answered well.")
    return taken


def _p99(seconds: Sequence[float]) -> float:
    """In milliseconds, what 99 of 100 stay below."""
    return quantiles(seconds, n=100, method="inclusive")[98] * 1000
