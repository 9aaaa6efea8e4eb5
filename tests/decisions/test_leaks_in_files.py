"""Whoever gets hold of the database, its log, or a copy, and not of the server's key, learns nothing of a sealed vote;
and once it has ended, nobody does who has the key, too.
"""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, select

from bot.app import make_sealer
from handlers.decisions.acts import voting
from handlers.decisions.acts.voting import Incoming
from rituals.decisions.answer import Answer, Mark
from rituals.ids import Person, Team
from sandbox.things import Message
from storage import decisions
from storage.answers import write_answer
from storage.backup import back_up
from storage.database import Database
from storage.schema import ballots, metadata, seals
from tests.decisions.scenes import decision_of, manage
from tests.decisions.sealing import FIVE, seal
from tests.town import Town, build_town

pytestmark = pytest.mark.both_engines

SCORES = [[5, 0, 3], [0, 5, 4], [1, 5, 3], [2, 4, 0], [4, 3, 5]]
"""What each of the five gives to the three options: together no text that stands in a database by chance."""

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture
async def town(fresh_database: Database) -> AsyncIterator[Town]:
    """A town whose database is its own."""
    async with build_town(fresh_database) as built:
        yield built


def answer(scores: Sequence[int]) -> Answer:
    return tuple(Mark(option, value=score) for option, score in enumerate(scores, 1))


async def score(town: Town, level: str = "Sealed") -> Message:
    """The five have scored the options, each after having thought otherwise."""
    card = await seal(town, more={"Method": "Score"}, shown=level)
    team, decision = Team(town.slack.workspace.team), decision_of(card)
    for given in (reversed(SCORES), SCORES):
        for name, scores in zip(FIVE, given, strict=True):
            sealer = make_sealer(town.bot.foundation.keyring)
            incoming = Incoming(team, Person(town[name].id), decision, answer(scores), sealer)
            await town.bot.foundation.database.write(voting.cast, incoming, town.now())
    await town.settle()
    return card


def read_secrets(tx: Connection) -> list[bytes]:
    """The ciphertexts, and the key as it is wrapped."""
    sealed = tx.execute(select(ballots.c.sealed).where(ballots.c.sealed.is_not(None))).scalars()
    wrapped = tx.execute(select(seals.c.wrapped)).scalars()
    return [*sealed, *(one.encode() for one in wrapped)]


def files_of(database_url: str) -> dict[str, bytes]:
    """The database and what lies beside it, and a backup, by their names."""
    file = Path(make_url(database_url).database or "")
    copy = file.with_name("backup.db")
    back_up(database_url, copy)
    files = {one.name: one.read_bytes() for one in file.parent.iterdir() if one.is_file()}
    copy.unlink()
    return files


def found(secrets: Sequence[bytes], files: dict[str, bytes]) -> list[str]:
    """The files in which one of the secrets stands, whole or in part."""
    parts = [part for secret in secrets for part in (secret[-32:], secret[: max(len(secret) - 32, 11)][-32:])]
    return sorted(name for name, content in files.items() if any(part in content for part in parts))


PLAIN = [write_answer(answer(scores)).encode() for scores in SCORES]


async def test_no_row_tells_what_was_answered(town: Town) -> None:
    await score(town)

    def read_everything(tx: Connection) -> str:
        return str([tuple(row) for table in metadata.sorted_tables for row in tx.execute(select(table))])

    everything = await town.bot.foundation.database.read(read_everything)
    assert [plain for plain in PLAIN if plain.decode() in everything] == []


@ON_SQLITE
async def test_no_file_and_no_backup_tells_what_was_answered(town: Town, database_url: str) -> None:
    await score(town)
    files = files_of(database_url)
    assert {"cairn.db", "cairn.db-wal", "backup.db"} <= files.keys()
    assert found(PLAIN, files) == []


@ON_SQLITE
async def test_a_private_tally_is_told_by_files_so_that_this_is_known_to_find_a_leak(
    town: Town, database_url: str
) -> None:
    await score(town, "Private tally")
    assert found(PLAIN, files_of(database_url)) == ["backup.db", "cairn.db-wal"]


@ON_SQLITE
@pytest.mark.parametrize("ending", ["counted", "cancelled", "closed without a decision", "lapsed"])
async def test_once_it_has_ended_neither_answers_nor_key_are_left_in_any_file(
    town: Town, database_url: str, ending: str
) -> None:
    card = await score(town)
    database = town.bot.foundation.database
    secrets = await database.read(read_secrets)
    assert len(secrets) == len(FIVE) + 1
    assert found(secrets, files_of(database_url)) == ["backup.db", "cairn.db-wal"]
    ann = town["Ann"]
    if ending == "counted":
        await manage(ann, card, "Close now")
    elif ending == "cancelled":
        await manage(ann, card, "Cancel it")
        await ann.fills("Reason", "We have no time.")
        await ann.submits("Cancel decision")
    else:
        await withdraw(town, card)
        await town.pass_time(days=7 if ending == "closed without a decision" else 45)
        if ending == "closed without a decision":
            await manage(ann, card, "Close without a decision")
    await town.settle()
    found_after = await database.read(decisions.find, Team(town.slack.workspace.team), decision_of(card))
    assert found_after is not None
    assert found_after.state.is_final
    assert found(secrets, files_of(database_url)) == []


async def withdraw(town: Town, card: Message) -> None:
    """One of the five takes their vote back, so that they are too few."""
    sealer = make_sealer(town.bot.foundation.keyring)
    team, eli = Team(town.slack.workspace.team), Person(town["Eli"].id)
    incoming = Incoming(team, eli, decision_of(card), (), sealer)
    await town.bot.foundation.database.write(voting.withdraw, incoming, town.now())
