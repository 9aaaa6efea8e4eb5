"""The page in a browser, with a tiny bot behind it: what people type, press and see."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import unused_port
from playwright.async_api import Browser, Page, Route, ViewportSize, async_playwright, expect

from sandbox.manifest import App
from sandbox.page.routes import add_routes
from sandbox.server import serve
from sandbox.slack import Slack
from sandbox.workspaces import furnished, seat_bot
from tests.chromium import ARGUMENTS, CHROMIUM
from tests.sandbox.tiny_bot import MANIFEST, TinyBot

DESK = ViewportSize(width=1280, height=720)

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="there is no Chromium here"),
    # One browser for all tests here, so they share its event loop.
    pytest.mark.asyncio(loop_scope="module"),
]


class Tabs:
    """Tabs, each in a browser profile of its own; they are used again, as to open one takes longer than a test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._resting: list[Page] = []
        self._used: list[Page] = []

    async def take(self) -> Page:
        """A tab that remembers nothing."""
        page = self._resting.pop() if self._resting else await self._open()
        self._used.append(page)
        await page.set_viewport_size(DESK)
        return page

    async def rest(self, url: str) -> None:
        """All tabs forget what was done in them, and show a picture."""
        while self._used:
            page = self._used.pop()
            await page.unroute_all()
            await page.evaluate("localStorage.clear(); sessionStorage.clear();")
            await page.goto(f"{url}/static/cairn.svg")
            self._resting.append(page)

    async def _open(self) -> Page:
        context = await self._browser.new_context(locale="en-GB", reduced_motion="reduce")
        page = await context.new_page()
        page.set_default_timeout(5000)
        return page


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tabs() -> AsyncIterator[Tabs]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield Tabs(browser)
        await browser.close()


@pytest.fixture(scope="module")
def port() -> int:
    """Where each test serves its page: what a tab was sent there before it need not be sent again."""
    return unused_port()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(tabs: Tabs, port: int) -> AsyncIterator[TinyBot]:
    slack = Slack(App(MANIFEST), [furnished()])
    slack.install(slack.workspace.team, installer=next(iter(slack.workspace.people)))
    seat_bot(slack.workspace, "general", "platform")
    slack.deliver.answer_seconds = 1.0
    async with serve(slack, port, add_routes), TinyBot(slack).running(slack.app) as running:
        yield running
        await tabs.rest(slack.base_url)


async def open_as(tabs: Tabs, bot: TinyBot, person: str, place: str = "platform") -> Page:
    """A tab for a person, in a browser profile of its own."""
    page = await tabs.take()
    await page.goto(f"{bot.slack.base_url}/as/{person}/{place}")
    return page


async def command(page: Page, line: str) -> None:
    composer = page.get_by_role("textbox", name="Message #platform")
    await composer.fill(line)
    await composer.press("Enter")


async def test_a_command_opens_a_form_is_previewed_and_posted_and_others_answer(
    tabs: Tabs, bot: TinyBot
) -> None:
    ann = await open_as(tabs, bot, "ann")
    await command(ann, "/ask Which queue?")
    form = ann.get_by_role("dialog", name="Ask the team")
    await expect(form.get_by_label("Question")).to_have_value("Which queue?")
    await form.get_by_role("button", name="Preview").click()
    await ann.get_by_role("dialog", name="Preview").get_by_role("button", name="Post").click()
    await expect(ann.get_by_role("dialog")).to_have_count(0)

    chen = await open_as(tabs, bot, "chen")
    await chen.get_by_role("button", name="Yes").click()
    for page in (ann, chen):
        await expect(page.get_by_role("article").last).to_contain_text("@Chen Wei: yes")


