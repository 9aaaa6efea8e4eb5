"""A log of many records, with texts as long as people's and words as common and as rare."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from random import Random

from pydantic import TypeAdapter
from sqlalchemy import Connection, column, insert, select, table

from bench.seeds import BENCH
from rituals.ids import Channel
from rituals.records.model import Alternative, Record, Source, State
from rituals.workspace import Member, Place
from storage import channels, people
from storage.database import Database
from storage.record_words import words_of
from storage.schema import records

AT_ONCE, CHANNELS = 5_000, 50
PRIVATE = 5
"""Every fifth channel is private, and its records are seen by nobody here."""

VOCABULARY, RUNNING = 20_000, 1_000_000
SYLLABLES = [f"{first}{second}" for first in "bdfklmnprstv" for second in "aeiou"]
_WORDS = table("record_words", column("rowid"), column("team_id"), column("title"), column("body"))
_RECORD = TypeAdapter(Record)
_BODY = {"context", "options", "decision", "rationale", "trade_offs"}


class Texts:
    """Texts of made-up words; `words` has the most common first, and the n-th stands there 1/n as often."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self.words = list(islice(_make_words(chance), VOCABULARY))
        often = list(accumulate(1 / number for number in range(3, VOCABULARY + 3)))
        self._running = chance.choices(self.words, cum_weights=often, k=RUNNING)

    def write(self, words: int) -> str:
        """So many words that stand together somewhere in one long text."""
        start = self._chance.randrange(RUNNING - words)
        return " ".join(self._running[start : start + words])


async def keep(database: Database, texts: Texts, how_many: int) -> None:
    """So many records stand in the log of a workspace whose channels, but for every fifth, its owner sees."""
    await database.write(_furnish)
    for first in range(1, how_many + 1, AT_ONCE):
        made = [_make(texts, number) for number in range(first, first + AT_ONCE)]
        await database.write(_add, made, [_write(one) for one in made])


def _make(texts: Texts, number: int) -> Record:
    return Record(
        team=BENCH.team,
        source=Source("decision", f"decision {number}"),
        channel=Channel(f"C{number % CHANNELS}"),
        title=texts.write(8),
        state=State.ACCEPTED,
        owner=BENCH.owner,
        decided_on=date(2026, 1, 1) - timedelta(days=number % 1_000),
        number=number,
        context=texts.write(40),
        options=tuple(Alternative(texts.write(3), texts.write(9)) for _ in range(3)),
        decision=texts.write(3),
        rationale=texts.write(25),
        trade_offs=texts.write(15),
    )


def _write(record: Record) -> dict[str, object]:
    """The record as a row."""
    return {
        "team_id": record.team,
        "number": record.number,
        "channel": record.channel,
        "state": record.state,
        "decided_on": record.decided_on,
        "owner": record.owner,
        "ritual": record.source.ritual,
        "ritual_id": record.source.ritual_id,
        "title": record.title,
        "body": {**_RECORD.dump_python(record, mode="json", include=_BODY), "permalink": ""},
    }


def _add(tx: Connection, made: Sequence[Record], rows: Sequence[dict[str, object]]) -> None:
    """What `records.add` stores one by one, all at once."""
    tx.execute(insert(records), rows)
    theirs = select(records.c.number, records.c.record_id).where(records.c.number >= made[0].number)
    id_of = dict(tx.execute(theirs).tuples().all())
    written = []
    for record in made:
        title, body = map(" ".join, words_of(record))
        words = {"team_id": f"@{record.team}".lower(), "title": title, "body": body}
        written.append({"rowid": id_of[record.number], **words})
    tx.execute(insert(_WORDS), written)


def _furnish(tx: Connection) -> None:
    now = datetime.now(UTC)
    people.save_people(tx, BENCH.team, [Member(BENCH.owner, "Ann Keller", "UTC")], now)
    for number in range(CHANNELS):
        place = Place(Channel(f"C{number}"), f"team-{number}", number % PRIVATE == 0, False, True, True)
        channels.save_channel(tx, BENCH.team, place, now)


def _make_words(chance: Random) -> Iterator[str]:
    seen = set()
    while True:
        word = "".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))
        if word not in seen:
            seen.add(word)
            yield word
