"""Where an RFC is pointed to, and by which rule it is accepted, changes under way; and channels change by themselves."""

from sandbox import acts
from sandbox.things import Message
from tests.decisions.scenes import press, reach, send
from tests.rfcs.deeds import approve, edit
from tests.rfcs.scenes import TITLE, WHAT, WHO, at_home, happen, manage, post
from tests.town import Town


async def test_a_short_card_says_no_more_as_long_as_somebody_is_there_who_must_not_know(town: Town) -> None:
    await at_home(town, "leads")
    ann, ben, chen = town["Ann"], town["Ben"], town["Chen"]
    ops = await acts.create_channel(town.slack, ann.id, "ops", "private")
    await ann.invites("Ben", to="ops")
    await at_home(town, "ops")
    card = await post(town, who={"Reviewers": ["Ben"], "Affected channels": ["ops"]}, in_="leads")
    short = town.card(TITLE, "ops")
    await ann.invites("Chen", to="ops")
    await happen(town)
    assert "is reviewed in a channel that not everybody here sees" in chen.read(short)
    assert TITLE not in chen.read(short)
    assert TITLE not in short.text
    await ann.invites("Chen", to="leads")
    await happen(town)
    assert f"RFC-1 · {TITLE}" in chen.read(short)
    await chen.leaves("leads")
    await happen(town)
    assert TITLE not in chen.read(short)
    await chen.clicks("Read it", on=short)
    await town.settle()
    assert "I can't find that RFC." in str(chen.reads("ops"))
    await acts.change_channel_id(town.slack, ann.id, ops.id)
    await happen(town)
    chen.reads("ops")
    await manage(ann, card, "Reject")
    await ann.fills("Reason", "Too dear.")
    await ann.submits("Reject")
    await town.settle()
    assert "Too dear" not in chen.read(short)
    await chen.leaves("ops")
    await happen(town)
    assert "rejected · Too dear." in ben.read(short)
    for name in ("Ann", "Ben"):
        town[name].reads("@Cairn")


async def test_authors_change_where_short_cards_stand(town: Town) -> None:
    await reach(town, 0, 9)
    ann, dana = town["Ann"], town["Dana"]
    card = await post(town, who={**WHO, "Affected channels": ["general"]})
    await acts.create_channel(town.slack, ann.id, "ops")
    short = town.card(TITLE, "general")
    await manage(ann, card, "Affected channels")
    await ann.fills("Affected channels", ["ops", "platform"])
    await ann.submits("Save")
    await town.settle()
    assert not ann.has_modal, ann.errors
    assert "is no longer followed here. It is reviewed in #platform" in dana.read(short)
    assert "asks for comments in #platform" in ann.read(town.card(TITLE, "ops"))
    await ann.picks("History", on=card)
    assert "@Ann Keller had short cards posted in #ops" in ann.modal
    assert "@Ann Keller has it followed no longer in #general" in ann.modal
    await ann.closes()
    await approve(town, card, "Ben", "Chen")
    await manage(ann, card, "Affected channels")
    await ann.fills("Affected channels", ["general"])
    await ann.submits("Save")
    await town.settle()
    assert "final comment until" in dana.read(short)
    await town.pass_time(days=9)
    assert "is accepted." in str(ann.reads("general"))
    assert "is accepted." not in str(ann.reads("ops"))
    ann.reads("platform")
    ann.reads("@Cairn")


async def test_a_private_rfc_gets_no_short_card_under_way_where_somebody_does_not_see_it(town: Town) -> None:
    await at_home(town, "leads")
    ann, ben = town["Ann"], town["Ben"]
    card = await post(town, who={"Reviewers": ["Ben"]}, in_="leads")
    await manage(ann, card, "Affected channels")
    await ann.fills("Affected channels", ["platform"])
    await ann.submits("Save")
    assert "#leads is private, and Chen Wei" in ann.errors["Affected channels"]
    await ann.closes(everything=True)
    await manage(ann, card, "Co-authors")
    await ann.closes(everything=True)
    await ben.picks("Manage", on=card)
    assert "Affected channels" not in ben.modal


