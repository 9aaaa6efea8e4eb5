"""Where those on whom it waits have left the workspace: somebody else is asked, and it goes on."""

import pytest

from sandbox.acts import deactivate
from sandbox.things import Message
from sandbox.workspaces import seat_bot
from tests.commitments.after_scenes import answer, be_asked, close, escalate, reveal, rule, work
from tests.commitments.scenes import block, commit, happen, take
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def take_over(town: Town, who: str, card: Message) -> None:
    """Somebody takes it over."""
    await town[who].picks("Manage", on=card)
    await town[who].clicks("Take over", confirm=True)
    await town[who].closes(everything=True)
    await town.settle()


async def test_a_decider_who_left_while_positions_were_taken_is_missed_at_the_close(town: Town) -> None:
    card = await reveal(town, "Dana")
    await work(town, card)
    await deactivate(town.slack, town["Dana"].id)
    await happen(town)
    await close(town, card)
    ann = town["Ann"]
    asked = ann.finds("@Dana Okafor was to decide, and can't any more", in_="@Cairn")
    await ann.clicks("Name another decider", on=asked)
    await ann.fills("Decider", "Dana")
    await ann.submits("Name decider")
    assert ann.errors["Decider"], "whoever has left is not asked again"
    await ann.fills("Decider", "Chen")
    await ann.submits("Name decider")
    await town.settle()
    town["Chen"].finds("You decide.", in_="@Cairn")


async def test_where_owner_and_decider_are_one_and_gone_whoever_takes_over_decides(town: Town) -> None:
    card = await escalate(town)
    town["Ann"].reads("@Cairn")
    await deactivate(town.slack, town["Ann"].id)
    await happen(town)
    chen = town["Chen"]
    told = "@Ann Keller was to decide, and can't any more: any member of the channel can take it over"
    assert told in chen.read(card)
    assert "[Decide]" not in chen.read(card)
    assert f"Nobody is left to decide. {told}" in chen.reads_thread(card)[-1]
    await take_over(town, "Chen", card)
    chen.finds("You decide.", in_="@Cairn")
    await rule(town, card, "Chen")
    assert "It is carried, over disagreement." in chen.read(card)
    await town.pass_time(days=5)
    assert "Decided. 1 agrees, 2 not confirmed" in chen.read(card)
    for name in ("Ben", "Chen"):
        town[name].reads("@Cairn")


async def test_where_owner_and_decider_are_one_and_gone_a_co_owner_decides(town: Town) -> None:
    card = await escalate(town, more={"Co-owners": ["Chen"]})
    await deactivate(town.slack, town["Ann"].id)
    await happen(town)
    chen = town["Chen"]
    chen.finds("is yours now: its owner has left.", in_="@Cairn")
    chen.finds("You decide.", in_="@Cairn")
    assert "It is blocked, and @Chen Wei decides" in chen.read(card)
    await rule(town, card, "Chen")
    assert "It is carried, over disagreement." in chen.read(card)
    for name in ("Ann", "Ben"):
        town[name].reads("@Cairn")


async def test_where_the_decider_left_and_then_the_owner_everybody_is_told_once_and_whoever_takes_over_names_another(
    town: Town,
) -> None:
    card = await escalate(town, "Dana")
    ann, ben = town["Ann"], town["Ben"]
    await deactivate(town.slack, town["Dana"].id)
    await happen(town)
    ann.finds("@Dana Okafor was to decide, and can't any more", in_="@Cairn")
    told = "It is blocked. @Dana Okafor was to decide, and can't any more: @Ann Keller can name somebody else"
    assert told in ben.read(card)
    await ben.picks("Why?", on=card)
    assert "@Ann Keller can name somebody else, under ⋯ Manage on the card." in ben.modal
    await ben.closes()
    before = len(ben.reads_thread(card))
    await deactivate(town.slack, ann.id)
    await happen(town)
    assert "nor can its owner: any member of the channel can take it over" in ben.read(card)
    assert len(ben.reads_thread(card)) == before + 1
    await ben.clicks("Manage")
    await ben.clicks("Take over", confirm=True)
    await ben.closes(everything=True)
    await town.settle()
    asked = ben.finds("@Dana Okafor was to decide, and can't any more", in_="@Cairn")
    assert "@Ben Ortiz can name somebody else" in ben.read(card)
    await ben.clicks("Name another decider", on=asked)
    await ben.fills("Decider", "Chen")
    await ben.submits("Name decider")
    await town.settle()
    town["Chen"].finds("You decide.", in_="@Cairn")
    assert "It is blocked, and @Chen Wei decides" in ben.read(card)
    assert len(ben.reads_thread(card)) == before + 1
    town["Dana"].reads("@Cairn")


