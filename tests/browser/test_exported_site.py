"""The exported site, opened from disk as people do."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.records.export.folder import lay_out
from rituals.records.log import Log
from tests.browser.conftest import DESK, PHONE
from tests.records.taken import ESCAPES, LOG, nasty_log

Open = Callable[..., Page]


@pytest.fixture
def open_site(browser: Browser, tmp_path: Path) -> Open:
    """Opens a log's site; what a page fetches from elsewhere, and what its script gets wrong, fails the test."""

    def open_it(log: Log, name: str = "index", *, phone: bool = False) -> Page:
        for path, content in lay_out(log).items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(content)
        context = browser.new_context(viewport=PHONE if phone else DESK)
        page = context.new_page()
        page.on("request", lambda request: _check_is_near(request.url))
        page.on("pageerror", _fail)
        page.on("console", lambda message: _fail(message.text))
        page.goto((tmp_path / "site" / f"{name}.html").as_uri())
        return page

    return open_it


def _check_is_near(url: str) -> None:
    assert url.startswith(("file:", "data:")), url


def _fail(error: object) -> None:
    pytest.fail(str(error))


def lay_out_again(page: Page, log: Log) -> None:
    """Another log in the place of the one that the page shows."""
    folder = Path(unquote(urlsplit(page.url).path)).parent.parent
    for path, content in lay_out(log).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)


def titles(page: Page) -> list[str]:
    """The questions that are shown."""
    return page.locator("#log > li:visible .asked").all_inner_texts()


def test_decisions_are_filtered_by_words_and_states(open_site: Open) -> None:
    page = open_site(LOG)
    assert titles(page) == ["Übergröße – どのキュー?", "Which queue?", "Which queue?", "Which broker?"]
    search = page.get_by_role("searchbox", name="Filter")
    for typed in ("ubergrosse", "Übergröße spring", "キュー"):
        search.fill(typed)
        assert titles(page) == ["Übergröße – どのキュー?"]
    expect(page.get_by_role("status")).to_have_text("1 of 4 decisions")
    search.fill("chen")
    assert titles(page) == ["Which queue?"]
    search.fill("zanzibar")
    expect(page.get_by_text("No decision has all of these words.")).to_be_visible()
    search.fill("")
    page.get_by_role("button", name="superseded").click()
    assert titles(page) == ["Which broker?"]
    page.get_by_role("button", name="rejected").click()
    assert len(titles(page)) == 2


def test_one_goes_from_a_decision_to_those_before_and_after_it(open_site: Open) -> None:
    page = open_site(LOG)
    page.get_by_role("link", name="Which broker?").click()
    page.get_by_role("link", name="Superseded by D-12").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which queue?")
    expect(page.get_by_text("Needs two people to run")).to_be_visible()
    page.get_by_role("link", name="D-9").click()
    page.get_by_role("link", name="Decisions of Meridian").click()
    assert len(titles(page)) == 4


@pytest.mark.parametrize("name", ["index", "D-12", "D-13"])
def test_it_fits_a_phone_and_is_dark_where_the_reader_likes_that(open_site: Open, name: str) -> None:
    page, colours = open_site(LOG, name, phone=True), set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


def test_what_people_type_does_nothing(open_site: Open) -> None:
    page = open_site(LOG, phone=True)
    for typed in ESCAPES:
        lay_out_again(page, nasty_log(typed))
        for name in ("index", "D-1"):
            page.goto(page.url.rpartition("/")[0] + f"/{name}.html")
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, typed)
