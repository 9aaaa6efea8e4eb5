"""Managing an RFC: who reviews, decides and owns it, and how it is rejected, put off and withdrawn."""

import time
from datetime import timedelta

import pytest

from sandbox import acts
from sandbox.faults import delay, refuse
from sandbox.finding import NotSeen
from tests.rfcs.scenes import TITLE, happen, manage, post, see_home
from tests.town import Town


async def test_an_author_changes_who_reviews_decides_and_writes_and_hands_it_over(town: Town) -> None:
    card = await post(town)
    ann, ben, dana = town["Ann"], town["Ben"], town["Dana"]
    await manage(ann, card, "Add reviewers")
    await ann.fills("Reviewers", ["Ben"])
    await ann.submits("Add")
    assert "They are reviewers already" in ann.errors["Reviewers"]
    await ann.fills("Reviewers", ["Dana"])
    await ann.submits("Add")
    await manage(ann, card, "Remove reviewers")
    await ann.fills("Reviewers", ["Ben"])
    await ann.submits("Remove")
    await manage(ann, card, "Name the decider")
    await ann.fills("New decider", "Ben")
    await ann.submits("Name")
    await manage(ann, card, "Co-authors")
    await ann.fills("Co-authors", ["Chen"])
    await ann.submits("Save")
    await manage(ann, card, "Hand over")
    await ann.fills("New author", "Ben")
    await ann.submits("Hand over")
    await town.pass_time(days=4)
    told = ann.read(town.card(TITLE))
    assert "by @Ben Ortiz and @Chen Wei · under review" in told
    assert "Awaited: @Dana Okafor" in told, told  # Nobody reviews what they write.
    dana.finds("@Ben Ortiz asks you to review RFC-1", in_="@Cairn")
    ben.finds("has you as its decider", in_="@Cairn")
    ben.finds("is yours now", in_="@Cairn")
    town["Chen"].finds("you are a co-author", in_="@Cairn")
    await ann.picks("History", on=card)
    for line in (
        "asked @Dana Okafor to review",
        "no longer asks @Ben Ortiz",
        "named @Ben Ortiz as the decider",
    ):
        assert line in ann.modal
    assert "handed it over to @Ben Ortiz" in ann.modal
    assert "@Ann Keller changed the co-authors: @Chen Wei" in ann.modal


async def test_the_thread_is_told_once_and_in_a_sentence_of_each_change_to_what_people_agreed_to_review(
    town: Town,
) -> None:
    card = await post(town)
    ann = town["Ann"]
    before = len(ann.reads_thread(card))
    for act, fields, submit in (
        ("Add reviewers", {"Reviewers": ["Dana"]}, "Add"),
        ("Remove reviewers", {"Reviewers": ["Ben"]}, "Remove"),
        ("How it is accepted", {"How it is accepted": "Lazy consensus", "Business days": "3"}, "Save"),
        ("How it is accepted", {"Business days": "4"}, "Save"),
        ("How it is accepted", {"Business days": "4"}, "Save"),  # Nothing has changed.
        ("Affected channels", {"Affected channels": ["general"]}, "Save"),  # It is reviewed as before.
        ("Name the decider", {"New decider": "Dana"}, "Name"),
        ("Co-authors", {"Co-authors": ["Chen"]}, "Save"),
        ("Co-authors", {"Co-authors": ["Chen"]}, "Save"),
        ("Co-authors", {"Co-authors": None}, "Save"),
        ("Hand over", {"New author": "Chen"}, "Hand over"),
    ):
        await manage(ann, card, act)
        await ann.fills(fields)
        await ann.submits(submit)
        assert not ann.has_modal, (act, ann.errors)
        await town.settle()
    told = [line.strip().splitlines()[-1].strip() for line in ann.reads_thread(card)[before:]]
    first, second, third = (
        "final comment of 5 business days",
        "lazy consensus, 3 business days",
        "lazy consensus, 4 business days",
    )
    assert told == [
        "@Ann Keller asked @Dana Okafor to review.",
        "@Ann Keller no longer asks @Ben Ortiz.",
        f"@Ann Keller changed how it is accepted: {second}, instead of {first}.",
        f"@Ann Keller changed how it is accepted: {third}, instead of {second}.",
        "@Ann Keller named @Dana Okafor as the decider.",
        "@Ann Keller changed the co-authors: @Chen Wei.",
        "@Ann Keller left it without co-authors.",
        "@Ann Keller handed it over to @Chen Wei.",
    ]
    town["Dana"].reads("@Cairn")
    town["Chen"].reads("@Cairn")


async def test_the_decider_postpones_with_a_reason_and_an_author_takes_it_up_again(town: Town) -> None:
    card = await post(town, who={"Reviewers": ["Ben"], "Decider": "Chen"})
    ann, chen = town["Ann"], town["Chen"]
    with pytest.raises(NotSeen):
        await manage(ann, card, "Postpone")
    await ann.closes()
    await manage(chen, card, "Postpone")
    await chen.fills("Reason", " ")
    await chen.submits("Postpone")
    assert "Write a reason" in chen.errors["Reason"]
    await chen.fills("Reason", "After the move.")
    await chen.submits("Postpone")
    await town.settle()
    told = ann.read(town.card(TITLE))
    assert "Postponed by @Chen Wei: After the move." in told
    assert "[Approve]" not in told
    await manage(ann, card, "Take it up again")
    await ann.closes(everything=True)
    await town.settle()
    assert "by @Ann Keller · under review" in ann.read(town.card(TITLE))
    thread = ann.reads_thread(card)
    assert "Postponed by @Chen Wei: After the move." in thread[2]
    assert "It was taken up again" in thread[3]


