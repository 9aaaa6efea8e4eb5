"""Every button and form that Cairn knows, with ids and numbers that it has never given out: each answers in words."""

from typing import Any

import pytest

from bot.app import rituals
from handlers.ritual import Ritual
from sandbox import payloads
from tests.decisions.scenes import decide, press, send
from tests.town import QUICK, Town
from tests.turns import by_turns

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

OURS = "Something went wrong"
ODD = ["9" * 20, "-1", "1 2 3", "²"]


def known(town: Town) -> list[Ritual]:
    return rituals(QUICK, town.bot.foundation.keyring)


@pytest.mark.parametrize("part", [False, True])
async def test_no_value_of_a_button_is_our_fault(town: Town, part: bool) -> None:
    card = await decide(town)
    ben = town["Ben"]
    heard: list[tuple[str, str]] = []
    for action in sorted(action for ritual in known(town) for action in ritual.clicks):
        for value in by_turns(f"{action}/" if part else action, [*ODD, " "]):
            pressed = f"{action}/{value.strip() or 'part'}" if part else action
            before = len(ben.ephemerals)
            await send(town, press(town, "Ben", card, pressed, value))
            await town.bot.edge.drain()
            told = [ben.read(each) for each in ben.ephemerals[before:]]
            if ben.has_modal:
                told.append(ben.modal.text)
                await ben.closes(everything=True)
            if OURS in "".join(told):
                heard.append((pressed, value))
    assert not heard
    ben.reads("@Cairn")


async def test_no_id_in_a_form_is_our_fault(town: Town) -> None:
    ben = town["Ben"]
    heard: list[tuple[str, str]] = []
    await ben.runs("/decide", in_="platform")
    for form in sorted(form for ritual in known(town) for form in ritual.submissions):
        for subject in by_turns(form, [*ODD, ""]):
            sent: dict[str, Any] = payloads.submission(town.slack, ben.who, ben.modal.view)
            sent["view"] |= {"private_metadata": subject, "callback_id": form}
            if OURS in (await send(town, sent)).body.decode():
                heard.append((form, subject))
            closed: dict[str, Any] = payloads.closing(town.slack, ben.who, ben.modal.view, False)
            closed["view"] |= {"private_metadata": subject, "callback_id": form}
            assert (await send(town, closed)).status == 200
    await town.settle()
    assert not heard
    for each in ben.ephemerals:
        assert OURS not in ben.read(each)
    ben.reads("@Cairn")
    ben.reads("platform")
