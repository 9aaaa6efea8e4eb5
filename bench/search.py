"""Finding records by words, beside what one would write without an index of words: LIKE over all of them."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import TypeAlias

import uvloop
from sqlalchemy import Connection, Integer, Text, cast, literal, select

from bench import children
from bench.records import Texts, keep
from bench.report import Figures, say
from bench.seeds import BENCH
from rituals.records.model import Record
from rituals.records.query import read_query
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.records import read_by_id, seen_by, veil
from storage.schema import records
from storage.search import search

RECORDS, BEST, ROUNDS = 100_000, 50, 7
WHOSE = (BENCH.team, BENCH.owner)
TELLING, COMMON = (100, 300), (30,)
"""Places in the vocabulary: the two words of a usual search, and one that stands in a third of all records."""

Search: TypeAlias = Callable[[Connection, list[str]], list[Record]]


def measure(folder: Path) -> Figures:
    """`search_vs_like`, the time for the 50 best of 100,000 records by an index of words over that by LIKE."""
    migrate(children.database_url(folder))
    return uvloop.run(_measure(folder))


async def _measure(folder: Path) -> Figures:
    database, texts = open_database(children.database_url(folder)), Texts(Random(50))  # noqa: S311 - No secret.
    began = time.perf_counter()
    await keep(database, texts, RECORDS)
    say(f"search: {RECORDS} records kept in {time.perf_counter() - began:.0f} s")
    await _compare(database, [texts.words[place] for place in COMMON])
    ratio = await _compare(database, [texts.words[place] for place in TELLING])
    await database.close()
    return {"search_vs_like": ratio}


async def _compare(database: Database, words: list[str]) -> float:
    rounds = [
        (await _time(database, _by_words, words), await _time(database, _by_like, words))
        for _ in range(ROUNDS + 1)
    ]
    found, scanned = (median(seconds) * 1000 for seconds in zip(*rounds[1:], strict=True))
    say(f"search: {' '.join(words)} in {found:.0f} ms, by LIKE in {scanned:.0f} ms")
    return median(one / other for one, other in rounds[1:])


async def _time(database: Database, search: Search, words: list[str]) -> float:
    """Seconds for the whole records; RuntimeError if there are too few."""
    began = time.perf_counter()
    found = await database.read(search, words)
    taken = time.perf_counter() - began
    if len(found) != BEST:
        raise RuntimeError(f"{len(found)} records were found.")
    return taken


def _by_words(tx: Connection, words: list[str]) -> list[Record]:
    return search(tx, WHOSE, read_query(" ".join(words)), BEST)


def _by_like(tx: Connection, words: list[str]) -> list[Record]:
    """Those with most of the words in their titles first, then the latest."""
    written = records.c.title.concat(cast(records.c.body, Text))
    in_title = sum((records.c.title.like(f"%{word}%").cast(Integer) for word in words), literal(0))
    best = (
        select(records.c.record_id)
        .where(records.c.team_id == BENCH.team, seen_by(*WHOSE))
        .where(*(written.like(f"%{word}%") for word in words))
        .order_by(in_title.desc(), records.c.number.desc())
        .limit(BEST)
    )
    return veil(tx, WHOSE, read_by_id(tx, list(tx.execute(best).scalars())))
