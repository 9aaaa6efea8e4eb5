"""Reviewing in Slack: positions by one click and in the modal, from every card, and what others read instead."""

from collections.abc import Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sandbox.filling import Value
from tests.decisions.scenes import happen, press, reach, send
from tests.rfcs.deeds import edit
from tests.rfcs.scenes import WHAT, WHO, post
from tests.town import Town


async def test_one_click_approves_and_can_be_withdrawn_and_taken_again(town: Town) -> None:
    card = await post(town)
    ben = town["Ben"]
    await ben.clicks("Approve", on=card)
    await town.settle()
    receipt = ben.finds("You approve RFC-1", in_="platform")
    assert "Approve: @Ben Ortiz" in ben.read(card)
    await ben.clicks("Approve", on=card)
    await town.settle()
    ben.reads("platform")
    await ben.clicks("Withdraw", on=receipt)
    await town.settle()
    assert "is withdrawn. You are awaited again." in " ".join(ben.reads("platform"))
    assert "Awaited: @Ben Ortiz, @Chen Wei" in ben.read(card)
    await ben.picks("History", on=card)
    assert str(ben.modal).count("@Ben Ortiz approved") == 1
    assert "@Ben Ortiz withdrew their position" in ben.modal


async def test_the_modal_has_the_parts_of_each_stance_and_keeps_what_was_typed(town: Town) -> None:
    card = await post(town)
    ben = town["Ben"]
    await ben.clicks("Take a position", on=card)
    assert ben.modal.title == "Take a position"
    await ben.fills("Where do you stand?", "Approve, with comments")
    await ben.fills("Your comments", "Name the owner of each queue.")
    for other in ("Hold", "Approve", "Decline", "Concern"):
        await ben.fills("Where do you stand?", other)
    assert ben.modal.fields["What concerns you?"] == "Name the owner of each queue."
    await ben.fills("What would resolve it?", "A list.")
    await ben.fills("Where do you stand?", "Decline")
    await ben.closes()
    await ben.clicks("Take a position", on=card)
    await ben.fills("Where do you stand?", "Concern")
    assert ben.modal.fields["What would resolve it?"] == "A list."
    await ben.fills("Where do you stand?", "Approve, with comments")
    assert ben.modal.fields["Your comments"] == "Name the owner of each queue."
    await ben.submits("Take this position")
    assert "You approve, with comments, RFC-1" in ben.modal
    await town.settle()
    assert "Approve, with comments: @Ben Ortiz" in ben.read(card)
    await ben.closes()
    await ben.clicks("Take a position", on=card)
    assert ben.modal.fields["Your comments"] == "Name the owner of each queue."
    await ben.fills("Where do you stand?", "Concern")
    assert not ben.modal.fields["What would resolve it?"], "what was taken is no longer kept"
    await ben.fills("Where do you stand?", "Decline")
    await ben.submits("Take this position")
    assert "You are no longer awaited." in ben.modal
    await town.settle()
    assert "Decline: @Ben Ortiz" in ben.read(card)


async def test_a_hold_needs_a_day_and_lapses_on_it(town: Town) -> None:
    await reach(town, 0, 9)
    card = await post(town)
    ben, chen = town["Ben"], town["Chen"]
    await ben.clicks("Take a position", on=card)
    await ben.fills("Where do you stand?", "Hold")
    await ben.fills("Until", date(2020, 1, 1))
    await ben.fills("What do you still look at?", "The costs.")
    await ben.submits("Take this position")
    assert ben.errors == {"Until": "Choose a day that is still to come."}
    await ben.fills("Until", town.now().astimezone(ZoneInfo(ben.who.zone)).date() + timedelta(days=2))
    await ben.submits("Take this position")
    assert "It is not accepted as long as you hold." in ben.modal
    await chen.clicks("Approve", on=card)
    await town.settle()
    chen.reads("platform")
    assert "Hold: @Ben Ortiz until" in ben.read(card)
    assert "under review" in ben.read(card)
    await town.pass_time(days=2)
    lapsed = ben.finds("You held RFC-1", in_="@Cairn")
    assert "Awaited: @Ben Ortiz" in ben.read(card)
    await ben.clicks("Approve", on=lapsed)
    await town.settle()
    assert "final comment until" in ben.read(card)
    ben.reads("@Cairn")


async def test_others_read_what_they_can_do_instead(town: Town) -> None:
    card = await post(town)
    ann, dana = town["Ann"], town["Dana"]
    for button in ("Approve", "Take a position"):
        await ann.clicks(button, on=card)
        await dana.clicks(button, on=card)
        await town.settle()
    assert "You write this RFC, so others sign it off." in str(ann.reads("platform"))
    said = str(dana.reads("platform"))
    assert "This RFC has other reviewers. You can comment in the thread, raise a concern, or ask its" in said


