"""A sandbox as people start it, in a process of its own, and tabs in which people use it."""

import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil
import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect, sync_playwright

from tests.chromium import ARGUMENTS, CHROMIUM

ROOT = Path(__file__).parent.parent.parent
STARTS_WITHIN = 60  # Seconds.
DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=780)


@dataclass(frozen=True, slots=True)
class Sandbox:
    """`python -m sandbox`, running."""

    url: str
    process: psutil.Process

    def kill_bot(self) -> None:
        """Cairn crashes; the workspace goes on, and starts it again."""
        (bot,) = (child for child in self.process.children() if "bot" in child.cmdline())
        bot.kill()


@dataclass(frozen=True, slots=True)
class Album:
    """Where pictures of the page are kept; nowhere unless SCREENSHOTS names a folder."""

    folder: Path | None

    def take(self, page: Page, name: str) -> None:
        """A picture of what this tab shows, once nothing moves any more."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            page.mouse.move(0, 0)
            page.evaluate("document.activeElement.blur()")
            page.screenshot(path=self.folder / f"{name}.png", animations="disabled", caret="hide")


@dataclass(frozen=True, slots=True)
class Tabs:
    """Opens the sandbox's page for people, each in a browser profile of their own.

    A tab that was left is used again: to open one takes longer than most of what is done in it.
    Nothing moves in it: that costs as much as all else that is drawn.
    """

    browser: Browser
    resting: list[Page]
    url: str
    used: list[Page] = field(default_factory=list)

    def open(self, person: str, place: str = "platform", *, dark: bool = False, phone: bool = False) -> Page:
        """A tab for this person, who has closed the guide before."""
        page = self.resting.pop() if self.resting else self._open()
        self.used.append(page)
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size(PHONE if phone else DESK)
        page.goto(f"{self.url}/as/{person}/{place}")
        return page

    def leave(self, *kept: Page) -> None:
        """All tabs but these are left for a picture: one that stays draws whatever happens in its channel."""
        for page in [each for each in self.used if each not in kept]:
            self.used.remove(page)
            page.goto(f"{self.url}/static/cairn.svg")
            self.resting.append(page)

    def _open(self) -> Page:
        remembered: StorageState = {
            "cookies": [],
            "origins": [{"origin": self.url, "localStorage": [{"name": "guide", "value": "closed"}]}],
        }
        context = self.browser.new_context(locale="en-GB", reduced_motion="reduce", storage_state=remembered)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A new workspace with Cairn in it, as long as a module plays there; it begins on a Monday afternoon in Berlin, morning in New York."""
    port, state = _free_port(), tmp_path_factory.mktemp("state")
    (state / "clock").write_text(str(_seconds_to_monday()))
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--state", str(state)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            readable, _, _ = select.select([process.stdout], [], [], STARTS_WITHIN)
            said = process.stdout.readline() if readable else ""
            assert "is ready" in said, (state / "bot.log").read_text()
            yield Sandbox(f"http://127.0.0.1:{port}", psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(STARTS_WITHIN)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the test is skipped, but not where everything has to be tested."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium here")
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def resting() -> list[Page]:
    """Tabs that were left."""
    return []


@pytest.fixture
def tabs(browser: Browser, resting: list[Page], sandbox: Sandbox) -> Iterator[Tabs]:
    """Tabs of the sandbox's page, left at the end."""
    tabs = Tabs(browser, resting, sandbox.url)
    yield tabs
    tabs.leave()


@pytest.fixture
def album() -> Album:
    """The pictures of the docs, when they are wanted: `make screenshots`."""
    folder = os.environ.get("SCREENSHOTS")
    return Album(ROOT / folder if folder else None)


def _seconds_to_monday() -> float:
    now = datetime.now(ZoneInfo("Europe/Berlin"))
    monday = now + timedelta(days=7 - now.weekday())
    return (monday.replace(hour=15, minute=10, second=0) - now).total_seconds()


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
