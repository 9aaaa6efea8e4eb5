"""Disagreeing and committing, as people do it on the sandbox's page; the pictures are those of the docs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import choose, leave, pass_time, pick, say, visit
from tests.browser.conftest import Album, Tabs

PROPOSAL = "Move billing to Go by March"
BLOCK = {
    "Why?": "Two of us know Go, and one of them is away until March.",
    "What are you optimising for?": "Nobody is paged for code that they can't read",
    "What will we see, if you are right?": "An outage of billing that takes more than four hours to mend",
    "What would let you commit?": "A second service in Go first, that nobody is paged for",
}
DISAGREE = {
    "Why?": "Python is fast enough: the database is what we wait for.",
    "What are you optimising for?": "Features that customers ask for",
    "What will we see, if you are right?": "Invoices are not written any faster than today",
}


def card_on(page: Page) -> Locator:
    """The card of the commitment, as this tab shows it."""
    return page.get_by_role("article").filter(has_text=PROPOSAL).first


def take(page: Page, name: str, position: str) -> None:
    """Somebody takes a position by one click, in this tab."""
    visit(page, name, "general")
    card_on(page).get_by_role("button", name=position, exact=True).click()
    expect(page.get_by_role("article").filter(has_text="Your position:")).to_be_visible()


def dissent(page: Page, position: str, words: Mapping[str, str]) -> None:
    """Somebody takes a position that needs words; what they foresee is to be seen in three months."""
    card_on(page).get_by_role("button", name=position).click()
    form = page.get_by_role("dialog", name=position)
    for label, text in words.items():
        form.get_by_label(label).fill(text)
    day = datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days=85)
    form.get_by_label("By when?").fill(day.isoformat())


def state(page: Page) -> None:
    """What was filled in is sent, and confirmed."""
    page.get_by_role("button", name="Take this position").click()
    expect(page.get_by_role("dialog", name="Your position")).to_contain_text("Change it until")
    leave(page)


def propose(ann: Page) -> None:
    """Ann proposes, and Eli is to decide."""
    say(ann, "general", f"/commit {PROPOSAL}")
    form = ann.get_by_role("dialog", name="Propose")
    form.get_by_role("button", name="More").click()
    form.get_by_label("What it optimises for").fill(
        "Fewer machines, and one language for all that is on call"
    )
    form.get_by_label("Trade-offs accepted").fill("Three months with few new features in billing")
    choose(ann, form, "Decider", "Eli")
    ann.get_by_role("button", name="Preview").click()
    ann.get_by_role("dialog", name="Preview").get_by_role("button", name="Post").click()
    expect(ann.get_by_role("dialog")).to_have_count(0)


def stand(ann: Page, ben: Page, other: Page, album: Album) -> None:
    """All five take a position: three agree, Chen disagrees, Ben can't commit."""
    dissent(ben, "Can't commit", BLOCK)
    album.take(ben, "cannot-commit")
    state(ben)
    for name in ("ann", "dana", "eli"):
        take(other, name, "Agree")
    expect(card_on(ann)).to_contain_text("4 of 5 took a position")
    album.take(ann, "positions-hidden")
    visit(other, "chen", "general")
    dissent(other, "Disagree, will commit", DISAGREE)
    state(other)
    expect(card_on(ann)).to_contain_text("Positions are shown, and there is disagreement.")
    album.take(ann, "positions-shown")


