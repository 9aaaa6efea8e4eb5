"""What owners do: Manage for each role, extend, close, cancel, hand over, take over."""

import pytest

from sandbox import payloads
from sandbox.acts import deactivate
from sandbox.faults import refuse
from sandbox.finding import NotSeen
from tests.decisions.scenes import decide, decision_of, happen, manage, press, reach, send, vote
from tests.town import Town

ALL = {"Who votes": "All members of the channel", "Quorum": "100 %"}


async def test_the_owner_finds_every_act_under_manage(town: Town) -> None:
    card = await decide(town)
    await town["Ann"].picks("Manage", on=card)
    assert (
        "[Amend] [Extend] [Add people] [Close now] [Co-owners] [Hand over] [Cancel it]" in town["Ann"].modal
    )


async def test_others_read_who_can_change_it(town: Town) -> None:
    card = await decide(town)
    await town["Ben"].picks("Manage", on=card)
    assert "Only @Ann Keller can change it. Ask them, or ask them to hand it over." in town["Ben"].modal
    with pytest.raises(NotSeen):
        await town["Ben"].clicks("Close now")


async def test_an_admin_may_cancel_what_others_own_and_nothing_else(town: Town) -> None:
    card = await decide(town, who="Ben")
    ann = town["Ann"]
    await ann.picks("Manage", on=card)
    assert "[Cancel it]" in ann.modal
    assert "[Amend]" not in ann.modal
    await ann.clicks("Cancel it")
    await ann.fills("Reason", "Asked in the wrong channel.")
    await ann.submits("Cancel decision")
    await town.settle()
    assert "Cancelled\nAsked in the wrong channel." in ann.read(card)


async def test_acts_of_the_owner_are_refused_to_others_whatever_they_send(town: Town) -> None:
    card = await decide(town)
    for action in ("decision.close", "decision.take_over"):
        await send(town, press(town, "Ben", card, action, decision_of(card)))
        await town.settle()
    seen = "\n".join(town["Ben"].reads("platform"))
    assert "Only the owner of this decision can do that." in seen
    assert "Its owner is still here. Ask them to hand it over." in seen
    assert "0 of 3 voted · closes" in town["Ann"].read(card)


async def test_a_deadline_is_moved_and_told_in_the_thread(town: Town) -> None:
    await reach(town, 0, 10)
    card = await decide(town)
    ann = town["Ann"]
    await manage(ann, card, "Extend")
    await ann.fills("… or typed", "10d")
    await ann.fills("Why is more time needed?", "Ben is ill.")
    await ann.submits("Move deadline")
    await town.settle()
    assert "earlier than it was" not in ann.read(card)
    assert "@Ann Keller moved the deadline: it closes" in ann.reads_thread(card)[-1]
    await town.pass_time(days=7)
    assert "0 of 3 voted · closes" in ann.read(card)
    await town.pass_time(days=4)
    assert "No decision: nobody voted" in ann.read(card)


async def test_a_deadline_that_is_brought_forward_is_shown_on_the_card(town: Town) -> None:
    card = await decide(town, more={"… or typed": "10d"})
    ann = town["Ann"]
    await manage(ann, card, "Extend")
    await ann.fills("… or typed", "3h")
    await ann.fills("Why is more time needed?", "Ben is ill.")
    await ann.submits("Move deadline")
    await town.settle()
    assert "earlier than it was" in ann.read(card)
    await ann.picks("History", on=card)
    assert "@Ann Keller brought the deadline forward to" in ann.modal
    await ann.closes()
    await town.pass_time(hours=4)
    assert "No decision: nobody voted" in ann.read(card)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("yesterday", "yesterday"), ("soon", "soon"), ("2019-01-01", "past"), ("in 2000 days", "year")],
)
async def test_a_deadline_that_cannot_be_is_told_beside_the_field(
    town: Town, typed: str, sentence: str
) -> None:
    card = await decide(town)
    ann = town["Ann"]
    await manage(ann, card, "Extend")
    await ann.fills("… or typed", typed)
    await ann.fills("Why is more time needed?", "Ben is ill.")
    await ann.submits("Move deadline")
    assert sentence in ann.errors["… or typed"]
    assert ann.modal.fields["… or typed"] == typed


