"""What owners do: amend, move the deadline, close, cancel, hand over, share, ask more people, name another decider."""

from bot.app import greet
from sandbox.acts import deactivate, delete_channel
from sandbox.people import Person
from sandbox.workspaces import seat_bot, second
from tests.commitments.scenes import NATS, block, commit, commitment_of, disagree, happen, manage, send, take
from tests.decisions.scenes import press
from tests.town import Town


async def test_an_amendment_asks_those_who_took_a_position_to_look_again(town: Town) -> None:
    card = await commit(town)
    ann = town["Ann"]
    await manage(ann, card, "Amend")
    assert "Nobody has taken a position yet: change what you like." in ann.modal
    await ann.fills({"Proposal": "Move the queue to NATS in May"})
    await ann.submits("Amend")
    await town.settle()
    card = town.card("NATS in May")
    assert "Version" not in ann.read(card)  # It was free.
    await take(town, card, Ben="Agree")
    await disagree(town, card, "Chen")
    await manage(ann, card, "Amend")
    assert "People have taken positions already." in ann.modal
    await ann.fills({"Trade-offs accepted": "A month without new features"})
    await ann.submits("Amend")
    await town.settle()
    shown = ann.read(town.card("NATS in May"))
    assert "Version 3: the trade-offs changed. 2 positions were taken before." in shown
    asked = town["Ben"].finds(
        "Move the queue to NATS in May was amended since you took a position", in_="@Cairn"
    )
    assert "agree" not in town["Ben"].read(asked)
    await town["Ben"].clicks("Keep my position", on=asked)
    await town.settle()
    town["Ben"].finds("Your position: you agree.", in_="@Cairn")
    assert "1 position was taken before." in ann.read(town.card("NATS in May"))
    asked = town["Chen"].finds("amended since you took a position", in_="@Cairn")
    await town["Chen"].clicks("Change it", on=asked)
    assert "Now you disagree, and will commit." in town["Chen"].modal
    await town["Chen"].clicks("Disagree, will commit")
    assert town["Chen"].modal.fields["Why?"] == "SQS does what we need."
    await town["Chen"].submits("Take this position")
    await town["Chen"].closes()
    await town.settle()
    assert "taken before" not in ann.read(town.card("NATS in May"))


async def test_a_form_of_a_free_text_before_the_change_is_refused_and_keeps_what_was_typed(
    town: Town,
) -> None:
    card = await commit(town)
    await town["Ben"].clicks("Agree with reservations", on=card)
    await town["Ben"].fills({"Why?": "It needs a freeze."})
    await manage(town["Ann"], card, "Amend")
    await town["Ann"].fills({"Proposal": "Drop the tests"})
    await town["Ann"].submits("Amend")
    await town.settle()
    await town["Ben"].submits("Take this position")
    assert "The proposal has changed since you saw it." in " ".join(town["Ben"].errors.values())
    await town["Ben"].closes()
    assert "0 of 3 took a position" in town["Ann"].read(town.card("Drop the tests"))


async def test_more_time_needs_a_reason_and_an_earlier_end_is_shown(town: Town) -> None:
    card = await commit(town)
    ann = town["Ann"]
    await manage(ann, card, "Move deadline")
    await ann.fills({"… or typed": "12d"})
    await ann.submits("Move it")
    assert ann.errors["Reason"] == "Write why more time is needed: it is shown on the card."
    await ann.fills({"Reason": "Dana is back then"})
    await ann.submits("Move it")
    await town.settle()
    assert "Deadline moved: Dana is back then" in ann.read(town.card(NATS))
    assert "moved the deadline: it closes" in ann.reads_thread(town.card(NATS))[-1]
    await manage(ann, card, "Move deadline")
    await ann.fills({"… or typed": "3d"})
    await ann.submits("Move it")
    await town.settle()
    assert ", earlier than it was" in ann.read(town.card(NATS))
    await ann.picks("History", on=card)
    assert "@Ann Keller brought the deadline forward to" in ann.modal


