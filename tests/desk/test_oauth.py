"""Installing Cairn by Slack's pages, as an admin of a workspace does."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession, CookieJar, web
from yarl import URL

from bot.oauth import GOOD_FOR, SCOPES, add_oauth, is_state, make_state
from bot.settings import Settings
from storage import installations
from tests.town import Town

KEY = b"a key for states"
THEN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
async def door(town: Town) -> AsyncIterator[URL]:
    """The address of Cairn's own pages."""
    settings = Settings(
        slack_client_id=town.slack.app.client_id,
        slack_client_secret=town.slack.app.client_secret,
        slack_api_url=f"{town.slack.base_url}/api/",
    )
    app = web.Application()
    add_oauth(app, town.bot, settings)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = URL(f"http://127.0.0.1:{runner.addresses[0][1]}")
    town.slack.app.redirect_urls[:] = [str(address / "slack/oauth_redirect")]
    yield address
    await runner.cleanup()


@pytest.fixture
async def browser() -> AsyncIterator[ClientSession]:
    """A browser that keeps its cookies; cookies of addresses without a name too."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


def test_a_state_is_good_for_ten_minutes_and_only_if_we_made_it() -> None:
    state = make_state(KEY, THEN)
    assert is_state(KEY, state, THEN + GOOD_FOR)
    assert not is_state(KEY, state, THEN + GOOD_FOR + timedelta(seconds=1))
    assert not is_state(KEY, state, THEN - timedelta(minutes=1))
    assert not is_state(b"another key", state, THEN)
    assert not is_state(KEY, state.replace(".", "0.", 1), THEN)
    assert not is_state(KEY, "", THEN)
    assert not is_state(KEY, "é.ü.ö", THEN)


async def test_the_way_to_slack_asks_for_our_scopes_with_a_state_kept_in_the_browser(
    door: URL, browser: ClientSession
) -> None:
    async with browser.get(door / "slack/install", allow_redirects=False) as answer:
        page = URL(answer.headers["location"])
        assert answer.cookies["cairn_state"].value == page.query["state"]
    assert page.path == "/oauth/v2/authorize"
    assert set(page.query["scope"].split(",")) == set(SCOPES)


async def test_a_state_of_another_browser_installs_nothing(door: URL, browser: ClientSession) -> None:
    async with browser.get(door / "slack/install", allow_redirects=False) as answer:
        state = URL(answer.headers["location"]).query["state"]
    async with (
        ClientSession() as other,
        other.get((door / "slack/oauth_redirect").with_query(code="1", state=state)) as answer,
    ):
        assert answer.status == 400
        assert "another browser" in await answer.text()


async def test_a_state_is_used_once_and_a_code_that_slack_does_not_know_is_refused(
    door: URL, browser: ClientSession
) -> None:
    async with browser.get(door / "slack/install", allow_redirects=False) as answer:
        state = URL(answer.headers["location"]).query["state"]
    back = (door / "slack/oauth_redirect").with_query(code="made-up", state=state)
    async with browser.get(back) as answer:
        assert answer.status == 400
        assert "did not accept" in await answer.text()
    async with browser.get(back) as answer:
        assert "used already" in await answer.text()


async def test_an_admin_who_allows_it_has_cairn(town: Town, door: URL, browser: ClientSession) -> None:
    team = next(iter(await town.bot.foundation.database.read(installations.read_teams)))
    before = await town.bot.foundation.database.read(installations.find, team)
    async with browser.get(door / "slack/install", allow_redirects=False) as answer:
        page = answer.headers["location"]
    async with browser.get(page) as answer:
        assert answer.status == 200
    ann = town.slack.workspace.find_named("Ann")
    assert ann is not None
    fields = {"who": f"{town.slack.workspace.team}/{ann.id}"}
    async with browser.post(page, data=fields) as answer:
        assert await answer.text() == "Cairn is installed. Go back to Slack and type /decide help.\n"
    await town.bot.edge.drain()
    after = await town.bot.foundation.database.read(installations.find, team)
    assert before is not None
    assert after is not None
    assert after.installed_at > before.installed_at
    assert after.installer == ann.id
    await town.settle()
    assert "Cairn is in your workspace." in town["Ann"].reads("@Cairn")[-1]