async def test_authors_change_the_rule_before_final_comment(town: Town) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    ann = town["Ann"]
    await town.pass_time(days=8)
    await manage(ann, card, "How it is accepted")
    await ann.fills({"How it is accepted": "Lazy consensus", "Business days": "3"})
    await ann.submits("Save")
    await town.settle()
    assert not ann.has_modal, ann.errors
    assert "It is accepted by lazy consensus: from " in ann.read(card)
    await ann.picks("History", on=card)
    assert "@Ann Keller changed how it is accepted: lazy consensus, 3 business days" in ann.modal
    await ann.closes()
    await manage(ann, card, "How it is accepted")
    await approve(town, card, "Ben", "Chen")
    assert "will be accepted" in ann.read(card), "its days count from the change"
    await ann.fills("How it is accepted", "Final comment")
    await ann.submits("Save")
    assert "It is about to be accepted, so the rule stays as it is." in str(ann.errors)
    await ann.closes(everything=True)
    await town.pass_time(days=5)
    assert "Accepted" in ann.read(card)
    lazy = await post(
        town, {**WHAT, "Title": "Two"}, who={"How it is accepted": "Lazy consensus", "Reviewers": None}
    )
    await manage(ann, lazy, "How it is accepted")
    await ann.fills("How it is accepted", "Final comment")
    await ann.submits("Save")
    assert "Final comment takes a reviewer or more." in str(ann.errors)
    await ann.closes(everything=True)
    for name in ("Ann", "Ben", "Chen"):
        town[name].reads("@Cairn")
        town[name].reads("platform")


async def test_an_editorial_edit_at_the_end_leaves_reviewers_a_day_to_object(town: Town) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    await approve(town, card, "Ben", "Chen")
    await edit(town, card, "Move everything to SQS by spring.", "Spelling.", "Editorial")
    thread = "final comment is longer"
    assert thread not in str([message.text for message in ann.messages("platform")])
    await town.pass_time(days=7)
    assert "final comment until" in ann.read(card)
    await edit(town, card, "Move all to SQS by spring.", "Shorter.", "Editorial")
    assert "Final comment is a business day longer." in str(ann.reads_thread(card))
    await town.pass_time(hours=9)
    assert "final comment until" in ann.read(card)
    version = next(one for one in _thread(town, card) if "Version 3" in str(one.blocks))
    await ben.clicks("More than editorial", on=version)
    await town.settle()
    assert "under review" in ann.read(card)
    await ann.picks("History", on=card)
    assert "Final comment was extended by a business day" in ann.modal
    await ann.closes()
    for name in ("Ann", "Ben", "Chen"):
        town[name].reads("@Cairn")
        town[name].reads("platform")


async def test_who_was_taken_off_the_reviewers_is_not_asked_again_when_they_come_back(town: Town) -> None:
    await at_home(town, "leads")
    ann, ben, chen = town["Ann"], town["Ben"], town["Chen"]
    await ann.invites("Chen", to="leads")
    await happen(town)
    card = await post(town, who={"Reviewers": ["Ben", "Chen"]}, in_="leads")
    await manage(ann, card, "Remove reviewers")
    await ann.fills("Reviewers", ["Chen"])
    await ann.submits("Remove")
    await chen.leaves("leads")
    await happen(town)
    await ann.invites("Chen", to="leads")
    await happen(town)
    assert "Awaited: @Ben Ortiz" in ann.read(card)
    assert "Chen" not in ann.read(card)
    await manage(ann, card, "Add reviewers")
    await ann.fills("Reviewers", ["Chen"])
    await ann.submits("Add")
    await town.settle()
    assert "Awaited: @Ben Ortiz, @Chen Wei" in ann.read(card)
    ben.reads("@Cairn")
    chen.reads("@Cairn")


async def test_where_the_card_is_deleted_the_review_goes_on_under_a_new_one_with_the_text(town: Town) -> None:
    card = await post(town)
    ann = town["Ann"]
    await ann.deletes(card)
    await send(town, press(town, "Ben", card, "rfc.approve", "1 1"))
    await town.pass_time(seconds=30)
    again = town.card(TITLE)
    assert again.ts != card.ts
    thread = str(ann.reads_thread(again))
    assert "Move everything to SQS by March." in thread
    town["Ben"].reads("platform")


def _thread(town: Town, card: Message) -> list[Message]:
    return list(town.slack.workspace.shown(town["Ann"].id, card.channel, card.ts))