async def test_an_owner_closes_it_and_what_is_blocked_is_escalated(town: Town) -> None:
    card = await commit(town)
    await block(town, card, "Ben")
    await manage(town["Ann"], card, "Close now")
    assert "It is closed. The card shows how it goes on." in town["Ann"].modal
    await town["Ann"].closes()
    await town.settle()
    card = town.card(NATS)
    assert "Positions are shown, and there is disagreement." in town["Dana"].read(card)
    await town["Ben"].clicks("Close now", on=card, confirm=True)
    await town.settle()
    town["Ben"].finds("Only the owner of this commitment can do that.", in_="platform")
    await town["Ann"].clicks("Close now", on=card, confirm=True)
    await town.settle()
    shown = town["Dana"].read(town.card(NATS))
    assert "It is blocked, and @Ann Keller decides" in shown
    assert "[Agree]" not in shown
    await town["Ben"].picks("History", on=card)
    assert "It was blocked, and the decider was asked" in town["Ben"].modal
    town["Ann"].reads("@Cairn")


async def test_the_phase_after_the_reveal_ends_by_itself(town: Town) -> None:
    card = await commit(town)
    await block(town, card, "Ben")
    await town.pass_time(days=10)
    assert "It is blocked, and @Ann Keller decides" in town["Dana"].read(town.card(NATS))
    for name in ("Ann", "Chen"):
        town[name].reads("@Cairn")


async def test_what_was_hidden_when_it_is_cancelled_stays_hidden(town: Town) -> None:
    card = await commit(town)
    await disagree(town, card, "Ben")
    await manage(town["Ann"], card, "Cancel it")
    await town["Ann"].submits("Cancel it")
    assert town["Ann"].errors == {"Reason": "Please complete this required field."}
    await town["Ann"].fills({"Reason": "The vendor has settled it for us."})
    await town["Ann"].submits("Cancel it")
    await town.settle()
    shown = town["Ben"].read(town.card(NATS))
    assert "Cancelled\nThe vendor has settled it for us." in shown
    assert "SQS" not in shown
    await town["Chen"].picks("Details", on=card)
    assert "SQS" not in town["Chen"].modal
    await town["Chen"].closes()
    await town["Ann"].picks("Manage", on=card)
    assert "It has ended, and does not change any more." in town["Ann"].modal


async def test_it_is_handed_over_shared_and_taken_over(town: Town) -> None:
    card = await commit(town)
    ann = town["Ann"]
    await manage(ann, card, "Co-owners")
    await ann.fills({"Co-owners": ["Chen"]})
    await ann.submits("Save")
    await town.settle()
    town["Chen"].finds(f"{NATS} is yours, too.", in_="@Cairn")
    await manage(ann, card, "Hand over")
    await ann.fills({"New owner": "Ben"})
    await ann.submits("Hand over")
    await town.settle()
    town["Ben"].finds(f"{NATS} is yours now.", in_="@Cairn")
    assert "@Ben Ortiz and @Chen Wei propose · @Ben Ortiz decides" in ann.read(town.card(NATS))
    await deactivate(town.slack, town["Ben"].id)
    await happen(town)
    town["Chen"].finds(f"{NATS} is yours now: its owner has left.", in_="@Cairn")
    shown = ann.read(town.card(NATS))
    assert "@Chen Wei proposes and decides" in shown
    assert "0 of 2 took a position" in shown
    await town["Dana"].picks("Manage", on=card)
    assert "Only @Chen Wei can change it." in town["Dana"].modal
    await town["Dana"].closes()
    await deactivate(town.slack, town["Chen"].id)
    await happen(town)
    await ann.picks("Manage", on=card)
    await ann.clicks("Take over", confirm=True)
    assert "It is yours now." in ann.modal
    await ann.closes()
    await town.settle()
    assert "@Ann Keller proposes and decides" in ann.read(town.card(NATS))


async def test_more_people_are_asked_and_told(town: Town) -> None:
    card = await commit(town, more={"Who takes a position": "These people", "People": ["Ben"]})
    ann = town["Ann"]
    await manage(ann, card, "Add people")
    await ann.fills({"People": ["Ben"]})
    await ann.submits("Add people")
    assert ann.errors["People"] == "They are asked already. Choose others."
    await ann.fills({"People": ["Ben", "Chen", "Dana"]})
    await ann.submits("Add people")
    await town.settle()
    assert "asks 3 people, 2 of them added later" in ann.read(town.card(NATS))
    await town.pass_time(days=1)
    asked = town["Dana"].finds("@Ann Keller asks you, too: Move the queue to NATS", in_="@Cairn")
    await town["Dana"].clicks("Take a position", on=asked)
    await town["Dana"].clicks("Abstain")
    assert "Your position: you abstain." in town["Dana"].modal
    for name in ("Ben", "Chen"):
        town[name].reads("@Cairn")