async def test_by_lazy_consensus_anybody_approves_and_is_a_reviewer_then(town: Town) -> None:
    await reach(town, 0, 9)
    lazy: Mapping[str, Value] = {"How it is accepted": "Lazy consensus", "Reviewers": None}
    card = await post(town, who=lazy)
    other = await post(town, {**WHAT, "Title": "Two queues"}, who=lazy)
    for name in ("Ben", "Dana"):
        await town[name].clicks("Approve", on=card)
        await town.settle()
        assert "You are one of its reviewers now." in str(town[name].reads("platform"))
    assert "has the approvals it needs" in str(town["Ann"].reads_thread(card))
    await town["Ben"].clicks("Approve", on=other)
    await town.pass_time(days=8)
    assert "RFC-1 · One queue for all events is accepted." in str(town["Ann"].reads("platform"))
    assert "under review" in town["Ann"].read(other)
    await town["Dana"].clicks("Approve", on=other)
    await town.settle()
    assert "Accepted" in town["Ann"].read(other), "its days are over already"
    for name in ("Ben", "Dana"):
        town[name].reads("platform")
    town["Ann"].reads("@Cairn")


async def test_an_older_card_counts_nothing_before_its_reader_has_seen_what_changed(town: Town) -> None:
    card = await post(town)
    ben, chen = town["Ben"], town["Chen"]
    await chen.clicks("Approve", on=card)
    await ben.clicks("Take a position", on=card)
    await ben.fills("Where do you stand?", "Approve, with comments")
    await ben.fills("Your comments", "Name the owners.")
    await edit(town, card, "Move everything to SQS by April.", "A month more")
    await ben.submits("Take this position")
    assert "The text has changed since you opened this: it is version 2 now." in ben.modal
    assert "A month more" in ben.modal
    assert ben.modal.fields["Your comments"] == "Name the owners."
    await ben.submits("Take this position")
    assert "You approve, with comments," in ben.modal
    await send(town, press(town, "Chen", card, "rfc.approve", "1 1"))
    await town.settle()
    again = chen.finds(
        "has changed since you saw it: it is version 2 now. Nothing was counted yet.", in_="platform"
    )
    assert "by March April" in chen.read(again).replace(".", "") or "April" in chen.read(again)
    await chen.clicks("Approve this version", on=again)
    await town.settle()
    assert "You approve RFC-1" in str(chen.reads("platform"))
    assert "final comment until" in chen.read(card)
    chen.reads("@Cairn")


async def test_what_does_not_fit_is_answered_in_words(town: Town) -> None:
    card = await post(town)
    for action, value in {
        "rfc.approve": "77 1",
        "rfc.review": "no",
        "rfc.raise": "",
        "rfc.withdraw": "1",
        "rfc.concern": "1 9",
        "rfc.blocks": "1",
        "rfc.settles": "1 x",
        "rfc.take_comment": "1 1",
    }.items():
        await send(town, press(town, "Ben", card, action, value))
        await town.settle()
    ben = town["Ben"]
    said = " ".join(ben.reads("platform"))
    assert said.count("I can't find that") == 7, said
    assert "You have no position to withdraw." in said


async def test_a_private_rfc_is_unknown_to_whoever_does_not_see_its_channel(town: Town) -> None:
    await town["Ann"].invites("Cairn", to="leads")
    await happen(town)
    card = await post(town, who={"Reviewers": ["Ben"]}, in_="leads")
    lookalike = town.slack.workspace.messages[town.channel("platform")]
    there = next(iter(lookalike.values()))
    for action in ("rfc.approve", "rfc.review", "rfc.raise", "rfc.withdraw"):
        await send(town, press(town, "Chen", there, action, "1 1"))
        await town.settle()
    assert " ".join(town["Chen"].reads("platform")).count("I can't find that RFC.") == 4
    assert "Awaited: @Ben Ortiz" in town["Ben"].read(card)


async def test_a_short_card_works_for_those_who_see_the_rfc_and_for_nobody_else(town: Town) -> None:
    card = await post(town, who={**WHO, "Affected channels": ["general"]})
    pointer = town.card("One queue", "general", "Dana")
    ben, dana, eli = town["Ben"], town["Dana"], town["Eli"]
    await ben.clicks("Approve", on=pointer)
    await dana.clicks("Raise a concern", on=pointer)
    await dana.fills({"What concerns you?": "Who is on call?", "What would resolve it?": "A name."})
    await dana.submits("Raise it")
    await dana.closes()
    await town.settle()
    assert "You approve RFC-1" in str(ben.reads("general"))
    assert "Approve: @Ben Ortiz" in ben.read(card)
    assert "1 open concern" in dana.read(pointer)
    for button in ("Approve", "Take a position", "Raise a concern", "Read it"):
        await eli.clicks(button, on=pointer)
        await town.settle()
    assert str(eli.reads("general")).count("I can't find that RFC.") == 4
    town["Ann"].reads("@Cairn")
