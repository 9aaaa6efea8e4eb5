"""What people do on the sandbox's page again and again."""

from playwright.sync_api import Locator, Page, expect


def visit(page: Page, name: str, place: str) -> None:
    """This tab is used by somebody else."""
    page.goto(f"{page.url.split('/as/')[0]}/as/{name}/{place}")


def say(page: Page, place: str, line: str) -> None:
    """A line is typed into the composer, and sent."""
    composer = page.get_by_role("textbox", name=f"Message #{place}")
    composer.fill(line)
    composer.press("Enter")


def choose(page: Page, form: Locator, label: str, option: str) -> None:
    """An option is chosen in a select menu."""
    box = form.get_by_role("combobox", name=label)
    box.evaluate("box => box.scrollIntoView({ block: 'center' })")
    box.press("ArrowDown")
    page.get_by_role("option", name=option, exact=False).first.click()


def pick(page: Page, card: Locator, entry: str) -> None:
    """An entry of the card's menu is chosen."""
    card.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=entry).click()


def leave(page: Page) -> None:
    """All dialogs are closed."""
    page.get_by_role("button", name="Close all").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def pass_time(page: Page, span: str) -> None:
    """The clock is moved forward, with everything that becomes due on the way."""
    clock = page.get_by_role("group", name="The workspace’s clock")
    before = clock.get_by_role("time").inner_text()
    clock.get_by_role("button", name=span).click()
    expect(clock.get_by_role("time")).not_to_have_text(before, timeout=60_000)
    expect(clock.get_by_role("button", name=span)).to_be_enabled(timeout=60_000)
