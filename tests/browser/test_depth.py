"""Decisions in depth, as one team takes them on the sandbox's page; the pictures are those of the docs."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import choose, leave, pass_time, pick, say
from tests.browser.conftest import Album, Tabs

MATRIX = "Which queue do we build on?"
RANKED = "Where do we meet?"
SEALED = "Do we go on with the rewrite?"
CRITERIA = "Cost 50\nLatency 30\nMaintainability 20"
SCORES: Mapping[str, Mapping[str, Sequence[int]]] = {
    "ann": {"Kafka": (2, 5, 3), "SQS": (4, 3, 4), "NATS": (5, 2, 3)},
    "ben": {"Kafka": (1, 5, 2), "SQS": (4, 3, 5), "NATS": (4, 4, 3)},
    "chen": {"Kafka": (3, 4, 3), "SQS": (4, 3, 4), "NATS": (5, 1, 2)},
}
ORDERS: Mapping[str, Sequence[str]] = {
    "ann": ("Lisbon", "Oslo", "Turin"),
    "ben": ("Oslo", "Turin", "Lisbon"),
    "chen": ("Turin", "Lisbon", "Oslo"),
}
DRAWN_WITHIN = 30_000
"""Milliseconds for the first picture: the process that draws has to start."""


def card_on(page: Page, question: str) -> Locator:
    """The card of the decision, as this tab shows it."""
    return page.get_by_role("article").filter(has_text=question).filter(has_text="Ann Keller ask")


def post(page: Page) -> None:
    """The form is previewed and posted."""
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("dialog", name="Preview").get_by_role("button", name="Post").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def close_now(page: Page, question: str, voted: str) -> None:
    """Ann closes her decision, once her card shows that so many have voted: while it changes its menu may close."""
    expect(card_on(page, question)).to_contain_text(f"{voted} voted")
    pick(page, card_on(page, question), "Manage")
    page.get_by_role("dialog").get_by_role("button", name="Close now").click()
    page.get_by_role("button", name="Close and count").click()
    expect(page.get_by_role("dialog", name="Done")).to_be_visible()
    leave(page)


def look_back(ann: Page, album: Album) -> None:
    """Ann finds what was decided, sets a day for looking back, and does so once that has come."""
    say(ann, "platform", "/decisions queue")
    found = ann.get_by_role("dialog", name="Decisions")
    expect(found).to_contain_text(MATRIX)
    album.take(ann, "search")
    found.get_by_role("button", name="Open", exact=True).first.click()
    record = ann.get_by_role("dialog", name="D-1")
    expect(record).to_contain_text("SQS")
    album.take(ann, "record")
    record.get_by_role("button", name="Review date").click()
    dated = ann.get_by_role("dialog", name="Review date")
    day = datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days=12)
    dated.get_by_role("textbox").first.fill(day.isoformat())
    dated.get_by_role("button", name="Save").click()
    expect(record).to_contain_text(f"To be reviewed: {day.day} {day:%b %Y}")
    leave(ann)
    for _ in range(2):
        pass_time(ann, "+1 week")
    ann.get_by_role("link", name="Cairn").first.click()
    home = ann.get_by_role("main")
    expect(home).to_contain_text("Waiting for you")
    album.take(ann, "home-ann")
    home.get_by_role("button", name="Look back").first.click()
    review = ann.get_by_role("dialog", name="Look back")
    review.get_by_label("Partly").check()
    review.get_by_label("What happened").fill("The bill is higher than we thought, and nobody was woken.")
    album.take(ann, "review")
    review.get_by_role("button", name="Save").click()
    leave(ann)


def test_a_matrix_from_its_opening_to_its_picture_its_record_and_its_review(tabs: Tabs, album: Album) -> None:
    ann = tabs.open("ann")
    say(ann, "platform", f"/decide {MATRIX} | Kafka | SQS | NATS")
    form = ann.get_by_role("dialog", name="Start a decision")
    form.get_by_role("button", name="More").click()
    choose(ann, form, "Method", "Matrix")
    form.get_by_label("Criteria").fill(CRITERIA)
    post(ann)
    for name, scores in SCORES.items():
        page = ann if name == "ann" else tabs.open(name)
        card_on(page, MATRIX).get_by_role("button", name="Vote").click()
        for criterion in range(3):
            ballot = page.get_by_role("dialog", name="Vote")
            expect(ballot).to_contain_text(f"{criterion + 1} of 3")
            for option, given in scores.items():
                ballot.get_by_label(option).fill(str(given[criterion]))
            if name == "ben" and criterion == 1:
                album.take(page, "matrix-ballot")
            ballot.get_by_role("button", name="Vote" if criterion == 2 else "Next", exact=True).click()
        expect(page.get_by_role("dialog", name="Vote")).to_contain_text("Your vote")
        leave(page)
        tabs.leave(ann)
    close_now(ann, MATRIX, "3 of 3")
    expect(card_on(ann, MATRIX)).to_contain_text("Decided: SQS")
    picture = card_on(ann, MATRIX).get_by_role("img", name="SQS has the highest score")
    expect(picture).to_be_visible(timeout=DRAWN_WITHIN)
    album.take(ann, "matrix-result")
    look_back(ann, album)
    for name in ("ben", "dana"):
        page = tabs.open(name, "home")
        expect(page.get_by_role("main")).to_contain_text("Decided lately")


def test_a_ranked_vote_that_runs_in_a_circle_says_so(tabs: Tabs, album: Album) -> None:
    ann = tabs.open("ann")
    say(ann, "platform", f"/decide {RANKED} | Lisbon | Oslo | Turin")
    form = ann.get_by_role("dialog", name="Start a decision")
    form.get_by_role("button", name="More").click()
    choose(ann, form, "Method", "Ranked")
    expect(form.get_by_label("Threshold")).to_have_count(0)
    post(ann)
    for name, order in ORDERS.items():
        page = ann if name == "ann" else tabs.open(name)
        card_on(page, RANKED).get_by_role("button", name="Vote").click()
        ballot = page.get_by_role("dialog", name="Vote")
        for place, option in enumerate(order, 1):
            ballot.get_by_label(option).fill(str(place))
        ballot.get_by_role("button", name="Vote", exact=True).click()
        expect(ballot).to_contain_text(f"{order[0]} 1st")
        leave(page)
        tabs.leave(ann)
    close_now(ann, RANKED, "3 of 3")
    expect(card_on(ann, RANKED)).to_contain_text("A tie between all 3 options")
    pick(ann, card_on(ann, RANKED), "Why?")
    expect(ann.get_by_role("dialog", name="Why?")).to_contain_text("cycle")
    album.take(ann, "ranked-cycle")
    leave(ann)


def test_a_sealed_vote_shows_totals_and_nothing_else(tabs: Tabs, album: Album) -> None:
    ann = tabs.open("ann", "general")
    say(ann, "general", f"/decide {SEALED} | Go on | Stop")
    form = ann.get_by_role("dialog", name="Start a decision")
    form.get_by_role("button", name="More").click()
    form.get_by_label("Sealed").check()
    post(ann)
    for name in ("ann", "ben", "chen", "dana", "eli"):
        page = ann if name == "ann" else tabs.open(name, "general")
        card_on(page, SEALED).get_by_role(
            "button", name="Stop" if name in ("ben", "dana", "eli") else "Go on"
        ).click()
        expect(page.get_by_role("article").filter(has_text="Only visible to you").last).to_contain_text(
            "Your vote:"
        )
        tabs.leave(ann)
    expect(card_on(ann, SEALED)).to_contain_text("5 of 5 voted")
    pick(ann, card_on(ann, SEALED), "History")
    expect(ann.get_by_role("dialog", name="History")).to_contain_text("Took part")
    album.take(ann, "sealed-history")
    leave(ann)
    close_now(ann, SEALED, "5 of 5")
    expect(card_on(ann, SEALED)).to_contain_text("Decided: Stop")
    expect(card_on(ann, SEALED)).not_to_contain_text("Ben")
