"""Real processes: several on one PostgreSQL database do everything once, and one that is told to stop ends well."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from signal import SIGTERM
from socket import socket

from sqlalchemy import select

from sandbox.clock import Clock
from sandbox.faults import ratelimited
from sandbox.manifest import App
from sandbox.people import Person, Troubled
from sandbox.server import serve
from sandbox.slack import Slack
from sandbox.things import Message
from sandbox.workspaces import add_person, furnished, seat_bot
from storage.database import open_database
from storage.deliveries import Sending
from storage.migrate import migrate
from storage.schema import ballots, deliveries, timers
from tests.bot.making import assert_each_once
from tests.forks import Fork, command, fork
from tests.town import KEY, MANIFEST, manifest

ROOT = MANIFEST.parent
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace, and what its Cairn's processes are told."""

    slack: Slack
    environment: Mapping[str, str]

    @asynccontextmanager
    async def fork(self, kind: str) -> AsyncIterator[str]:
        """`python -m bot kind` in a fork, ready; where it hears Slack. At the end it finishes what it was sending."""
        port = _free_port()
        forked = fork(command, (kind,), {**os.environ, **self.environment, "PORT": str(port)})
        try:
            assert await asyncio.to_thread(_is_ready, forked)
            yield f"http://127.0.0.1:{port}/slack/events"
        finally:
            forked.process.terminate()
            ended = await asyncio.to_thread(forked.end, 15)
        assert ended.returncode == 0, ended.stderr

    @asynccontextmanager
    async def process(self) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
        """`python -m bot run`, ready; and where it hears Slack. At the end it finishes what it was sending."""
        port = _free_port()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env={**os.environ, **self.environment, "PORT": str(port)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stderr is not None
        reading = asyncio.create_task(_read_all(process.stderr, ready := asyncio.Event()))
        try:
            async with asyncio.timeout(30):
                await ready.wait()
            yield process, f"http://127.0.0.1:{port}/slack/events"
        finally:
            if process.returncode is None:
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 15)
            except TimeoutError:
                process.kill()
                raise
            await reading


def _is_ready(forked: Fork) -> bool:
    return any(b'"ready"' in line for line in forked.err)


async def _read_all(stream: asyncio.StreamReader, ready: asyncio.Event) -> None:
    async for line in stream:
        if b'"ready"' in line:
            ready.set()


def _free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def build_place(database_url: str, folder: Path) -> AsyncIterator[Place]:
    """A furnished workspace with a clock that moves, and a hundred more people in #platform."""
    async with AsyncExitStack() as stack:
        workspace = furnished(Clock(folder / "clock"))
        slack = Slack(App(manifest()), [workspace])
        ann = workspace.find_named("Ann")
        assert ann is not None
        installation = slack.install(workspace.team, ann.id)
        seat_bot(workspace, "general", "platform")
        await stack.enter_async_context(serve(slack))
        yield Place(
            slack,
            {
                "SLACK_API_URL": f"{slack.base_url}/api/",
                "SLACK_BOT_TOKEN": installation.token,
                "SLACK_SIGNING_SECRET": slack.app.signing_secret,
                "SLACK_APP_TOKEN": "",
                "DATABASE_URL": database_url,
                "CAIRN_SECRET_KEY": KEY,
                "CAIRN_CLOCK_FILE": str(folder / "clock"),
                "CAIRN_LOG_LEVEL": "INFO",
                "HOST": "127.0.0.1",
            },
        )


def card_of(slack: Slack) -> Message:
    """The one card in #platform."""
    (card,) = [each for each in Person(slack, "Ann").messages("platform") if each.metadata]
    return card


async def open_decision(place: Place, turns: Iterator[str]) -> None:
    """Ann asks, and the card stands; each of her acts goes to another process."""
    slack, ann = place.slack, Person(place.slack, "Ann")
    for act in (ann.runs("/decide Which queue? | Kafka | SQS", in_="platform"), *(submit(ann) for _ in "12")):
        slack.app.request_url = next(turns)
        await act
    await slack.until(lambda: any(each.metadata for each in ann.messages("platform")), 10)


async def submit(person: Person) -> None:
    await person.submits()


async def test_two_webs_and_two_workers_on_one_database_do_everything_once(
    empty_postgres_url: str, tmp_path: Path
) -> None:
    await asyncio.to_thread(migrate, empty_postgres_url)
    async with build_place(empty_postgres_url, tmp_path) as place, AsyncExitStack() as stack:
        slack = place.slack
        ann, ben, chen = (Person(slack, name) for name in ("Ann", "Ben", "Chen"))
        started = await asyncio.gather(
            *(stack.enter_async_context(place.fork(kind)) for kind in ("web", "web", "worker", "worker"))
        )
        turns = cycle(started[:2])
        await open_decision(place, turns)

        for person, option in ((ben, "Kafka"), (ben, "SQS"), (chen, "SQS")):
            slack.app.request_url = next(turns)
            await person.clicks(option, on=card_of(slack))
            await person.awaits(f"Your vote: {option}.", in_="platform")
        await slack.until(lambda: "2 of 3 voted" in ann.read(card_of(slack)), 10)
        dana = Person(slack, "Dana")
        await dana.clicks("Kafka", on=card_of(slack))
        await dana.awaits("This decision asks other people", in_="platform")

        await slack.move_clock(7 * DAY, patience=40)
        await slack.until(lambda: "Decided: SQS" in ann.read(card_of(slack)), 20)
        await slack.until(lambda: len(ann.reads_thread(card_of(slack))) == 2, 20)
        assert "2 of 3 voted" in ann.read(card_of(slack))
        assert_each_once(slack)
        assert len([each for each in ann.reads("@Cairn") if "waits for your vote" in each]) <= 2

    database = open_database(empty_postgres_url)
    assert await database.read(lambda tx: tx.execute(select(timers.c.kind)).all()) == []
    states = await database.read(lambda tx: set(tx.scalars(select(deliveries.c.state))))
    assert states <= {Sending.SENT, Sending.DROPPED}
    await database.close()


async def test_told_to_stop_a_process_answers_what_it_has_heard_and_ends_well(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/cairn.db"
    async with build_place(url, tmp_path) as place:
        slack = place.slack
        channel = slack.workspace.get_channel("platform")
        voters = [add_person(slack.workspace, f"v{n}", f"Voter {n}", "UTC").id for n in range(100)]
        channel.members.extend(voters)
        slack.faults.add(
            "usergroups.list", ratelimited(60), times=None
        )  # What is still read does not hold it up.
        async with place.process() as (process, address):
            await open_decision(place, cycle([address]))
            card = card_of(slack)
            votes = [asyncio.create_task(vote(slack, voter, card)) for voter in voters]
            await slack.until(lambda: len(slack.deliveries("block_actions")) >= 20, 10)
            process.send_signal(SIGTERM)
            counted = {voter for voter in await asyncio.gather(*votes) if voter}
            assert await asyncio.wait_for(process.wait(), 15) == 0
    database = open_database(url)
    stored = await database.read(lambda tx: set(tx.scalars(select(ballots.c.person))))
    states = await database.read(lambda tx: set(tx.scalars(select(deliveries.c.state))))
    await database.close()
    assert len(counted) >= 20
    assert counted <= stored
    assert states == {Sending.SENT}
    assert_each_once(slack)


async def vote(slack: Slack, voter: str, card: Message) -> str | None:
    """The voter, if Cairn has taken the vote."""
    try:
        await Person(slack, voter).clicks("Kafka", on=card)
    except Troubled:
        return None
    return voter