async def test_the_decider_rejects_and_then_nothing_can_be_changed(town: Town) -> None:
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    await manage(ann, card, "Reject")
    await ann.fills("Reason", "Too dear & slow.")
    await ann.submits("Reject")
    await town.settle()
    told = ann.read(town.card(TITLE))
    assert "Rejected by @Ann Keller: Too dear & slow." in told
    assert "[Approve]" not in told
    await ann.picks("Manage", on=card)
    assert "RFC-1 has ended." in ann.modal
    await ann.closes()
    await ben.picks("Why?", on=card)
    assert "@Ann Keller rejected it: Too dear & slow." in ben.modal
    await town.pass_time(days=60)
    assert not [each for each in ann.reads("@Cairn") if "Nothing has happened" in each]


async def test_an_author_withdraws_and_says_why_or_does_not(town: Town) -> None:
    card = await post(town)
    ann = town["Ann"]
    await manage(ann, card, "Withdraw")
    await ann.submits("Withdraw")
    await town.settle()
    assert "Withdrawn by @Ann Keller." in ann.read(town.card(TITLE))


async def test_an_admin_withdraws_what_others_write_with_a_reason_and_does_nothing_else(town: Town) -> None:
    card = await post(town)
    ann = town["Ann"]
    await manage(ann, card, "Hand over")
    await ann.fills("New author", "Dana")
    await ann.submits("Hand over")
    await town.settle()
    await ann.picks("Manage", on=card)
    assert "[Edit]" not in ann.modal
    await ann.clicks("Withdraw")
    await ann.submits("Withdraw")
    assert ann.errors["Reason"].startswith("Write a reason")
    await ann.fills("Reason", "It is about somebody.")
    await ann.submits("Withdraw")
    await town.settle()
    assert "Withdrawn by @Ann Keller: It is about somebody." in ann.read(card)
    assert "is withdrawn by @Ann Keller" in town["Dana"].reads("@Cairn")[-1]


async def test_after_thirty_quiet_days_the_author_is_asked_and_answers(town: Town) -> None:
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    await ben.clicks("Take a position", on=card)
    await ben.fills("Where do you stand?", "Hold")
    await ben.fills("Until", town.now().date() + timedelta(days=20))
    await ben.submits("Take this position")
    await town.pass_time(days=28)
    ben.finds("You held RFC-1", in_="@Cairn")  # That is the clock's doing, and nobody's act.
    assert not [each for each in ann.reads("@Cairn") if "Nothing has happened" in each]
    await town.pass_time(days=6)
    asked = ann.finds("Nothing has happened about RFC-1", in_="@Cairn")
    await ann.clicks("Go on", on=asked)
    await town.settle()
    await town.pass_time(days=34)
    asked = ann.finds("Nothing has happened about RFC-1", in_="@Cairn")
    await ann.clicks("Postpone it", on=asked)
    await town.settle()
    assert "Postponed by @Ann Keller: Nothing had happened for 30 days." in ann.read(card)


async def test_whoever_talks_in_the_thread_breaks_the_silence_where_cairn_may_read_it(town: Town) -> None:
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    await town.pass_time(days=25)
    await ben.says("Still thinking about it.", in_="platform", under=card)
    await town.pass_time(days=28)
    assert not [each for each in ann.reads("@Cairn") if "Nothing has happened" in each]
    await town.pass_time(days=8)
    ann.finds("Nothing has happened about RFC-1", in_="@Cairn")
    await town.pass_time(days=20)
    assert len([each for each in ann.reads("@Cairn") if "Nothing has happened" in each]) == 1
    ben.reads("@Cairn")


async def test_where_cairn_may_not_read_the_thread_the_author_is_asked_all_the_same(town: Town) -> None:
    card = await post(town)
    ann, ben = town["Ann"], town["Ben"]
    await town.pass_time(days=25)
    await ben.says("Still thinking about it.", in_="platform", under=card)
    town.slack.faults.add("conversations.replies", refuse("missing_scope"), times=None)
    await town.pass_time(days=8)
    ann.finds("Nothing has happened about RFC-1", in_="@Cairn")
    ben.reads("@Cairn")


async def test_where_slack_takes_long_to_read_the_thread_no_deadline_waits_for_it(town: Town) -> None:
    await post(town)
    await town.pass_time(days=25)
    town.slack.faults.add("conversations.replies", delay(30), times=None)
    began = time.monotonic()
    await town.pass_time(days=8)
    assert time.monotonic() - began < 8
    town.slack.faults.clear()
    town["Ann"].finds("Nothing has happened about RFC-1", in_="@Cairn")
    town["Ben"].reads("@Cairn")


async def test_whoever_is_in_the_channel_takes_over_from_an_author_who_has_left(town: Town) -> None:
    card = await post(town)
    chen, dana = town["Chen"], town["Dana"]
    await acts.deactivate(town.slack, town["Ann"].id)
    await happen(town)
    await dana.picks("Manage", on=card)
    assert "Only @Ann Keller can change it" in dana.modal
    await dana.closes()
    await manage(chen, card, "Take over")
    await chen.closes(everything=True)
    await town.settle()
    assert "by @Chen Wei · under review" in chen.read(town.card(TITLE))
    home = await see_home(town, "Chen")
    assert "Your RFCs\nRFC-1" in home
