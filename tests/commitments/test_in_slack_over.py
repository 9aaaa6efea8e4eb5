"""Buttons of direct messages once what they are for has ended: a press puts how it came out in their place."""

import pytest

from tests.commitments.after_scenes import be_asked, escalate, rule
from tests.commitments.scenes import NATS, commit, manage
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


async def test_a_request_for_a_position_shows_how_it_came_out(town: Town) -> None:
    card = await commit(town)
    await manage(town["Ann"], card, "Add people")
    await town["Ann"].fills({"People": ["Dana"]})
    await town["Ann"].submits("Add people")
    await town.pass_time(hours=3)
    dana = town["Dana"]
    asked = dana.finds("asks you, too", in_="@Cairn")
    await manage(town["Ann"], card, "Cancel it")
    await town["Ann"].fills({"Reason": "The vendor has settled it for us."})
    await town["Ann"].submits("Cancel it")
    await town.settle()
    await dana.clicks("Take a position", on=asked)
    await town.settle()
    assert not dana.has_modal
    shown = dana.read(asked)
    assert "asks you, too" in shown
    assert f"{NATS}\nCancelled\n[Details]" in shown
    assert "[Take a position]" not in shown


async def test_what_was_asked_of_the_decider_the_owners_and_the_dissenters_shows_it_too(town: Town) -> None:
    card = await escalate(town, "Dana")
    ann, ben, dana = town["Ann"], town["Ben"], town["Dana"]
    await town.pass_time(days=9)
    to_rule = dana.finds("You decide.", in_="@Cairn")
    to_name = ann.finds("was asked to decide, and reminded, and has not.", in_="@Cairn")
    await rule(town, card, "Dana")
    await be_asked(town)
    to_pledge = ben.finds("Will you commit?", in_="@Cairn")
    await dana.clicks("Decide", on=to_rule)
    await town.settle()
    dana.finds("It is decided already.", in_="@Cairn")
    assert "[Decide]" in dana.read(to_rule), "it goes on"
    await town.pass_time(days=5)
    for person, label, message in (
        (dana, "Decide", to_rule),
        (ben, "Yes", to_pledge),
        (ann, "Name another decider", to_name),
    ):
        await person.clicks(label, on=message)
        await town.settle()
        assert not person.has_modal
        assert f"{NATS}\nDecided. 1 agrees, 2 not confirmed\n[Details]" in person.read(message)
        assert f"[{label}]" not in person.read(message)
    town["Chen"].reads("@Cairn")