async def test_closing_early_counts_the_votes(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    ann = town["Ann"]
    await manage(ann, card, "Close now")
    assert ann.confirmed
    assert "1 of 3 voted. The votes are counted and the result is announced." in ann.confirmed
    assert "Voting is closed. The card shows how it came out." in ann.modal
    await town.settle()
    assert "Decided: SQS" in ann.read(card)
    await ann.closes()
    await ann.picks("Manage", on=card)
    assert "It has ended, and its result never changes." in ann.modal


async def test_closing_twice_changes_nothing(town: Town) -> None:
    card = await decide(town)
    again = press(town, "Ann", card, "decision.close", decision_of(card))
    await vote(town, card, Ben="SQS")
    await send(town, again)
    await town.settle()
    shown = town["Ann"].read(card)
    await send(town, again)
    await town.settle()
    assert town["Ann"].read(card) == shown
    assert len(town["Ann"].reads_thread(card)) == 2


async def test_closing_below_the_quorum_ends_without_a_decision_and_without_totals(town: Town) -> None:
    card = await decide(town, more=ALL)
    await vote(town, card, Ben="SQS")
    ann = town["Ann"]
    await manage(ann, card, "Close without a decision")
    await town.settle()
    shown = ann.read(card)
    assert "No decision: 1 of 3 voted and 3 were needed" in shown
    assert "100 %  SQS" not in shown


async def test_a_stalled_decision_is_extended_once_and_then_closed_without_a_decision(town: Town) -> None:
    card = await decide(town, more=ALL)
    await vote(town, card, Ben="SQS")
    ann = town["Ann"]
    await town.pass_time(days=7)
    shown = ann.read(card)
    assert "Voting has ended, but too few took part: 1 of 3 voted, 3 are needed." in shown
    assert "@Ann Keller can extend it or close it without a decision" in shown
    told = ann.read(ann.finds("Voting on Which queue? has ended, but too few took part", in_="@Cairn"))
    assert "You can extend it once, or close it without a decision." in told
    await ann.clicks("Manage", on=ann.finds("Voting on Which queue?", in_="@Cairn"))
    await ann.clicks("Extend")
    await ann.fills("… or typed", "2d")
    await ann.fills("Why is more time needed?", "Ben is ill.")
    await ann.submits("Move deadline")
    await town.settle()
    assert "1 of 3 voted · closes" in ann.read(card)
    await vote(town, card, Chen="SQS")
    await town.pass_time(days=7)
    assert "@Ann Keller can close it without a decision" in ann.read(card)
    await ann.picks("Manage", on=card)
    assert "[Extend]" not in ann.modal
    await ann.clicks("Close without a decision")
    await town.settle()
    assert "No decision: 2 of 3 voted and 3 were needed" in ann.read(card)
    ann.reads("@Cairn")


async def test_what_has_stalled_and_nobody_looks_after_ends_without_a_decision(town: Town) -> None:
    card = await decide(town, more={**ALL, "What is shown": "Private tally"})
    await vote(town, card, Ben="SQS")
    await town.pass_time(days=30)
    ann = town["Ann"]
    assert "too few took part" in ann.read(card)
    assert "If nobody does anything for 30 days" in ann.read(
        ann.finds("has ended, but too few", in_="@Cairn")
    )
    await town.pass_time(days=10)
    assert "No decision: 1 of 3 voted and 3 were needed" in ann.read(card)
    await town.pass_time(days=31)
    await ann.picks("History", on=card)
    assert "What each person chose was deleted" in ann.modal


async def test_who_leaves_while_it_is_stalled_no_longer_counts(town: Town) -> None:
    card = await decide(town, more=ALL)
    await vote(town, card, Ann="SQS", Ben="SQS")
    await town.pass_time(days=7)
    await town["Chen"].leaves("platform")
    await happen(town)
    assert "2 of 2 voted" in town["Ann"].read(card)
    await manage(town["Ann"], card, "Extend")
    await town["Ann"].fills("… or typed", "2d")
    await town["Ann"].fills("Why is more time needed?", "Ben is ill.")
    await town["Ann"].submits("Move deadline")
    await town.pass_time(days=4)
    assert "Decided: SQS" in town["Ann"].read(card)


async def test_cancelling_needs_a_reason_which_everybody_reads(town: Town) -> None:
    card = await decide(town)
    await vote(town, card, Ben="SQS")
    ann = town["Ann"]
    await manage(ann, card, "Cancel it")
    await ann.fills("Reason", "\u200b ")
    await ann.submits("Cancel decision")
    assert ann.errors["Reason"] == "Write a reason in a few words: it is shown on the card."
    await ann.fills("Reason", "x" * 501)
    await ann.submits("Cancel decision")
    assert "The reason has 501 characters and 500 fit." in ann.errors["Reason"]
    assert ann.modal.fields["Reason"] == "x" * 501
    await ann.fills("Reason", "The <!channel> vendor & we agree.")
    await ann.submits("Cancel decision")
    await town.settle()
    shown = ann.read(card)
    assert "Cancelled\nThe <!channel> vendor & we agree." in shown
    assert "SQS" not in shown
    assert "Cancelled" in ann.reads_thread(card)[-1]


async def test_it_is_handed_over_to_somebody_who_is_told_and_can_manage_it(town: Town) -> None:
    card = await decide(town)
    ann, ben = town["Ann"], town["Ben"]
    await manage(ann, card, "Hand over")
    await ann.fills("New owner", "Ann")
    await ann.submits("Hand over")
    assert ann.errors == {"New owner": "You own it already. Choose somebody else."}
    await ann.fills("New owner", "Robin")
    await ann.submits("Hand over")
    assert "That person can't" in ann.errors["New owner"]
    await ann.fills("New owner", "Ben")
    await ann.submits("Hand over")
    await town.settle()
    told = ben.finds("Which queue? is yours now. It closes", in_="@Cairn")
    await ben.clicks("Manage", on=told)
    assert "[Close now]" in ben.modal
    assert "@Ben Ortiz asks all 3 members" in ann.read(card)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_it_is_not_handed_over_to_somebody_whom_slack_does_not_show(town: Town) -> None:
    card = await decide(town)
    ann = town["Ann"]
    town.slack.faults.add("users.info", refuse("user_not_visible"))
    await manage(ann, card, "Hand over")
    payload = payloads.submission(town.slack, ann.who, ann.modal.view)
    payload["view"]["state"]["values"] = {"to": {"to": {"selected_user": "UCONNECT"}}}
    assert "That person can't see the channel." in (await send(town, payload)).json()["errors"]["to"]
    await ann.closes(everything=True)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_people_are_added_later_and_asked_as_everybody(town: Town) -> None:
    await reach(town, 0, 9)
    card = await decide(town, more={"Quorum": "60 %", "… or typed": "fri 17:00"})
    ann, dana = town["Ann"], town["Dana"]
    await manage(ann, card, "Add people")
    await ann.fills("People", ["Robin", "Dana"])
    await ann.submits("Add people")
    assert ann.errors == {"People": "Robin (deploys) is a bot and can't vote. Choose others."}
    await ann.fills("People", ["Ben"])
    await ann.submits("Add people")
    assert ann.errors == {"People": "They are asked already. Choose others."}
    await ann.fills("People", ["Ben", "Dana"])
    await ann.submits("Add people")
    await town.settle()
    assert "asks 4 people, 1 of them added later" in ann.read(card)
    assert "3 (60 %) must vote" in ann.read(card)
    await ann.picks("History", on=card)
    assert "@Ann Keller added @Dana" in ann.modal
    await ann.closes()
    dana.finds("@Ann Keller asks you, too: Which queue?", in_="@Cairn")
    await reach(town, 3, 2)
    dana.finds("1 decision waits for your vote", in_="@Cairn")
    await vote(town, card, Dana="SQS")
    assert "1 of 4 voted" in ann.read(card)
    for name in ("Ann", "Ben", "Chen", "Dana"):
        town[name].reads("@Cairn")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_who_does_not_see_the_channel_cannot_be_added(town: Town) -> None:
    card = await decide(town)
    ann = town["Ann"]
    await manage(ann, card, "Add people")
    await ann.fills("People", ["Eli"])  # A guest, who is not in this channel.
    await ann.submits("Add people")
    assert "can't see the channel. Invite them there first." in ann.errors["People"]


async def test_anybody_takes_over_from_an_owner_who_has_left(town: Town) -> None:
    card = await decide(town, who="Chen")
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    await town["Dana"].picks("Manage", on=card)  # She sees the channel and is not in it.
    assert "[Take over]" not in town["Dana"].modal
    ben = town["Ben"]
    await manage(ben, card, "Take over")
    assert ben.confirmed == "Its owner has left. You can then extend, close or cancel it."
    assert "It is yours now." in ben.modal
    await ben.closes()
    await manage(ben, card, "Close now")
    await town.settle()
    assert "No decision: nobody voted" in town["Ann"].read(card)
