"""What a tab is sent while it is open, and what it may keep."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import orjson
import pytest
from aiohttp import ClientSession, StreamReader

from sandbox.acts import say
from sandbox.feed import Change
from sandbox.manifest import App
from sandbox.page import live, regions
from sandbox.page.routes import add_routes
from sandbox.server import serve
from sandbox.slack import Slack
from sandbox.workspaces import furnished
from tests.sandbox.tiny_bot import MANIFEST

PLACE = "/as/ann/platform"


@dataclass(frozen=True, slots=True)
class Site:
    """A page that is served, and a browser's requests to it."""

    slack: Slack
    session: ClientSession

    async def text(self, path: str) -> str:
        async with self.session.get(path) as answer:
            assert answer.status == 200
            return await answer.text()

    async def marks(self) -> dict[str, str]:
        """The marks of the regions that the page is opened with."""
        return dict(re.findall(r'data-region="(\w+)" data-mark="(\w+)"', await self.text(PLACE)))

    async def say(self, text: str) -> None:
        workspace = self.slack.workspace
        ben = workspace.find_named("ben")
        assert ben is not None
        await say(self.slack, ben.id, workspace.get_channel("platform").id, text, None)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    slack = Slack(App(MANIFEST), [furnished()])
    slack.install(slack.workspace.team, installer=next(iter(slack.workspace.people)))
    async with serve(slack, mount=add_routes), ClientSession(slack.base_url) as session:
        yield Site(slack, session)


async def sent(stream: StreamReader) -> Mapping[str, str]:
    """The next region that the tab is sent; the top bar is passed over, as a minute may have ended."""
    async with asyncio.timeout(5):
        while True:
            line = await stream.readline()
            if line.startswith(b"data: "):
                region: dict[str, str] = orjson.loads(line.removeprefix(b"data: "))
                if region["name"] != "top":
                    return region


async def test_a_tab_is_sent_what_it_does_not_have(site: Site) -> None:
    marks = await site.marks()
    assert list(marks) == list(regions.NAMES)
    async with site.session.get(f"{PLACE}/live", params=marks | {"side": "old"}) as answer:
        assert (await sent(answer.content))["name"] == "side"
        await site.say("Has anybody seen this?")
        region = await sent(answer.content)
        assert region["name"] == "main"
        assert "Has anybody seen this?" in region["html"]
    async with site.session.get(f"{PLACE}/live", params=marks) as answer:
        assert await sent(answer.content) == region


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (Change("message", "C1", "1.1"), {"bar", "main", "side"}),
        (Change("message", "C1", "1.1", person="U1"), {"bar", "main", "side"}),
        (Change("message", "C1", "1.1", person="U2"), set()),
        (Change("modal", person="U1"), {"modal"}),
        (Change("modal", person="U2"), set()),
        (Change("home", person="U1"), {"main"}),
        (Change("person", person="U2"), set(regions.NAMES)),
        (Change("channel", "C1"), set(regions.NAMES)),
    ],
)
def test_only_what_shows_a_change_is_drawn_for_a_person(change: Change, names: set[str]) -> None:
    assert live.shown_in(change, "U1") == names


async def test_scripts_and_styles_are_kept_under_the_address_they_have_now(site: Site) -> None:
    paths = re.findall(r'"(/static/\w+/[a-z]+\.(?:css|js))"', await site.text(PLACE))
    assert len(paths) == 7
    for path in paths:
        async with site.session.get(path) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
        async with site.session.get(re.sub(r"\w+(/[a-z.]+)$", r"old\1", path)) as answer:
            assert answer.headers["Cache-Control"] == "no-cache"
    async with site.session.get("/static/nothing.js") as answer:
        assert answer.status == 404
