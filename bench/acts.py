"""Votes without the door: the writer alone, and whether a vote costs more where many have voted."""

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import uvloop
from cryptography.fernet import Fernet

from bench import children, seeds
from bench.report import Figures, say
from bot.app import make_sealer
from handlers.decisions.acts import voting
from handlers.decisions.acts.voting import Incoming
from rituals.decisions.answer import choosing
from rituals.decisions.model import Decision
from rituals.ids import Person
from storage.database import Database, open_database
from storage.keys import Keyring
from storage.migrate import migrate

WAITING, VOTES, ROUNDS = 64, 2_000, 7
MANY, FEW = 10_000, 10
KEYRING = Keyring([Fernet.generate_key().decode()])


class Crowd:
    """People who vote in turn on one decision, each time for another option."""

    def __init__(self, decision: Decision, people: Sequence[Person]) -> None:
        self._decision, self._people = decision, people
        self._numbers = itertools.count(1)

    async def vote(self, database: Database) -> float:
        """Seconds that their next votes take, with sixty-four waiting at any time."""
        answers = iter(self._incoming())
        began = time.perf_counter()
        await asyncio.gather(*(_cast_all(database, answers) for _ in range(WAITING)))
        return time.perf_counter() - began

    def _incoming(self) -> Iterator[Incoming]:
        options = len(self._decision.terms.options)
        for number in itertools.islice(self._numbers, VOTES):
            turn, seat = divmod(number, len(self._people))
            choice = 1 + (turn + seat) % options
            stamp = f"2000000000.{number:06}"
            answer, sealer = choosing([choice]), make_sealer(KEYRING)
            yield Incoming(self._decision.team, self._people[seat], self._decision.id, answer, sealer, stamp)


def measure(folder: Path) -> Figures:
    """`act_only`, votes a second, and `vote_growth`, among 10,000 ballots over among 10."""
    migrate(children.database_url(folder))
    return uvloop.run(_measure(folder))


async def _measure(folder: Path) -> Figures:
    database = open_database(children.database_url(folder))
    among_many, among_few = await _gather(database, MANY), await _gather(database, FEW)
    rounds = [(await among_many.vote(database), await among_few.vote(database)) for _ in range(ROUNDS + 1)]
    await database.close()
    warm = rounds[1:]
    rate = median(VOTES / many for many, _ in warm)
    say(f"act: {rate:.0f} votes/s with {WAITING} waiting")
    return {"act_only": rate, "vote_growth": median(many / few for many, few in warm)}


async def _gather(database: Database, ballots: int) -> Crowd:
    people = seeds.name_people(ballots)
    decision = seeds.make_decision(seeds.BENCH, f"D-{ballots}")
    await seeds.open_decision(database, decision, people, people)
    return Crowd(decision, people)


async def _cast_all(database: Database, votes: Iterator[Incoming]) -> None:
    for vote in votes:
        await database.write(voting.cast, vote, datetime.now(UTC))
