"""A table of words, and acts on it, for tests of the engines themselves."""

import asyncio
import os
import signal
import threading

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, select

from rituals.refusal import Refusal
from storage.database import open_database
from storage.watch import Watch

words = Table(
    "words",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("word", Text, unique=True, nullable=False),
)
_ADD = insert(words)
_ALL = select(words.c.word).order_by(words.c.id)


def add(tx: Connection, word: str) -> str:
    tx.execute(_ADD, {"word": word})
    return word


def refuse(tx: Connection) -> None:
    all_words(tx)
    raise Refusal("Not now.")


def add_then_refuse(tx: Connection, word: str) -> None:
    add(tx, word)
    refuse(tx)


def add_and_wait(tx: Connection, word: str, running: threading.Event, go_on: threading.Event) -> None:
    add(tx, word)
    wait(tx, running, go_on)


def wait(_tx: Connection, running: threading.Event, go_on: threading.Event) -> None:
    running.set()
    assert go_on.wait(10)


def all_words(tx: Connection) -> list[str]:
    return list(tx.scalars(_ALL))


def add_and_crash(url: str, word: str, at: str) -> None:
    """Adds a word, for a process that ends itself at this point as a power cut would."""

    def pass_point(point: str) -> None:
        if point == at:
            os.kill(os.getpid(), signal.SIGKILL)

    async def main() -> None:
        await open_database(url, Watch(checkpoint=pass_point)).write(add, word)

    asyncio.run(main())