async def test_another_decider_is_named_shown_and_told(town: Town) -> None:
    card = await commit(town, more={"Decider": ["Chen"]})
    await block(town, card, "Chen")
    await disagree(town, card, "Ben")
    await disagree(town, card, "Ann")
    ann = town["Ann"]
    await manage(ann, card, "Another decider")
    await ann.fills({"Decider": "Chen"})
    await ann.submits("Name decider")
    assert ann.errors == {"Decider": "That person decides already. Choose somebody else."}
    await ann.fills({"Decider": "Ben"})
    await ann.submits("Name decider")
    await town.settle()
    town["Ben"].finds(f"You decide on {NATS} now", in_="@Cairn")
    town["Chen"].finds(f"@Ben Ortiz decides on {NATS} now, in your place.", in_="@Cairn")
    shown = ann.read(town.card(NATS))
    assert "@Ben Ortiz decides, in the place of @Chen Wei" in shown
    assert "Can't commit ·" not in shown  # The former decider's stays hidden until the close.
    await ann.picks("History", on=card)
    assert "@Ann Keller named @Ben Ortiz to decide" in ann.modal
    ann.reads("@Cairn")


async def test_who_leaves_is_no_longer_awaited_and_the_rest_are_all_in(town: Town) -> None:
    card = await commit(town)
    await take(town, card, Ann="Agree", Ben="Agree")
    await town["Chen"].leaves("platform")
    await happen(town)
    assert "Decided. 2 agree" in town["Ann"].read(town.card(NATS))
    await town["Ann"].picks("History", on=card)
    assert "@Chen Wei left before taking a position and is no longer counted" in town["Ann"].modal


async def test_who_comes_back_is_asked_again(town: Town) -> None:
    card = await commit(town)
    await town["Chen"].leaves("platform")
    await happen(town)
    assert "0 of 2 took a position" in town["Ann"].read(town.card(NATS))
    await town["Chen"].joins("platform")
    await happen(town)
    assert "0 of 3 took a position" in town["Ann"].read(town.card(NATS))
    await take(town, card, Chen="Agree")


async def test_where_cairn_cannot_post_any_more_its_owner_is_told(town: Town) -> None:
    card = await commit(town)
    await delete_channel(town.slack, town["Ann"].id, card.channel)
    await town.pass_time(days=5)
    town["Ann"].finds("I can't post in", in_="@Cairn")
    for name in ("Ben", "Chen"):
        town[name].reads("@Cairn")


async def test_an_admin_cancels_and_does_nothing_else(town: Town) -> None:
    card = await commit(town, who="Ben")
    await town["Ann"].picks("Manage", on=card)
    assert "[Amend]" not in town["Ann"].modal
    assert "[Cancel it]" in town["Ann"].modal


async def test_the_ids_of_one_workspace_mean_nothing_in_another(town: Town) -> None:
    card = await commit(town)
    lantern = second()
    town.slack.workspaces[lantern.team] = lantern
    gus = Person(town.slack, "Gus")
    town.people["Gus"] = gus
    await greet(town.bot, town.slack.install(lantern.team, gus.id).token)
    await happen(town)
    seat_bot(lantern, "general")
    theirs = await commit(town, "Ours", who="Gus", in_="general")
    acts = "take/agree", "take/block", "choose", "details", "results", "manage", "close", "take_over", "keep"
    for action in acts:
        await send(town, press(town, "Gus", theirs, f"commitment.{action}", commitment_of(card)))
    await town.settle()
    assert not gus.has_modal
    told = [gus.read(each) for each in gus.ephemerals]
    assert len(told) == len(acts)
    assert all("I can't find that commitment." in text for text in told)
    assert "0 of 3 took a position" in town["Ann"].read(card)
