"""Every button and form that Cairn knows, with ids and numbers that it has never given out: each answers in words."""

from typing import Any

import pytest

from bot.app import rituals
from handlers.ritual import Ritual
from sandbox import payloads
from tests.decisions.scenes import decide, press, send
from tests.town import QUICK, Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

OURS = "Something went wrong"


def known(town: Town) -> list[Ritual]:
    return rituals(QUICK, town.bot.foundation.keyring)


@pytest.mark.parametrize("value", ["9" * 20, "-1", "1 2 3", "²", " "])
async def test_no_value_of_a_button_is_our_fault(town: Town, value: str) -> None:
    card = await decide(town)
    ben, heard = town["Ben"], set()
    for action in sorted(action for ritual in known(town) for action in ritual.clicks):
        for pressed in (action, f"{action}/{value.strip() or 'part'}"):
            await send(town, press(town, "Ben", card, pressed, value))
            await town.bot.edge.drain()
            heard |= {pressed} if ben.has_modal and OURS in ben.modal.text else set()
            if ben.has_modal:
                await ben.closes(everything=True)
            heard |= {pressed} if any(OURS in ben.read(each) for each in ben.ephemerals[-1:]) else set()
            if heard:
                break
    assert not heard
    ben.reads("@Cairn")


@pytest.mark.parametrize("subject", ["9" * 20, "-1", "1 2 3", "²", ""])
async def test_no_id_in_a_form_is_our_fault(town: Town, subject: str) -> None:
    ben, heard = town["Ben"], []
    await ben.runs("/decide", in_="platform")
    for form in sorted(form for ritual in known(town) for form in ritual.submissions):
        sent: dict[str, Any] = payloads.submission(town.slack, ben.who, ben.modal.view)
        sent["view"] |= {"private_metadata": subject, "callback_id": form}
        if OURS in (await send(town, sent)).body.decode():
            heard.append(form)
        closed: dict[str, Any] = payloads.closing(town.slack, ben.who, ben.modal.view, False)
        closed["view"] |= {"private_metadata": subject, "callback_id": form}
        assert (await send(town, closed)).status == 200
    await town.settle()
    assert not heard
    for each in ben.ephemerals:
        assert OURS not in ben.read(each)
    ben.reads("@Cairn")
    ben.reads("platform")
