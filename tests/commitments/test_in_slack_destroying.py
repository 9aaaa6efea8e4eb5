"""Positions that nobody is ever to see are destroyed as it ends; who took part stays told."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select

from sandbox.things import Message
from storage.database import Database
from storage.schema import drafts, history, positions
from tests.commitments.after_scenes import reveal
from tests.commitments.scenes import (
    NATS,
    commit,
    commitment_of,
    disagree,
    dissent,
    happen,
    manage,
    send,
    take,
)
from tests.decisions.scenes import press
from tests.decisions.test_leaks_in_files import files_of, found
from tests.town import Town, build_town

WORDS = b"Nothing of our own at night"


async def cancel(town: Town, card: Message) -> None:
    """Ann calls it off."""
    await manage(town["Ann"], card, "Cancel it")
    await town["Ann"].fills({"Reason": "The vendor has settled it for us."})
    await town["Ann"].submits("Cancel it")
    await town.settle()


def read_kept(tx: Connection) -> list[tuple[str, str, dict[str, object], str, bool]]:
    """What is kept of where people stood: the stance, the reason, the rest, the last click, whether it was withdrawn."""
    kept = (
        positions.c.stance,
        positions.c.reason,
        positions.c.more,
        positions.c.action_ts,
        positions.c.withdrawn,
    )
    return [tuple(row) for row in tx.execute(select(*kept))]


async def test_what_is_cancelled_before_it_was_shown_keeps_who_took_part_and_nothing_else(town: Town) -> None:
    card = await commit(town)
    await disagree(town, card, "Ben")
    await take(town, card, Chen="Agree")
    await town["Chen"].clicks("Withdraw", confirm=True)
    await town.settle()
    town["Chen"].finds("Your position is withdrawn.", in_="platform")
    await town["Chen"].clicks("Can't commit", on=card)
    await town["Chen"].fills(dissent(town))
    await town["Chen"].closes()
    await take(town, card, Ann="Abstain")
    await cancel(town, card)
    database = town.bot.foundation.database
    assert await database.read(read_kept) == [("", "", {}, "", False)] * 2
    assert await database.read(lambda tx: tx.execute(select(drafts.c.draft_id)).all()) == []
    ben = town["Ben"]
    await ben.picks("History", on=card)
    assert "The positions that were not shown were destroyed" in ben.modal
    assert "Took part: @Ann Keller, @Ben Ortiz" in ben.modal
    await ben.closes()
    await ben.picks("Details", on=card)
    assert "SQS" not in ben.modal
    await ben.closes()
    assert "2 of 3 took a position" in ben.read(town.card(NATS))
    await ben.opens_home()
    await happen(town)
    assert NATS not in str(ben.home())
    await send(town, press(town, "Ben", card, "commitment.results", commitment_of(card)))
    await town.settle()
    ben.finds("Where you stood was never shown, and was destroyed as it ended.", in_="platform")


async def test_what_stalls_and_is_closed_keeps_nothing_of_it_either(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ann="Abstain", Ben="Abstain")
    await town.pass_time(days=7)
    await manage(town["Ann"], card, "Close without a decision")
    await town["Ann"].closes(everything=True)
    await town.settle()
    assert await town.bot.foundation.database.read(read_kept) == [("", "", {}, "", False)] * 2
    assert "No decision: everybody who took a position abstained" in town["Ben"].read(card)
    for name in ("Ann", "Chen"):
        town[name].reads("@Cairn")


async def test_of_what_is_cancelled_after_the_reveal_the_deciders_alone_is_destroyed(town: Town) -> None:
    card = await reveal(town)
    await cancel(town, card)
    kept = await town.bot.foundation.database.read(read_kept)
    assert sorted(one[0] for one in kept) == ["", "block", "disagree"]
    shown = town["Dana"].read(card)
    assert "Can't commit · 1\n@Ben Ortiz: SQS does what we need." in shown
    assert "3 of 3 took a position" in shown
    town["Ann"].reads("@Cairn")


async def test_what_was_decided_destroys_nothing(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ann="Agree", Ben="Agree", Chen="Abstain")
    assert "Decided. 2 agree" in town["Ann"].read(card)
    assert sorted(one[0] for one in await town.bot.foundation.database.read(read_kept)) == [
        "abstain",
        "agree",
        "agree",
    ]
    acts = await town.bot.foundation.database.read(lambda tx: tx.scalars(select(history.c.act)).all())
    assert "destroyed" not in acts


@pytest.fixture
async def own_town(fresh_database: Database) -> AsyncIterator[Town]:
    """A town whose database is its own."""
    async with build_town(fresh_database) as built:
        yield built


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_nothing_of_it_is_left_in_any_file(own_town: Town, database_url: str) -> None:
    card = await commit(own_town)
    await disagree(own_town, card, "Ben")
    assert found([WORDS], files_of(database_url)) == ["backup.db", "cairn.db-wal"]
    await cancel(own_town, card)
    assert found([WORDS], files_of(database_url)) == []