def work_through(ann: Page, album: Album) -> None:
    """Ann leads through the disagreement, and amends what she proposed."""
    card_on(ann).get_by_role("button", name="Work through it").click()
    ann.get_by_role("dialog").get_by_role("button", name="Begin").click()
    expect(ann.get_by_role("dialog")).to_have_count(0)
    card_on(ann).get_by_role("link", name="replies").click()
    thread = ann.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text("Nobody is paged for code that they can't read")
    thread.get_by_role("button", name="Write what came of it").click()
    step = ann.get_by_role("dialog", name="Listen")
    step.get_by_label("What came of it").fill("Both want nobody to be paged for what they can't read.")
    step.get_by_role("button", name="Save").click()
    thread.get_by_role("button", name="Next: common ground").click()
    expect(thread).to_contain_text("What do both sides want?")
    expect(card_on(ann)).to_contain_text("now: common ground")
    pick(ann, card_on(ann), "Manage")
    ann.get_by_role("dialog", name="Manage").get_by_role("button", name="Amend").click()
    wording = ann.get_by_role("dialog", name="Amend")
    wording.get_by_label("Proposal").fill(f"{PROPOSAL}, once two more of us know Go")
    wording.get_by_role("button", name="Amend").click()
    expect(ann.get_by_role("dialog")).to_have_count(0)
    expect(card_on(ann)).to_contain_text("Version 2: the proposal changed.")
    album.take(ann, "working-through")
    ann.get_by_role("link", name="Close thread").click()


def escalate(ann: Page, ben: Page) -> None:
    """Ben keeps his position on the new words, and Ann closes: it is blocked."""
    visit(ben, "ben", "@Cairn")
    asked = ben.get_by_role("article").filter(has_text="was amended since you took a position")
    asked.get_by_role("button", name="Keep my position").click()
    expect(card_on(ann)).to_contain_text("4 positions were taken before")
    pick(ann, card_on(ann), "Manage")
    ann.get_by_role("dialog", name="Manage").get_by_role("button", name="Close now").click()
    ann.get_by_role("button", name="Close it").click()
    expect(ann.get_by_role("dialog", name="Done")).to_be_visible()
    leave(ann)
    expect(card_on(ann)).to_contain_text("It is blocked")


def decide(ann: Page, eli: Page, album: Album) -> None:
    """Eli sees both sides, and carries it."""
    visit(eli, "eli", "@Cairn")
    album.take(eli, "both-sides")
    eli.get_by_role("button", name="Decide", exact=True).click()
    ruling = eli.get_by_role("dialog", name="Decide")
    ruling.get_by_label("Carry it").check()
    ruling.get_by_label("Why").fill("We hire for Go anyway. Ben's second service comes first, in January.")
    ruling.get_by_role("button", name="Decide").click()
    expect(card_on(ann)).to_contain_text("It is carried, over disagreement.")


def commit(ann: Page, ben: Page, other: Page, album: Album) -> None:
    """Both who saw it differently commit, and the record has what they said, word for word."""
    pass_time(ann, "+1 day")
    album.take(ben, "will-you-commit")
    ben.get_by_role("button", name="Yes, and keep my concern on record").click()
    visit(other, "chen", "@Cairn")
    other.get_by_role("button", name="Yes", exact=True).click()
    expect(card_on(ann)).to_contain_text("Decided. 3 agree, 2 disagree and commit")
    album.take(ann, "disagreed-and-committed")
    card_on(ann).get_by_role("button", name="Open D-1").click()
    record = ann.get_by_role("dialog", name="D-1")
    for words in (*BLOCK.values(), *DISAGREE.values()):
        expect(record).to_contain_text(words)
    album.take(ann, "record-with-dissent")
    leave(ann)


def look_back(ann: Page, ben: Page, album: Album) -> None:
    """Three months later Ben is asked what became of what he foresaw."""
    for _ in range(3):
        pass_time(ann, "+1 month")
    ben.get_by_role("button", name="Came true").click()
    expect(ben.get_by_role("main")).to_contain_text("Do you want to take it up anew, with what you know now?")
    album.take(ben, "prediction-came-true")
    visit(ben, "ben", "general")
    say(ben, "general", "/commit ledger")
    expect(ben.get_by_role("dialog", name="Dissent ledger")).to_contain_text("it came true")
    album.take(ben, "ledger")


def test_dissent_is_heard_recorded_and_comes_back(tabs: Tabs, album: Album) -> None:
    ann, ben, other = tabs.open("ann", "general"), tabs.open("ben", "general"), tabs.open("dana", "general")
    propose(ann)
    stand(ann, ben, other, album)
    work_through(ann, album)
    escalate(ann, ben)
    decide(ann, other, album)
    commit(ann, ben, other, album)
    look_back(ann, ben, album)
