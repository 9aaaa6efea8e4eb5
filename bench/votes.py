"""Votes through the door: the whole bot, its votes durable, beside a bare Bolt that only says yes."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import uvloop

from bench import children, seeds
from bench.children import Child
from bench.clicks import SECRET, Clicks
from bench.load import drive, generator
from bench.report import Figures, say
from rituals.decisions.model import Decision
from storage.database import open_database
from storage.migrate import migrate

PEOPLE, ROUNDS, SECONDS = 5_000, 5, 2
PREPARED = 12_000
"""Clicks in a file: more than a run uses up, so that none is sent twice."""

CONFIRMED_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Scene:
    """The bot, a bare Bolt, and a stand-in for Slack; to silent clicks nothing is said in private."""

    folder: Path
    bot: Child
    bolt: Child
    stub: Child
    silent: Clicks
    confirmed: Clicks


@dataclass(frozen=True, slots=True)
class Round:
    """What each did in a second: acknowledgements, durable votes, durable votes with their confirmations."""

    bolt: float
    bot: float
    confirmed: float


def measure(folder: Path) -> Figures:
    """`vote_vs_bare_bolt` and `vote_confirmed_vs_bare_bolt`, medians of interleaved runs."""
    with _set(folder) as scene:
        silent, confirmed = folder / "silent", folder / "confirmed"
        rounds = []
        for number in range(ROUNDS + 1):
            scene.silent.write(silent, PREPARED)
            scene.confirmed.write(confirmed, PREPARED)
            one = Round(
                drive(scene.bolt.port, silent, SECONDS).rate,
                _vote(scene, silent)[0],
                _confirm(scene, confirmed),
            )
            # The first round warms up all three.
            if number:
                rounds.append(one)
            say(f"votes: {one.bot:.0f}/s, confirmed {one.confirmed:.0f}/s; bare Bolt {one.bolt:.0f}/s")
        scene.silent.write(silent, PREPARED)
        ceiling = drive(scene.stub.port, silent, SECONDS).rate
    fastest = max(one.bolt for one in rounds)
    say(f"{generator()} can send {ceiling:.0f}/s, {ceiling / fastest:.1f} times what was asked of it.")
    say(
        "vote_vs_bare_bolt counts votes that were acknowledged and found in the database afterwards; their clicks "
        "carry no response_url. Those of vote_confirmed_vs_bare_bolt do: a vote counts once its private "
        "confirmation has arrived as well."
    )
    return {
        "vote_vs_bare_bolt": median(one.bot / one.bolt for one in rounds),
        "vote_confirmed_vs_bare_bolt": median(one.confirmed / one.bolt for one in rounds),
    }


@contextmanager
def _set(folder: Path) -> Iterator[Scene]:
    decision, people = seeds.make_decision(seeds.BENCH, "D-1"), seeds.name_people(PEOPLE)
    migrate(children.database_url(folder))
    uvloop.run(_seed(folder, decision))
    with children.serving("bench.stub") as stub:
        api = f"{stub.url}/api/"
        settings = {"SLACK_API_URL": api, "SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_SIGNING_SECRET": SECRET}
        with children.serving("bench.bare_bolt", api) as bolt, children.running_bot(folder, settings) as bot:
            children.wait_until_ready(bot)
            silent, confirmed = Clicks(decision, people), Clicks(decision, people, f"{stub.url}/response")
            yield Scene(folder, bot, bolt, stub, silent, confirmed)


async def _seed(folder: Path, decision: Decision) -> None:
    database = open_database(children.database_url(folder))
    await seeds.open_decision(database, decision, seeds.name_people(PEOPLE))
    await database.close()


def _vote(scene: Scene, file: Path) -> tuple[float, int]:
    """Durable votes a second, and how many there were; RuntimeError if one was acknowledged that is not stored."""
    before = _count_votes(scene.folder)
    load = drive(scene.bot.port, file, SECONDS)
    stored = _count_votes(scene.folder) - before
    if stored < load.answered:
        raise RuntimeError(f"{load.answered} votes were acknowledged and {stored} stored.")
    return load.rate, load.answered


def _confirm(scene: Scene, file: Path) -> float:
    before = _count_confirmations(scene)
    rate, votes = _vote(scene, file)
    began = time.perf_counter()
    while _count_confirmations(scene) - before < votes:
        if time.perf_counter() - began > CONFIRMED_WITHIN:
            raise RuntimeError("Votes were not confirmed.")
        time.sleep(0.01)
    return votes / (votes / rate + time.perf_counter() - began)


def _count_votes(folder: Path) -> int:
    with closing(sqlite3.connect(f"file:{folder / 'cairn.db'}?mode=ro", uri=True)) as connection:
        told = "SELECT count(*) FROM history WHERE act IN ('voted', 'changed', 'kept')"
        votes: int = connection.execute(told).fetchone()[0]
        return votes


def _count_confirmations(scene: Scene) -> int:
    return int(children.get(f"{scene.stub.url}/count"))
