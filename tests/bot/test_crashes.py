"""Power cuts at the worst moments: afterwards each vote is counted once, and each message stands once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from signal import SIGKILL

import pytest
from sqlalchemy import select

from sandbox.manifest import App
from sandbox.people import Person, Troubled
from sandbox.server import serve
from sandbox.slack import Slack
from sandbox.things import Message
from sandbox.workspaces import furnished, seat_bot
from storage.database import Database
from storage.deliveries import Sending
from storage.schema import ballots, deliveries, history
from tests.bot.making import assert_each_once
from tests.bot.runner import Plan, Running, running
from tests.town import KEY, manifest

LINE = "/decide Which queue? | Kafka | SQS"


@dataclass
class Village:
    """A workspace whose Cairn runs in a process of its own, and crashes as told."""

    slack: Slack
    plan: Plan
    database: Database
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        return self.people.setdefault(name, Person(self.slack, name))

    @asynccontextmanager
    async def cairn(self, crash_at: str = "") -> AsyncIterator[Running]:
        """Cairn runs; once `strike` was called it crashes at this point."""
        self.plan.armed.unlink(missing_ok=True)
        async with running(replace(self.plan, crash_at=crash_at)) as process:
            self.slack.app.request_url = process.url
            yield process

    def strike(self) -> None:
        """From now on the process crashes at its point."""
        self.plan.armed.touch()

    def cards(self) -> list[Message]:
        """The cards that stand in #platform."""
        return [
            each
            for each in self["Ann"].messages("platform")
            if each.metadata and each.ephemeral_to is None and not each.is_reply
        ]

    async def asks(self, then_strike: bool = False) -> None:
        """Ann puts her question; her "Post" may meet the crash."""
        ann = self["Ann"]
        await ann.runs(LINE, in_="platform")
        await ann.submits("Preview")
        if then_strike:
            self.strike()
            with suppress(Troubled):
                await ann.submits("Post")
        else:
            await ann.submits("Post")
            await self.shows("0 of 3 voted")
            await self.rests()

    async def rests(self) -> None:
        """Everything owed is sent, and written down as sent, within ten seconds."""
        for _ in range(500):
            if set(await self.states()) == {Sending.SENT}:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"still owed: {await self.states()}")

    async def shows(self, words: str) -> None:
        """The only card says this, within ten seconds."""

        def is_shown() -> bool:
            found = self.cards()
            return len(found) == 1 and words in self["Ann"].read(found[0])

        await self.slack.until(is_shown, 10)

    async def votes(self, who: str, option: str) -> None:
        """This person votes, and is told that it counts."""
        await self[who].clicks(option, on=self.cards()[0])
        await self[who].awaits(f"Your vote: {option}.", in_="platform")

    async def count_ballots(self) -> int:
        """How many ballots are stored."""
        return len(await self.database.read(lambda tx: tx.execute(select(ballots.c.person)).all()))

    async def states(self) -> list[str]:
        """How the messages stand that were owed."""
        return await self.database.read(lambda tx: list(tx.scalars(select(deliveries.c.state))))


@pytest.fixture
async def village(fresh_database: Database, database_url: str, tmp_path: Path) -> AsyncIterator[Village]:
    """A workspace and a database; Cairn is started by the test."""
    async with AsyncExitStack() as stack:
        slack = Slack(App(manifest()), [furnished()])
        ann = slack.workspace.find_named("Ann")
        assert ann is not None
        installation = slack.install(slack.workspace.team, ann.id)
        seat_bot(slack.workspace, "general", "platform")
        await stack.enter_async_context(serve(slack))
        api_url, secret = f"{slack.base_url}/api/", slack.app.signing_secret
        plan = Plan(database_url, api_url, installation.token, secret, KEY, tmp_path / "armed")
        yield Village(slack, plan, fresh_database)


async def test_a_vote_that_was_not_committed_is_not_there_and_the_person_knows(village: Village) -> None:
    async with village.cairn("before commit") as process:
        await village.asks()
        village.strike()
        with pytest.raises(Troubled):
            await village["Ben"].clicks("Kafka", on=village.cards()[0])
        assert await process.ended() == -SIGKILL
    assert await village.count_ballots() == 0
    async with village.cairn():
        await village.votes("Ben", "Kafka")
        await village.shows("1 of 3 voted")
    assert await village.count_ballots() == 1


async def test_a_vote_that_was_committed_and_not_answered_counts_once(village: Village) -> None:
    async with village.cairn("after commit") as process:
        await village.asks()
        village.strike()
        with pytest.raises(Troubled):
            await village["Ben"].clicks("Kafka", on=village.cards()[0])
        assert await process.ended() == -SIGKILL
    assert await village.count_ballots() == 1
    async with village.cairn():
        await village.shows("1 of 3 voted")
        await village.votes("Ben", "Kafka")
        await village.votes("Chen", "SQS")
        await village.shows("2 of 3 voted")
    assert await village.count_ballots() == 2


@pytest.mark.parametrize("point", ["claimed", "posted"])
async def test_a_card_stands_once_though_the_courier_died_over_it(village: Village, point: str) -> None:
    async with village.cairn(point) as process:
        await village.asks(then_strike=True)
        assert await process.ended() == -SIGKILL
    assert len(village.cards()) == (point == "posted")
    assert await village.states() == [Sending.SENDING]
    async with village.cairn():
        await village.shows("0 of 3 voted")
        await village.votes("Ben", "Kafka")
        await village.shows("1 of 3 voted")
        await village.rests()
    assert_each_once(village.slack)


@pytest.mark.parametrize("point", ["before commit", "after commit", "claimed", "posted"])
async def test_a_result_is_told_once_though_cairn_died_over_the_closing(village: Village, point: str) -> None:
    ann = village["Ann"]
    async with village.cairn(point) as process:
        await village.asks()
        await village.votes("Ben", "SQS")
        await village.shows("1 of 3 voted")
        await ann.picks("Manage", on=village.cards()[0])
        village.strike()
        with suppress(Troubled):
            await ann.clicks("Close now")
        assert await process.ended() == -SIGKILL
    village.slack.workspace.troubles.clear()
    async with village.cairn():
        if "[Close now]" in ann.modal:  # Nobody told her that it is closed, so she presses again.
            await ann.clicks("Close now")
        await village.shows("Decided: SQS")
        await village.rests()
    card = village.cards()[0]
    assert len(ann.reads_thread(card)) == 2
    assert_each_once(village.slack)
    ended = await village.database.read(
        lambda tx: list(tx.scalars(select(history.c.act).order_by(history.c.entry_id)))
    )
    assert ended == ["opened", "voted", "counting", "decided"]
    assert await village.count_ballots() == 1
