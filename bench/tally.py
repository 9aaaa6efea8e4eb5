"""Counting a ranked decision: its ballots read from the database, and fifteen options ranked by Schulze's method."""

import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median

import uvloop
from sqlalchemy import Connection

from bench import children, seeds
from bench.report import Figures, say
from rituals.decisions.answer import Answer, Mark
from rituals.decisions.methods import count_ranks
from rituals.decisions.model import Ballot, Decision
from rituals.ids import Person
from storage import seats
from storage.database import Database, open_database
from storage.migrate import migrate

OPTIONS, MANY, FEW, ROUNDS = range(1, 16), 10_000, 1_000, 7
LEFT_OUT = 0.15
"""How many options a ballot gives no place; of the others some are tied, and between them some places are free."""


def measure(folder: Path) -> Figures:
    """`tally_ms_ratio`, the time for 10,000 ballots, no two alike, over that for 1,000."""
    migrate(children.database_url(folder))
    return uvloop.run(_measure(folder))


async def _measure(folder: Path) -> Figures:
    database, chance = open_database(children.database_url(folder)), Random(15)  # noqa: S311 - The same in each run.
    of_many, of_few = await _gather(database, MANY, chance), await _gather(database, FEW, chance)
    rounds = [(await _count(database, of_many), await _count(database, of_few)) for _ in range(ROUNDS + 1)]
    await database.close()
    many, few = zip(*rounds[1:], strict=True)
    say(f"tally: {MANY} ballots in {median(many) * 1000:.0f} ms, {FEW} in {median(few) * 1000:.0f} ms")
    return {"tally_ms_ratio": median(much / little for much, little in rounds[1:])}


async def _gather(database: Database, ballots: int, chance: Random) -> Decision:
    decision, people = seeds.make_decision(seeds.BENCH, f"D-{ballots}"), seeds.name_people(ballots)
    await seeds.open_decision(database, decision, people)
    for start in range(0, ballots, seeds.AT_ONCE):
        cast = [(person, _rank(chance)) for person in people[start : start + seeds.AT_ONCE]]
        await database.write(_save, decision, cast)
    return decision


async def _count(database: Database, decision: Decision) -> float:
    """Seconds from the database to the ranking."""
    began = time.perf_counter()
    profile = await database.read(seats.read_profile, decision.team, decision.id)
    count_ranks(profile, OPTIONS)
    return time.perf_counter() - began


def _rank(chance: Random) -> Answer:
    placed = [option for option in OPTIONS if chance.random() > LEFT_OUT]
    return tuple(Mark(option, value=chance.choice(OPTIONS)) for option in placed or OPTIONS)


def _save(tx: Connection, decision: Decision, cast: Sequence[tuple[Person, Answer]]) -> None:
    for person, answer in cast:
        seats.save_ballot(tx, decision, person, Ballot(answer, 1, seeds.BEFORE), decision.opened_at)
