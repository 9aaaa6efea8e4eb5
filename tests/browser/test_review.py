"""An RFC from its first step to its acceptance, as people review it on the sandbox's page; the pictures are those of the docs."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import choose, leave, pass_time, pick, say, visit
from tests.browser.conftest import Album, Tabs

TITLE = "Move the order queue to NATS"
WHAT = {
    "Summary": (
        "We move the order queue from the database to NATS. The nightly import waits for it three hours, "
        "most of that to ask whether something is new. Orders will be told of instead of asked for."
    ),
    "Motivation": "Support cannot see an order before noon, and on-call is woken when the import runs late.",
    "Proposal": "Both queues run side by side for two weeks, then the old one is switched off.",
}
WEIGHING = {
    "Alternatives considered": "Do nothing: the import grows by ten minutes a month.",
    "How success is measured": "The import takes less than half an hour by the end of the quarter.",
}
CONCERN = {
    "What concerns you?": "With both queues running an order can be handled twice, and be billed twice.",
    "What would resolve it?": "Say how an order that comes twice is recognised",
}
AFFECTED = {
    "What concerns you?": "Support reads the old queue to see where an order is.",
    "What would resolve it?": "Somebody shows us where to look instead",
}
HARMLESS = "Ben shows you the new dashboard on Monday."
CHANGED = (
    "Both queues run side by side for two weeks, then the old one is switched off. "
    "Each order carries a key, and whoever handles one looks first whether that was seen."
)


def card_on(page: Page) -> Locator:
    """The card of the RFC, or the short one that leads to it, as this tab shows it."""
    return page.get_by_role("article").filter(has_text=TITLE).first


def write(ann: Page, album: Album) -> None:
    """Ann writes in three steps, and posts."""
    say(ann, "platform", f"/rfc {TITLE}")
    form = ann.get_by_role("dialog", name="Write an RFC")
    expect(form.get_by_label("Title")).to_have_value(TITLE)
    for label, text in WHAT.items():
        form.get_by_label(label).fill(text)
    album.take(ann, "rfc-form")
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_label("Alternatives considered")).to_be_focused()
    for label, text in WEIGHING.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_label("Channel", exact=True)).to_be_focused()
    expect(form.get_by_text("What you type is kept at each step.")).to_be_in_viewport()
    for name in ("Ben", "Chen"):
        choose(ann, form, "Reviewers", name)
    choose(ann, form, "Affected channels", "general")
    form.get_by_role("button", name="Preview").click()
    preview = ann.get_by_role("dialog", name="Preview")
    expect(preview).to_contain_text("Awaited")
    preview.get_by_role("button", name="Post").click()
    expect(ann.get_by_role("dialog")).to_have_count(0)


def raise_concern(page: Page, words: Mapping[str, str]) -> None:
    """Somebody raises a concern by the card that this tab shows."""
    card_on(page).get_by_role("button", name="Raise a concern").click()
    form = page.get_by_role("dialog", name="Raise a concern")
    for label, text in words.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name="Raise it").click()
    expect(page.get_by_role("dialog", name="Concern")).to_contain_text("is raised")
    leave(page)


def review(ann: Page, other: Page, album: Album) -> None:
    """Chen approves, Ben has a concern, and so has Dana, by the short card in the channel of hers."""
    visit(other, "chen", "platform")
    card_on(other).get_by_role("button", name="Approve", exact=True).click()
    expect(other.get_by_role("article").filter(has_text="You approve")).to_be_visible()
    visit(other, "ben", "platform")
    raise_concern(other, CONCERN)
    visit(other, "dana", "general")
    raise_concern(other, AFFECTED)
    expect(card_on(ann)).to_contain_text("2 open concerns")
    album.take(other, "rfc-pointer")
    card_on(ann).get_by_role("link", name="replies").click()
    thread = ann.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text(AFFECTED["What concerns you?"])
    album.take(ann, "rfc-card")
    ann.get_by_role("link", name="Close thread").click()


def answer(ann: Page, album: Album) -> None:
    """Ann changes the text, which answers Ben; Dana's concern does not block, and is answered, too."""
    pick(ann, card_on(ann), "Manage")
    ann.get_by_role("dialog", name="Manage").get_by_role("button", name="Edit").click()
    form = ann.get_by_role("dialog", name="Edit RFC-1")
    form.get_by_label("Proposal").fill(CHANGED)
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_label("Risks")).to_be_visible()
    form.get_by_role("button", name="Next").click()
    form.get_by_label("What has changed, and why?").fill("An order that comes twice is recognised")
    form.get_by_role("button", name="Publish").click()
    expect(card_on(ann)).to_contain_text("version 2")
    expect(ann.get_by_role("dialog")).to_have_count(0)
    visit(ann, "ann", "@Cairn")
    ann.get_by_role("button", name="It does not, because").click()
    form = ann.get_by_role("dialog", name="It does not block")
    form.get_by_label("Why does it not block?").fill(HARMLESS)
    form.get_by_role("button", name="Say so").click()
    expect(ann.get_by_role("dialog")).to_contain_text("Whoever raised it is told why.")
    leave(ann)
    ann.get_by_role("button", name="Answer", exact=True).click()
    form = ann.get_by_role("dialog", name="Answer")
    form.get_by_label("Your answer").fill("The key is in the proposal now.")
    album.take(ann, "rfc-concern")
    form.get_by_role("button", name="Answer").click()
    expect(ann.get_by_role("dialog")).to_contain_text("is asked whether that settles it")
    leave(ann)
    visit(ann, "ann", "platform")
    expect(card_on(ann)).to_contain_text("answered in version 2")


def look_again(ann: Page, other: Page, album: Album) -> None:
    """Ben takes the answer and approves; Chen, who approved what it was before, looks at what changed."""
    visit(other, "ben", "@Cairn")
    other.get_by_role("button", name="That settles it").click()
    settled = other.get_by_role("article").filter(has_text="where do you stand now?")
    settled.get_by_role("button", name="Approve").click()
    expect(card_on(ann)).to_contain_text("Approved an older version")
    visit(other, "chen", "@Cairn")
    asked = other.get_by_role("article").filter(has_text="Does your approval still hold?")
    expect(asked).to_contain_text("Each order carries a key")
    album.take(other, "rfc-changes")
    asked.get_by_role("button", name="Approve again").click()
    expect(card_on(ann)).to_contain_text("final comment until")


def accept(ann: Page, other: Page, album: Album) -> None:
    """Nothing comes up in final comment: it is accepted, both channels are told, and a record is made."""
    pass_time(ann, "+1 week")
    pass_time(ann, "+1 day")
    expect(card_on(ann)).to_contain_text("Accepted")
    album.take(ann, "rfc-accepted")
    visit(other, "dana", "general")
    expect(card_on(other)).to_contain_text("accepted")
    card_on(other).get_by_role("button", name="Open D-1").click()
    record = other.get_by_role("dialog", name="D-1")
    expect(record).to_contain_text("2 of 2 reviewers approved.")
    for words in (*AFFECTED.values(), HARMLESS):
        expect(record).to_contain_text(words)


def test_an_rfc_is_reviewed_changed_and_accepted_across_two_channels(tabs: Tabs, album: Album) -> None:
    ann, other = tabs.open("ann"), tabs.open("chen")
    write(ann, album)
    review(ann, other, album)
    answer(ann, album)
    look_again(ann, other, album)
    accept(ann, other, album)
