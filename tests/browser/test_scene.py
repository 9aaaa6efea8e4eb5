"""The main job, as people do it on the sandbox's page; its pictures are those of the docs."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Album, Sandbox, Tabs

QUESTION = "Which queue?"
MOST_DAYS = 8
LEASE = 45_000
"""Milliseconds: after a crash the lease of the one who sent has to end before another sends."""


def card_on(page: Page) -> Locator:
    """The card of the decision, as this tab shows it."""
    return page.get_by_role("article").filter(has_text=QUESTION).filter(has_text="Ann Keller ask")


def told(page: Page) -> Locator:
    """What only this person sees."""
    return page.get_by_role("article").filter(has_text="Only visible to you")


def wait_for_restart(page: Page) -> None:
    """The page shows that Cairn is away, and then that it is back."""
    away = page.get_by_role("status").filter(has_text="Cairn is")
    expect(away).to_be_visible()
    expect(away).to_have_count(0, timeout=60_000)


def pass_a_day(page: Page) -> None:
    """“+1 day”, and everything that becomes due on the way."""
    clock = page.get_by_role("group", name="The workspace’s clock")
    before = clock.get_by_role("time").inner_text()
    clock.get_by_role("button", name="+1 day").click()
    expect(clock.get_by_role("time")).not_to_have_text(before, timeout=60_000)
    expect(clock.get_by_role("button", name="+1 day")).to_be_enabled(timeout=60_000)


def test_a_team_decides_on_the_page_while_cairn_crashes_and_time_passes(
    tabs: Tabs, sandbox: Sandbox, album: Album
) -> None:
    ann = tabs.open("ann")
    composer = ann.get_by_role("textbox", name="Message #platform")
    composer.fill(f"/decide {QUESTION} | Kafka | SQS | NATS")
    composer.press("Enter")
    form = ann.get_by_role("dialog", name="Start a decision")
    expect(form.get_by_label("Question")).to_have_value(QUESTION)
    expect(form.get_by_label("Options")).to_have_value("Kafka\nSQS\nNATS")
    album.take(ann, "form")
    form.get_by_role("button", name="Preview").click()
    preview = ann.get_by_role("dialog", name="Preview")
    expect(preview).to_contain_text("0 of 3 voted")
    album.take(ann, "preview")
    preview.get_by_role("button", name="Post").click()
    expect(ann.get_by_role("dialog")).to_have_count(0)
    expect(card_on(ann)).to_contain_text("0 of 3 voted")

    ben = tabs.open("ben")
    card_on(ben).get_by_role("button", name="Kafka").click()
    expect(told(ben)).to_contain_text("Your vote: Kafka.")

    sandbox.kill_bot()
    wait_for_restart(ben)

    card_on(ben).get_by_role("button", name="SQS").click()
    expect(told(ben).last).to_contain_text("Your vote: SQS.")
    chen = tabs.open("chen", phone=True)
    card_on(chen).get_by_role("button", name="SQS").click()
    expect(told(chen)).to_contain_text("Your vote: SQS.")
    for page in (ann, ben, chen):
        expect(card_on(page)).to_contain_text("2 of 3 voted", timeout=LEASE)
    album.take(ben, "voting")
    album.take(chen, "phone")

    dana = tabs.open("dana", "general")
    dana.get_by_role("link", name="platform").click()
    expect(dana.get_by_text("You are not a member.")).to_be_visible()
    card_on(dana).get_by_role("button", name="NATS").click()
    expect(told(dana)).to_contain_text("This decision asks other people")
    expect(card_on(dana)).to_contain_text("2 of 3 voted")
    album.take(dana, "refusal")

    ann.get_by_role("button", name="Restart Cairn").click()
    wait_for_restart(ann)
    for _ in range(MOST_DAYS):
        pass_a_day(ann)
        if "Decided" in card_on(ann).inner_text():
            break
    for page in (ann, ben, chen, dana):
        expect(card_on(page)).to_contain_text("Decided: SQS")
        expect(card_on(page)).to_contain_text("2 of 3 voted")
    card_on(ann).get_by_role("link", name="1 reply").click()
    thread = ann.get_by_role("log", name="Messages in the thread")
    expect(thread.get_by_role("article").last).to_contain_text("Decided: SQS")
    album.take(ann, "result")

    night = tabs.open("ann", dark=True)
    card_on(night).get_by_role("link", name="1 reply").click()
    expect(night.get_by_role("log", name="Messages in the thread")).to_contain_text("Decided: SQS")
    album.take(night, "dark")