async def test_a_refused_field_says_why_and_keeps_what_was_typed(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    await command(page, "/ask")
    form = page.get_by_role("dialog")
    await form.get_by_role("button", name="Preview").click()
    await expect(form.get_by_role("alert").first).to_have_text("Please complete this required field.")
    await form.get_by_label("Question").fill("No question")
    await form.get_by_label("Method").click()
    await page.get_by_role("option", name="Ranked").click()
    await form.get_by_role("button", name="Preview").click()
    await expect(form.get_by_role("alert").first).to_have_text("A question ends with a question mark.")
    await expect(form.get_by_label("Question")).to_have_value("No question")
    await expect(form.get_by_label("Question")).to_be_focused()
    await expect(form.get_by_label("Method")).to_have_value("Ranked")


async def test_an_updated_form_keeps_what_was_typed_and_a_pushed_one_goes_back(
    tabs: Tabs, bot: TinyBot
) -> None:
    page = await open_as(tabs, bot, "ann")
    await command(page, "/ask")
    form = page.get_by_role("dialog")
    await form.get_by_label("Question").fill("Which queue?")
    await form.get_by_label("Similar").fill("kaf")
    await page.get_by_role("option", name="kaf-two").click()
    await form.get_by_role("button", name="More methods").click()
    await expect(form.get_by_text("3 methods.")).to_be_visible()
    await expect(form.get_by_label("Why")).to_be_focused()
    await form.get_by_label("Method").click()
    await page.get_by_role("option", name="Dots").click()
    await form.get_by_role("button", name="Preview").click()
    await form.get_by_role("button", name="Back", exact=True).click()
    await expect(form.get_by_label("Question")).to_have_value("Which queue?")
    await expect(form.get_by_label("Similar")).to_have_value("kaf-two")
    await expect(form.get_by_label("Method")).to_have_value("Dots")
    state = next(each for each in bot.heard if each["type"] == "view_submission")["view"]["state"]["values"]
    assert state["similar"]["similar"]["selected_option"]["value"] == "kaf-two"


async def test_who_is_looked_for_by_name_is_chosen_at_once_and_a_list_that_is_read_stays(
    tabs: Tabs, bot: TinyBot
) -> None:
    page = await open_as(tabs, bot, "ann")
    await command(page, "/ask")
    people, options = page.get_by_role("combobox", name="People"), page.get_by_role("option")
    await people.fill("Ben")
    await options.filter(has_text="Ben Ortiz").click()
    await expect(options).to_have_count(0)
    await people.click()
    await options.filter(has_text="Chen Wei").click()
    await options.filter(has_text="Dana Okafor").click()
    await expect(options.filter(has_text="Dana Okafor")).to_be_visible()


async def test_a_list_opened_while_the_form_still_scrolls_stays_open(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    await page.set_viewport_size({"width": 390, "height": 480})
    await page.get_by_role("button", name="Close what to try").click()
    await command(page, "/ask")
    people = page.get_by_role("combobox", name="People")
    await people.evaluate("(box) => { box.scrollIntoView(); box.click(); }")
    await page.evaluate(
        "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )
    await expect(page.get_by_role("option").first).to_be_visible()


async def test_whoever_writes_sees_what_they_wrote_and_a_thread_beside_it(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    await page.set_viewport_size({"width": 1280, "height": 500})
    await page.get_by_role("log").evaluate("(list) => { list.scrollTop = 0; }")
    await command(page, f"{'Where is everybody? ' * 30}I am here")
    await expect(page.get_by_text("I am here")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="New messages")).to_have_count(0)
    line = page.get_by_role("article").last
    await line.hover()
    await line.get_by_role("link", name="Reply in thread").click()
    await expect(page.get_by_role("complementary", name="Thread")).to_be_visible()
    conversation = page.get_by_role("log").first
    assert await conversation.evaluate("(list) => list.scrollHeight - list.scrollTop - list.clientHeight < 1")


async def test_the_first_opening_on_a_phone_says_what_to_try_once(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann", "general")
    await page.set_viewport_size({"width": 390, "height": 780})
    await page.get_by_role("button", name="Write it as Ann").first.click()
    await expect(page.get_by_role("textbox", name="Message #platform")).to_have_value(
        "/decide Which queue? | Kafka | SQS | NATS"
    )
    await page.reload()
    await expect(page.get_by_role("heading", name="What to try")).to_have_count(0)


async def test_escape_closes_a_form_and_tells_the_bot(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    await command(page, "/ask")
    await expect(page.get_by_label("Question")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert [each["type"] for each in bot.heard] == ["command", "view_closed"]


async def test_a_form_is_closed_though_what_was_submitted_is_still_on_its_way(
    tabs: Tabs, bot: TinyBot
) -> None:
    page, arrives = await open_as(tabs, bot, "ann"), asyncio.Event()

    async def answer_late(route: Route) -> None:
        answer = await route.fetch()
        await arrives.wait()
        await route.fulfill(response=answer)

    await page.route("**/submit", answer_late)
    await command(page, "/ask")
    await page.get_by_role("button", name="Preview").click()
    await expect(page.get_by_role("alert").first).to_have_text("Please complete this required field.")
    await page.get_by_role("button", name="Close all").click()
    arrives.set()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_bot_that_does_not_answer_is_reported_to_the_person(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    await command(page, "/asleep")
    await expect(page.get_by_role("status").filter(has_text="/asleep")).to_be_visible()


async def test_a_dangerous_button_asks_first(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    await command(page, "/ask Which queue?")
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_role("button", name="Post").click()
    card = page.get_by_role("article").last
    await card.get_by_role("button", name="Close").click()
    await page.get_by_role("dialog").get_by_role("button", name="Not yet").click()
    await card.get_by_role("button", name="Close").click()
    await page.get_by_role("dialog").get_by_role("button", name="Close").click()
    await expect(card).to_contain_text("@Ann Keller: close")
    assert [each["actions"][0]["action_id"] for each in bot.heard if each["type"] == "block_actions"] == [
        "close"
    ]


async def test_what_people_write_never_becomes_markup(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    await command(page, "<img src=x onerror=alert(1)> <b>bold</b> & @ben in #general")
    said = page.get_by_role("article").last
    await expect(said).to_contain_text("<img src=x onerror=alert(1)> <b>bold</b> & @Ben Ortiz in #general")
    assert await said.locator("img, b").count() == 0


async def test_commands_are_completed_and_refused_in_threads(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    composer = page.get_by_role("textbox", name="Message #platform")
    await composer.press_sequentially("/as")
    await expect(page.get_by_role("option")).to_have_count(2)
    await composer.press("Tab")
    await expect(composer).to_have_value("/ask ")
    await page.get_by_role("link", name="1 reply").first.click()
    thread = page.get_by_role("textbox", name="Reply in thread")
    await thread.fill("/ask here")
    await thread.press("Enter")
    await expect(page.get_by_text("/ask is not supported in threads. Sorry!")).to_be_visible()
    await expect(thread).to_have_value("/ask here")


async def test_a_shortcut_is_found_on_the_message_it_is_for(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "chen")
    line = page.get_by_role("article").filter(has_text="Kafka, SQS or NATS?")
    await line.hover()
    await line.get_by_role("button", name="More message actions").click()
    await page.get_by_role("menuitem", name="Ask about this").click()
    await expect(page.get_by_label("Question")).to_have_value(
        "Kafka, SQS or NATS? We have some experience with each."
    )


async def test_the_app_is_invited_into_a_private_channel(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ben", "leads")
    composer = page.get_by_role("textbox", name="Message #leads")
    await composer.fill("/invite @Pebble")
    await composer.press("Enter")
    await expect(page.get_by_role("button", name="3 members")).to_be_visible()


async def test_deleting_asks_first_and_then_takes_the_message_away(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ben")
    line = page.get_by_role("article").filter(has_text="Kafka, SQS or NATS?")
    for answer in ("Keep it", "Delete"):
        await line.hover()
        await line.get_by_role("button", name="More message actions").click()
        await page.get_by_role("menuitem", name="Delete message").click()
        await page.get_by_role("dialog").get_by_role("button", name=answer).click()
    await expect(line).to_have_count(0)


async def test_one_who_is_not_a_member_reads_and_can_join(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "dana")
    await expect(page.get_by_text("You are not a member.")).to_be_visible()
    await page.get_by_role("button", name="Join channel").click()
    await expect(page.get_by_role("textbox", name="Message #platform")).to_be_visible()


async def test_the_clock_moves_forward_and_times_follow(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann")
    await expect(page.get_by_text("Today", exact=True)).to_be_visible()
    await page.get_by_role("button", name="+1 day").first.click()
    await expect(page.get_by_text("Yesterday", exact=True)).to_be_visible()


async def test_acting_as_somebody_else_shows_what_they_see(tabs: Tabs, bot: TinyBot) -> None:
    page = await open_as(tabs, bot, "ann", "leads")
    await page.get_by_role("link", name="Act as Chen").first.click()
    await expect(page.get_by_role("button", name="You act as Chen Wei")).to_be_visible()
    await expect(page.get_by_role("link", name="leads")).to_have_count(0)
