"""Editing an RFC: free at first, a new version afterwards; and two who edit at once."""

from rituals.rfcs.model import Stance
from sandbox.things import Message
from tests.rfcs.scenes import TITLE, edit, happen, manage, post, stand
from tests.town import Town

NOTE = {"What has changed, and why?": "Clarified the rollout"}


def news(town: Town, card: Message) -> Message:
    """The latest news in the thread."""
    return list(town.slack.workspace.shown(town["Ann"].id, card.channel, card.ts))[-1]


async def test_before_the_review_begins_an_edit_changes_the_text_and_makes_no_version(town: Town) -> None:
    card = await post(town)
    ann = town["Ann"]
    await edit(town, card)
    assert "there is no new version" in ann.modal
    await ann.submits("Publish")
    await town.settle()
    assert not ann.has_modal
    assert "version" not in ann.read(town.card(TITLE))
    (text,) = ann.reads_thread(card)[1:]
    assert "Move everything to SQS by April." in text
    assert "by March" not in text
    await ann.picks("History", on=card)
    assert "@Ann Keller changed the text before the review began: Proposal" in ann.modal


async def test_after_a_position_an_edit_is_a_version_and_who_approved_is_asked_to_look_again(
    town: Town,
) -> None:
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    await stand(town, card, Ben=Stance.APPROVE)
    ben.reads("@Cairn")
    await edit(town, card)
    await ann.submits("Publish")
    assert ann.errors == {"What has changed, and why?": "Please complete this required field."}
    await ann.fills({**NOTE, "What has changed, and why?": "x" * 501})
    await ann.submits("Publish")
    assert "501 characters and 500 fit" in ann.errors["What has changed, and why?"]
    await ann.fills(NOTE)
    await ann.submits("Publish")
    await town.settle()
    told = ann.read(town.card(TITLE))
    assert "version 2: Clarified the rollout" in told
    assert "Approved an older version: @Ben Ortiz (version 1)" in told
    assert "version 2" in ann.reads_thread(card)[1]
    assert "Version 2 by @Ann Keller: Clarified the rollout\nChanged: Proposal." in ann.reads_thread(card)[2]
    asked = ben.finds("has changed since you approved version 1", in_="@Cairn")
    assert "Move everything to SQS by March April." in ben.read(asked)
    await ben.clicks("Look at it", on=asked)
    assert "Move everything to SQS by April." in ben.modal
    await ben.closes()
    await ben.clicks("What changed", on=news(town, card))
    assert "Version 2, against version 1\nClarified the rollout" in ben.modal


async def test_an_editorial_edit_leaves_approvals_until_a_reviewer_objects(town: Town) -> None:
    card = await post(town)
    ann, ben, chen = town["Ann"], town["Ben"], town["Chen"]
    await stand(town, card, Ben=Stance.APPROVE)
    await edit(town, card, {**NOTE, "Kind": ["Editorial"]})
    await ann.submits("Publish")
    await town.settle()
    assert "Approve: @Ben Ortiz" in ann.read(town.card(TITLE))
    told = news(town, card)
    await town["Dana"].joins("platform")
    await happen(town)
    await town["Dana"].clicks("More than editorial", on=told)
    await town.settle()
    town["Dana"].finds("Only reviewers can object", in_="platform")
    await chen.clicks("More than editorial", on=told)
    await town.settle()
    chen.finds("those who approved before this version are asked", in_="platform")
    assert "Approved an older version: @Ben Ortiz (version 1)" in ann.read(town.card(TITLE))
    assert "To @Chen Wei version 2 is more than editorial" in ann.reads_thread(card)[3]
    ben.finds("has changed since you approved version 1", in_="@Cairn")


async def test_who_is_overtaken_by_another_edit_finds_both_put_together(town: Town) -> None:
    card = await post(town, who={"Reviewers": ["Chen"], "Co-authors": ["Ben"]})
    ann, ben = town["Ann"], town["Ben"]
    await edit(
        town, card, what={"Title": "One queue", "Summary": "One queue is enough. We say why. And when."}
    )
    await edit(town, card, what={"Title": "A single queue", "Proposal": "To SQS by May."}, who="Ben")
    await ben.submits("Publish")
    await town.settle()
    await ann.submits("Publish")
    assert "Ben Ortiz has changed the text since you began. Your changes are kept" in ann.modal
    assert "You both changed Title" in ann.modal
    assert ann.modal.fields["Title"] == "One queue"
    assert ann.modal.fields["Proposal"] == "To SQS by May."
    await ann.submits("Next")
    await ann.submits("Next")
    await ann.submits("Publish")
    await town.settle()
    assert "RFC-1 · One queue\n" in ann.read(town.card("One queue"))
    assert "To SQS by May." in ann.reads_thread(card)[1]


async def test_an_edit_that_was_left_is_gone_on_with_and_only_authors_edit(town: Town) -> None:
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    await manage(ann, card, "Edit")
    await ann.fills("Title", "One queue, soon")
    await ann.closes(everything=True)
    await manage(ann, card, "Edit")
    assert "This is the edit that you left." in ann.modal
    assert ann.modal.fields["Title"] == "One queue, soon"
    await ann.closes(everything=True)
    await ben.picks("Manage", on=card)
    assert "Only @Ann Keller can change it." in ben.modal


async def test_a_text_of_many_pages_is_read_page_by_page_and_stands_in_the_thread_in_order(
    town: Town,
) -> None:
    long = {"Proposal": "word " * 590, "Motivation": "why & " * 490, "Summary": "so " * 900}
    weighing = {"Impact": "all " * 700, "Risks": "none " * 590, "Alternatives considered": "nothing " * 370}
    card = await post(town, what={"Title": TITLE, **long}, weighing=weighing)
    ann = town["Ann"]
    parts = ann.reads_thread(card)[1:]
    assert len(parts) > 1
    for number, part in enumerate(parts, start=1):
        assert f"RFC-1 in full, part {number} of {len(parts)}" in part
    await ann.clicks("Read it", on=card)
    assert "page 1 of" in ann.modal
    await ann.clicks("Next page")
    assert "page 2 of" in ann.modal
    await ann.clicks("Previous page")
    assert "page 1 of" in ann.modal
    await ann.closes()
    await edit(town, card, what={"Proposal": "Short.", "Motivation": "Short.", "Summary": "Short."})
    await ann.submits("Publish")
    await town.settle()
    after = ann.reads_thread(card)[1:]
    assert len(after) == len(parts)
    assert "this part is no longer needed" in after[-1]
