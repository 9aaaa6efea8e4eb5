"""Due work: whether the clock is slower where more of it waits for later."""

import itertools
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import uvloop
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bench import children
from bench.report import Figures, say
from bot.clock import Clock
from bot.times import Clocks, PlainNow, real_time
from handlers.failures import NotInstalledError
from handlers.ritual import Ritual, Work
from rituals.ids import Team
from storage import timers
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.schema import timers as table
from storage.timers import Timer

DUE, MANY, FEW, ROUNDS = 1_000, 100_000, 1_000, 5
AT_ONCE = 1_000
TEAM, RITUAL, KIND = Team("T0BENCH"), "bench", "ring"


def measure(folder: Path) -> Figures:
    """`tick_growth`, the time for 1,000 due timers among 100,000 over among 1,000."""
    urls = []
    for name in ("many", "few"):
        (folder / name).mkdir()
        urls.append(children.database_url(folder / name))
        migrate(urls[-1])
    return uvloop.run(_measure(*urls))


async def _measure(url_of_many: str, url_of_few: str) -> Figures:
    among_many, among_few = await _fill(url_of_many, MANY), await _fill(url_of_few, FEW)
    numbers = itertools.count(1)
    rounds = []
    for _ in range(ROUNDS + 1):
        taken = [await _tick(database, next(numbers)) for database in (among_many, among_few)]
        rounds.append((taken[0], taken[1]))
    for database in (among_many, among_few):
        await database.close()
    warm = rounds[1:]
    say(f"tick: {DUE / median(few for _, few in warm):.0f} due timers/s")
    return {"tick_growth": median(many / few for many, few in warm)}


async def _fill(url: str, waiting: int) -> Database:
    database = open_database(url)
    later = datetime.now(UTC) + timedelta(days=1)
    for start in range(0, waiting, AT_ONCE):
        await database.write(_set, f"waiting {start}", later)
    return database


async def _unreachable(team: Team) -> AsyncWebClient:
    """What is measured asks Slack nothing."""
    raise NotInstalledError(team)


async def _tick(database: Database, number: int) -> float:
    """Seconds for so many due timers; RuntimeError if one is left."""
    now = PlainNow()
    await database.write(_set, f"due {number}", now() - timedelta(minutes=1))
    clock = Clock(
        database, [Ritual(RITUAL, timers={KIND: Work(_ring)})], Clocks(now, real_time), _unreachable
    )
    began = time.perf_counter()
    await clock.tick()
    taken = time.perf_counter() - began
    if await database.read(timers.read_due, now(), 1):
        raise RuntimeError("A due timer was left.")
    return taken


def _ring(tx: Connection, timer: Timer, _: datetime, __: Any) -> None:
    timers.finish(tx, timer)


def _set(tx: Connection, name: str, first: datetime) -> None:
    tx.execute(
        table.insert(),
        [
            {
                "team_id": TEAM,
                "ritual": RITUAL,
                "ritual_id": f"{name} {number}",
                "kind": KIND,
                "due_at": first + timedelta(milliseconds=number),
            }
            for number in range(AT_ONCE)
        ],
    )
