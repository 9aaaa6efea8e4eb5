"""A town for tests: a workspace, its people, and Cairn itself behind a signed HTTP door, in one event loop."""

import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web

from bot.app import Bot, Foundation, greet, wire
from bot.courier import Conduct
from bot.pace import Limits
from bot.painter import Painter
from bot.times import Clocks, real_time
from bot.web import make_web
from sandbox.clock import Clock
from sandbox.manifest import App
from sandbox.people import Person
from sandbox.server import serve
from sandbox.slack import Slack
from sandbox.things import Message
from sandbox.workspaces import furnished, seat_bot
from storage.database import Database
from storage.keys import Keyring

MANIFEST = Path(__file__).parent.parent / "slack-manifest.yml"
KEY = "2Jx3nFqU0vC7VvLr2m6q0dYxkzq3h0y1m1wqj6c0n1A="

BEGINNING = datetime(2031, 3, 3, 8, tzinfo=UTC)
"""A Monday morning: what is tested must not depend on the hour at which it is tested."""

QUICKLY = (sys.executable, "-I", str(Path(__file__).parent / "bot" / "quick_painter.py"))
"""The command of a painter that draws a dot for everything: to load matplotlib takes longer than all else here."""

QUICK = Limits(
    post_gap=timedelta(0),
    card_gap=timedelta(0),
    home_gap=timedelta(0),
    updates_a_minute=100_000,
    posts_a_minute=100_000,
    openings_a_minute=100_000,
    look_after=timedelta(0),
    retry=timedelta(0),
    file_ready=timedelta(0),
)
"""No pacing: for tests of what is said, not of how fast."""


@cache
def manifest() -> dict[str, Any]:
    """Cairn's manifest, read once."""
    read: dict[str, Any] = yaml.safe_load(MANIFEST.read_text())
    return read


class TestNow:
    """The rituals' time, moved by the test; the workspace's clock goes with it."""

    __test__ = False

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._wanted = BEGINNING - real_time()
        self.arrive()

    def __call__(self) -> datetime:
        return real_time() + self._ahead

    def wanted(self) -> datetime:
        return real_time() + self._wanted

    def is_behind(self) -> bool:
        return self._wanted > self._ahead

    def move_to(self, moment: datetime) -> None:
        self._go(max(self._ahead, moment - real_time()))

    def arrive(self) -> None:
        self._go(self._wanted)

    def want(self, ahead: timedelta) -> None:
        self._wanted = max(self._wanted, self._ahead) + ahead

    def _go(self, ahead: timedelta) -> None:
        self._ahead, self._clock.wanted = ahead, ahead.total_seconds()


@dataclass
class Town:
    """A workspace with Cairn in it."""

    slack: Slack
    bot: Bot
    now: TestNow
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        """The person of this name, always the same."""
        return self.people.setdefault(name, Person(self.slack, name))

    async def settle(self) -> None:
        """Everything that follows from what people did has happened."""
        await self.bot.edge.drain()
        await self.bot.clock.tick()
        await self.bot.courier.drain()

    async def pass_time(self, **span: float) -> None:
        """Time passes (days=1, hours=2 …), with everything that becomes due on the way."""
        await self.settle()
        self.now.want(timedelta(**span))
        await self.bot.clock.catch_up(self.bot.courier.drain)
        await self.settle()

    def channel(self, name: str) -> str:
        """The id of a channel."""
        return self.slack.workspace.get_channel(name).id

    def card(self, question: str, channel: str = "platform", who: str = "Ann") -> Message:
        """The card of the decision with this question, as it stands in the channel."""
        cards = [
            message
            for message in self[who].messages(channel)
            if message.blocks and question in str(message.blocks[0]) and message.ephemeral_to is None
        ]
        assert len(cards) == 1, f"{len(cards)} cards with {question!r} in #{channel}"
        return cards[0]


@asynccontextmanager
async def build_town(database: Database, limits: Limits = QUICK) -> AsyncIterator[Town]:
    """A furnished workspace; Ann, Ben and Chen are in #platform, Dana is not."""
    async with AsyncExitStack() as stack:
        slack = Slack(App(manifest()), [furnished()])
        slack.file_ready_seconds = 0.0
        if (
            limits is QUICK
        ):  # Who does not pace themselves would wait for Slack: only what runs away is stopped.
            slack.rates.scale = 20.0
        ann = slack.workspace.find_named("Ann")
        assert ann is not None
        installation = slack.install(slack.workspace.team, ann.id)
        seat_bot(slack.workspace, "general", "platform")
        await stack.enter_async_context(serve(slack))
        now = TestNow(slack.workspace.clock)
        clocks = Clocks(now, real_time)
        conduct = Conduct(limits, painter=Painter(command=QUICKLY))
        bot = wire(Foundation(database, Keyring([KEY]), clocks, f"{slack.base_url}/api/", conduct))
        stack.push_async_callback(bot.door.close)
        stack.push_async_callback(bot.rest)
        stack.push_async_callback(bot.courier.stop)
        runner = web.AppRunner(make_web(bot, slack.app.signing_secret, _no_problems), shutdown_timeout=1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.app.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        await greet(bot, installation.token)
        await bot.edge.drain()
        yield Town(slack, bot, now)


async def _no_problems() -> list[str]:
    return []
