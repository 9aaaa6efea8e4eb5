"""Where those on whom it waits have left the workspace: somebody else is asked, and it goes on."""

import pytest

from sandbox.acts import deactivate
from tests.commitments.after_scenes import close, escalate, reveal, rule, work
from tests.commitments.scenes import happen
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


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
    await chen.picks("Manage", on=card)
    await chen.clicks("Take over", confirm=True)
    await chen.closes(everything=True)
    await town.settle()
    chen.finds("You decide.", in_="@Cairn")
    await rule(town, card, "Chen")
    assert "It is carried, over disagreement." in chen.read(card)
    await town.pass_time(days=5)
    assert "Decided. 1 agrees, 2 not confirmed" in chen.read(card)
    for name in ("Ben", "Chen"):
        town[name].reads("@Cairn")


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
