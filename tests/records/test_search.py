"""Finding records by words: the same on both engines, best first, and never what a person does not see."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, text

from rituals.ids import Person
from rituals.records.model import Alternative, Link, Record, Source, State
from rituals.records.query import read_query
from storage import records
from storage.database import Database
from storage.schema import records as table
from storage.search import MOST_WEIGHED, search, similar
from tests.lending import Kept
from tests.records.making import ANN, BEN, CHEN, FULL, LEADS, RECORD, TEAM, furnish, numbered

LOG = [
    numbered(1, title="Which queue?", decision="Kafka", tags=("infra",), decided_on=date(2026, 1, 5)),
    numbered(2, title="Where do exports run?", context="The kafka queue is full.", decider=BEN),
    numbered(3, title="Pay for kafka support", channel=LEADS, tags=("infra", "cost")),
    numbered(4, title="Die Übergröße des Büros", state=State.REJECTED, rationale="It is 検索 and não."),
    numbered(5, title="Exactly once", context="Delivered once, exactly.", options=(Alternative("Redis"),)),
]

FINDS = {
    "": [5, 4, 3, 2, 1],
    "kafka": [3, 1, 2],
    "kafk": [3, 1, 2],
    "kafk queue": [],
    "queue kafka": [1, 2],
    "KAFKA -support": [1, 2],
    "-kafka": [5, 4],
    '"exactly once"': [5],
    '"once exactly" -redis': [],
    "redis": [5],
    "ubergrosse": [4],
    "ÜBERGRÖSSE": [4],
    "索": [4],
    "検索": [4],
    "nao": [4],
    "state:rejected": [4],
    "state:rejected state:accepted kafka": [3, 1, 2],
    "tag:infra": [3, 1],
    "tag:infra tag:cost": [3],
    "in:#leads": [3],
    "in:platform kafka": [1, 2],
    "by:@ben": [2],
    "by:keller kafka": [3, 1, 2],
    "by:UBEN": [2],
    "after:2026-02 kafka": [3, 2],
    "before:2026-01-06": [1],
    "infra": [3, 1],
    "nothing of this": [],
    "D-2": [2],
    "' OR 1=1 --": [],
    "AND": [4],
    "kafka*": [3, 1, 2],
}


async def fill(database: Database, log: Sequence[Record] = LOG) -> None:
    await database.write(furnish)
    for record in log:
        await database.write(records.add, record)


def find(tx: Connection, line: str, person: Person = ANN) -> list[int]:
    return [one.number for one in search(tx, (TEAM, person), read_query(line))]


async def test_what_a_person_types_finds_what_they_mean(database: Database) -> None:
    await fill(database)
    found = {line: await database.read(find, line) for line in FINDS}
    assert {line: sorted(numbers) for line, numbers in found.items()} == {
        line: sorted(numbers) for line, numbers in FINDS.items()
    }
    assert found[""] == FINDS[""]
    assert found["kafka"][-1] == 2  # In the text only: what stands in a title is better.


async def test_what_a_person_does_not_see_is_not_found(database: Database) -> None:
    await fill(database)
    for line, numbers in FINDS.items():
        assert sorted(await database.read(find, line, CHEN)) == sorted(set(numbers) - {3})
        assert await database.read(find, line, Person("UNOBODY")) == []


async def test_a_record_is_found_by_what_stands_in_it_now(database: Database) -> None:
    def change(tx: Connection) -> None:
        records.tag(tx, records.get(tx, TEAM, 1), ["streams"])
        records.link(tx, records.get(tx, TEAM, 2), Link("Grafana", "https://example.com"))
        tx.execute(delete(table).where(table.c.number == 3))

    await fill(database)
    await database.write(change)
    assert await database.read(find, "streams") == [1]
    assert await database.read(find, "tag:streams") == [1]
    assert await database.read(find, "infra") == []
    assert await database.read(find, "grafana") == [2]
    assert await database.read(find, "support") == []


async def test_similar_records_are_those_about_the_same(database: Database) -> None:
    def alike(tx: Connection, text: str, person: Person = ANN) -> list[int]:
        return [one.number for one in similar(tx, (TEAM, person), text)]

    await fill(database)
    assert await database.read(alike, "Should we leave Kafka for another queue?") == [1, 2]
    assert (await database.read(alike, "Do we pay for Kafka?"))[0] == 3
    assert 3 not in await database.read(alike, "Do we pay for Kafka?", CHEN)
    assert await database.read(alike, "What should we do?") == []
    assert await database.read(alike, "Which colour shall the new office have?") == []


async def test_the_longest_record_is_found(database: Database) -> None:
    long = " ".join(f"w{number}" for number in range(1_000)) + " x" * 5_000
    options = tuple(Alternative(str(number), long, long, long) for number in range(4))
    await fill(database, [replace(FULL, title="A" * 300, context=long, options=options)])
    assert await database.read(find, "a" * 40) == [1]
    assert await database.read(find, '"w1 w2" w999') == [1]


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_stands_in_thousands_of_records_is_found_in_the_latest_that_a_person_sees(
    database: Database,
) -> None:
    def crowd(tx: Connection, first: int) -> None:
        row = {"team_id": TEAM, "channel": LEADS, "state": State.ACCEPTED, "decided_on": date(2026, 3, 1)}
        shown = {"owner": ANN, "ritual": "made", "title": "Kafka", "body": {"permalink": ""}}
        numbers = range(first, first + 500)
        tx.execute(insert(table), [row | shown | {"number": one, "ritual_id": str(one)} for one in numbers])
        tx.execute(text(WORDS), {"first": first})

    await fill(database)
    for first in range(101, 101 + MOST_WEIGHED, 500):
        await database.write(crowd, first)
    assert min(await database.read(find, "kafka")) > 100
    assert await database.read(find, "kafka support") == [3]
    assert await database.read(find, "kafka tag:infra") == [3, 1]
    assert sorted(await database.read(find, "kafka", CHEN)) == [1, 2]


WORDS = """
INSERT INTO record_words (rowid, team_id, title, body)
SELECT record_id, '@tmeridian', 'kafka', '' FROM records WHERE number >= :first
"""

WORD = st.sampled_from(
    ["kafka", "Kafkas", "queue", "que", "naïve", "event-bus", "検索", "d-1", "it's", "NOT", "*", "ß"]
)
TEXT = st.lists(WORD, max_size=6).map(" ".join)
ODD = st.sampled_from(
    [
        '"kafka que"',
        '"',
        "-queue",
        '-"it s"',
        "state:accepted",
        "tag:a",
        "in:leads",
        "by:ann",
        "after:2026-06",
    ]
)
LINE = st.lists(st.one_of(WORD, ODD, st.text(max_size=8)), max_size=4).map(" ".join)
MADE = st.builds(
    lambda title, context, channel, state, tags, day: replace(
        RECORD, title=title or "?", context=context, channel=channel, state=state, tags=tags, decided_on=day
    ),
    TEXT,
    TEXT,
    st.sampled_from([RECORD.channel, LEADS]),
    st.sampled_from(list(State)),
    st.lists(st.sampled_from(["a", "b"]), unique=True).map(tuple),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)


@pytest.fixture
def both(kept_sqlite: Kept, kept_postgresql: Kept) -> tuple[Kept, Kept]:
    """A database on each engine."""
    return kept_sqlite, kept_postgresql


async def look(kept: Kept, log: Sequence[Record], lines: Sequence[str]) -> list[list[set[int]]]:
    database = kept.lend()
    await fill(database, [replace(one, source=Source("made", str(at))) for at, one in enumerate(log)])
    found = [[set(await database.read(find, line, person)) for person in (ANN, BEN, CHEN)] for line in lines]
    await kept.take_back()
    return found


@given(st.lists(MADE, max_size=6), st.lists(LINE, min_size=3, max_size=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_engines_find_the_same_and_nothing_hidden(
    both: tuple[Kept, Kept], log: list[Record], lines: list[str]
) -> None:
    on_sqlite, on_postgresql = (asyncio.run(look(kept, log, lines)) for kept in both)
    assert on_sqlite == on_postgresql
    hidden = {at for at, record in enumerate(log, 1) if record.channel == LEADS}
    for found in on_sqlite:
        assert not found[2] & hidden