async def test_a_decider_who_sees_the_private_channel_no_more_is_missed_and_decides_once_back(
    town: Town,
) -> None:
    seat_bot(town.slack.workspace, "leads")
    ann, ben, dana = town["Ann"], town["Ben"], town["Dana"]
    await ann.invites("Dana", to="leads")
    await happen(town)
    card = await commit(town, more={"Decider": ["Dana"]}, in_="leads")
    await block(town, card, "Ben")
    await take(town, card, Ann="Agree", Dana="Agree")
    await close(town, card)
    dana.finds("You decide.", in_="@Cairn")
    await dana.leaves("leads")
    await happen(town)
    ann.finds("they have left, or don't see the channel.", in_="@Cairn")
    assert "@Ann Keller can name somebody else" in ben.read(card)
    await ann.leaves("leads")
    await happen(town)
    assert "nor can its owner: any member of the channel can take it over" in ben.read(card)
    assert "Nobody is left to decide." in ben.reads_thread(card)[-1]
    await ben.invites("Dana", to="leads")
    await happen(town)
    assert "It is blocked, and @Dana Okafor decides" in ben.read(card)
    await rule(town, card, "Dana")
    assert "It is carried, over disagreement." in ben.read(card)
    ben.reads("@Cairn")


async def test_where_all_have_left_before_the_close_the_thread_says_so_then(town: Town) -> None:
    card = await reveal(town, "Dana")
    for name in ("Dana", "Ann"):
        await deactivate(town.slack, town[name].id)
        await happen(town)
    await town.pass_time(days=5)
    ben = town["Ben"]
    told = "It has closed: 1 disagrees, 1 can't commit. @Dana Okafor was to decide, and can't any more"
    assert (
        f"{told}, nor can its owner: any member of the channel can take it over" in ben.reads_thread(card)[-1]
    )
    await take_over(town, "Ben", card)
    ben.finds("@Dana Okafor was to decide, and can't any more", in_="@Cairn")
    town["Ann"].reads("@Cairn")


async def test_a_no_is_told_to_nobody_where_the_decider_left_while_people_are_asked(town: Town) -> None:
    card = await escalate(town, "Dana")
    await rule(town, card, "Dana")
    await deactivate(town.slack, town["Dana"].id)
    await happen(town)
    await be_asked(town)
    asked = town["Ben"].finds("As @Dana Okafor has left, a no is told to nobody", in_="@Cairn")
    assert "alone" not in town["Ben"].read(asked)
    told = await answer(town, "Ben", "No")
    assert "As @Dana Okafor has left, nobody is told. If somebody should know, tell them yourself." in told
    await answer(town, "Chen", "Yes")
    before = len(town["Dana"].reads("@Cairn")), len(town["Ann"].reads("@Cairn"))
    await town.pass_time(days=5)
    assert "Decided. 1 agrees, 1 disagrees and commits, 1 not confirmed" in town["Ann"].read(card)
    assert (len(town["Dana"].reads("@Cairn")), len(town["Ann"].reads("@Cairn"))) == before


async def test_an_owner_who_decides_and_does_not_is_reminded_in_the_end_that_others_could(town: Town) -> None:
    card = await escalate(town)
    ann = town["Ann"]
    await town.pass_time(days=9)
    asked = ann.finds(
        "is blocked, and waits for you. You can also name somebody else to decide.", in_="@Cairn"
    )
    assert "[Decide] [Name another decider] [Details]" in ann.read(asked)
    await ann.picks("History", on=card)
    assert "The owners were asked to name another decider" in ann.modal


async def test_a_dissenter_who_left_is_not_confirmed_and_what_they_said_stays(town: Town) -> None:
    card = await escalate(town, "Dana")
    await deactivate(town.slack, town["Ben"].id)
    await happen(town)
    await rule(town, card, "Dana")
    await deactivate(town.slack, town["Dana"].id)
    await happen(town)
    await town.pass_time(days=5)
    ann, chen = town["Ann"], town["Chen"]
    assert "Decided. 1 agrees, 2 not confirmed" in ann.read(card)
    await ann.clicks("Open D-1", on=card)
    assert "@Ben Ortiz (could not commit, not confirmed): SQS does what we need." in ann.modal
    await ann.closes()
    await town.pass_time(days=35)
    chen.finds("1 prediction to look at", in_="@Cairn")
    ann.reads("@Cairn")
