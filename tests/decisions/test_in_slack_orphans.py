"""Decisions that wait for an outcome while those who answer for them are gone: somebody can always finish them."""

import pytest

from sandbox.acts import deactivate
from sandbox.people import Person
from sandbox.things import Message
from sandbox.workspaces import seat_bot
from tests.decisions.deciding import OUTCOME, advise, close
from tests.decisions.scenes import decide, decision_of, happen, manage, press, send, vote
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def step_in(town: Town, person: Person, card: Message) -> None:
    """Somebody takes it over and writes the outcome."""
    await manage(person, card, "Take over")
    assert "It is yours now." in person.modal
    await person.closes(everything=True)
    await manage(person, card, "Write the outcome")
    await person.fills(OUTCOME)
    await person.submits("Decide")
    await town.settle()
    assert "Decided: Kafka" in person.read(card)


async def test_where_owner_and_decider_are_deactivated_any_member_finishes_it(town: Town) -> None:
    card = await advise(town)
    for name in ("Ben", "Ann"):
        await deactivate(town.slack, town[name].id)
        await happen(town)
    chen = town["Chen"]
    told = "@Ben Ortiz was to decide, and can't any more, nor can its owner: any member of the channel can take it over"
    assert told in chen.read(card)
    assert f"Nobody is left to decide. {told}" in chen.reads_thread(card)[-1]
    assert "[Write the outcome]" not in chen.read(card)
    await send(town, press(town, "Chen", card, "decision.write", decision_of(card)))
    await town.settle()
    chen.finds("take it over: look under ⋯ Manage on the card.", in_="platform")
    await step_in(town, chen, card)
    for name in ("Ann", "Ben", "Chen"):
        town[name].reads("@Cairn")


async def test_where_the_decider_is_gone_the_card_says_that_the_owner_decides(town: Town) -> None:
    card = await advise(town)
    await deactivate(town.slack, town["Ben"].id)
    await happen(town)
    ann = town["Ann"]
    ann.finds("waits for its outcome", in_="@Cairn")
    assert (
        "@Ben Ortiz was to decide, and can't any more: @Ann Keller decides now; the vote advises."
        in ann.read(card)
    )
    await manage(ann, card, "Write the outcome")
    await ann.fills(OUTCOME)
    await ann.submits("Decide")
    await town.settle()
    assert "Decided: Kafka" in ann.read(card)
    town["Ben"].reads("@Cairn")


async def test_whoever_it_is_handed_to_while_the_decider_is_gone_is_asked_for_the_outcome(town: Town) -> None:
    card = await advise(town)
    await deactivate(town.slack, town["Ben"].id)
    await happen(town)
    ann, chen = town["Ann"], town["Chen"]
    await manage(ann, card, "Hand over")
    await ann.fills({"New owner": ["Chen"]})
    await ann.submits("Hand over")
    await town.settle()
    await chen.clicks("Write the outcome", on=chen.finds("waits for its outcome", in_="@Cairn"))
    await chen.fills(OUTCOME)
    await chen.submits("Decide")
    await town.settle()
    assert "Decided: Kafka" in chen.read(card)
    for name in ("Ann", "Ben"):
        town[name].reads("@Cairn")


async def test_where_owner_and_decider_are_one_and_deactivated_everybody_is_told_who_can_go_on(
    town: Town,
) -> None:
    card = await advise(town, decider="Ann")
    await deactivate(town.slack, town["Ann"].id)
    await happen(town)
    chen = town["Chen"]
    told = "@Ann Keller was to decide, and can't any more: any member of the channel can take it over"
    assert told in chen.read(card)
    assert f"Nobody is left to decide. {told}" in chen.reads_thread(card)[-1]
    before = len(chen.reads_thread(card))
    await town.pass_time(days=9)
    assert len(chen.reads_thread(card)) == before
    await manage(chen, card, "Take over")
    await chen.closes(everything=True)
    await town.settle()
    await chen.clicks("Write the outcome", on=chen.finds("waits for its outcome", in_="@Cairn"))
    await chen.fills(OUTCOME)
    await chen.submits("Decide")
    await town.settle()
    assert "Decided: Kafka" in chen.read(card)


async def test_where_all_are_gone_before_the_close_the_thread_says_so_then(town: Town) -> None:
    card = await decide(town, more={"Decider": ["Ben"]})
    await vote(town, card, Ann="SQS")
    for name in ("Ben", "Ann"):
        await deactivate(town.slack, town[name].id)
        await happen(town)
    await town.pass_time(days=7)
    chen = town["Chen"]
    assert "nor can its owner: any member of the channel can take it over" in chen.reads_thread(card)[-1]
    await step_in(town, chen, card)
    chen.reads("@Cairn")


async def test_where_both_have_left_a_private_channel_those_who_are_in_it_finish_it(town: Town) -> None:
    seat_bot(town.slack.workspace, "leads")
    card = await decide(town, more={"Decider": ["Ben"]}, in_="leads")
    await vote(town, card, Ann="SQS")
    await close(town, card)
    await town["Ann"].invites("Dana", to="leads")
    for name in ("Ann", "Ben"):
        await town[name].leaves("leads")
    await happen(town)
    dana = town["Dana"]
    assert "Nobody is left to decide." in dana.reads_thread(card)[-1]
    await dana.invites("Ben", to="leads")
    await happen(town)
    assert "@Ben Ortiz decides now; the vote advises." in dana.read(card)  # Ann does not see it any more.
    await town["Ben"].leaves("leads")
    await happen(town)
    await step_in(town, dana, card)
    for name in ("Ann", "Ben", "Dana"):
        town[name].reads("@Cairn")


async def test_where_a_co_owner_was_the_last_to_answer_for_it_and_leaves_everybody_is_told(
    town: Town,
) -> None:
    seat_bot(town.slack.workspace, "leads")
    for name in ("Chen", "Dana"):
        await town["Ann"].invites(name, to="leads")
    card = await decide(town, more={"Decider": ["Ben"], "Co-owners": ["Chen"]}, in_="leads")
    await vote(town, card, Ann="SQS")
    await close(town, card)
    for name in ("Ann", "Ben"):
        await town[name].leaves("leads")
    await happen(town)
    dana = town["Dana"]
    assert "can't any more: @Chen Wei decides now; the vote advises." in dana.read(card)
    await town["Chen"].leaves("leads")
    await happen(town)
    assert "Nobody is left to decide." in dana.reads_thread(card)[-1]
    assert "any member of the channel can take it over" in dana.read(card)
    await step_in(town, dana, card)
    for name in ("Ann", "Ben", "Chen", "Dana"):
        town[name].reads("@Cairn")
