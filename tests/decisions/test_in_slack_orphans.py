"""Decisions that wait for an outcome while those who answer for them are gone: somebody can always finish them."""

import pytest

from sandbox.acts import deactivate
from sandbox.people import Person
from sandbox.things import Message
from sandbox.workspaces import seat_bot
from tests.decisions.deciding import OUTCOME, advise, close
from tests.decisions.scenes import decide, happen, manage, vote
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
    await chen.clicks("Write the outcome", on=card)
    await town.settle()
    chen.finds("take it over: look under ⋯ Manage on the card.", in_="platform")
    await step_in(town, chen, card)
    for name in ("Ann", "Ben"):
        town[name].reads("@Cairn")


async def test_where_both_have_left_a_private_channel_those_who_are_in_it_finish_it(town: Town) -> None:
    seat_bot(town.slack.workspace, "leads")
    card = await decide(town, more={"Decider": ["Ben"]}, in_="leads")
    await vote(town, card, Ann="SQS")
    await close(town, card)
    await town["Ann"].invites("Dana", to="leads")
    for name in ("Ann", "Ben"):
        await town[name].leaves("leads")
    await happen(town)
    await step_in(town, town["Dana"], card)
    for name in ("Ann", "Ben"):
        town[name].reads("@Cairn")
