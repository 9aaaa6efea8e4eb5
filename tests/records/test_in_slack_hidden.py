"""A record of a private channel before somebody who is not in it: whatever they press or send, there is none."""

from typing import Any

import pytest

from sandbox import payloads
from sandbox.workspaces import seat_bot
from tests.decisions.deciding import close
from tests.decisions.scenes import decide, decision_of, press, send, vote
from tests.records.test_in_slack import CANARY, UNKNOWN, keep
from tests.town import Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

PRESSES = [
    "record.open",
    "record.supersede",
    "record.tag",
    "record.link",
    "record.deprecate",
    "record.reinstate",
    "record.look_back",
    "record.review_date",
    "record.amend",
    "decision.again",
]
FORMS = ["supersede", "tag", "link", "review", "review_date"]


async def close_one(town: Town) -> str:
    """A decision with a record in #leads, where Ann and Ben are; returns its id. Its record is D-1."""
    seat_bot(town.slack.workspace, "leads")
    card = await decide(town, f"/decide Which {CANARY}? | Kafka | SQS", in_="leads")
    await vote(town, card, Ann="SQS")
    await close(town, card)
    return decision_of(card)


@pytest.mark.parametrize("action", PRESSES)
async def test_no_button_tells_it_from_none(town: Town, action: str) -> None:
    await close_one(town)
    chen, card = town["Chen"], await decide(town, "/decide Another one? | A | B")
    for number in ("1", "99", "nonsense", "9" * 30, "-1", ""):
        await send(town, press(town, "Chen", card, action, number))
        await town.settle()
        assert not chen.has_modal, chen.modal
    told = [chen.read(each) for each in chen.ephemerals]
    assert set(told) == {UNKNOWN}
    assert len(told) == 6


@pytest.mark.parametrize("form", FORMS)
async def test_no_form_tells_it_from_none(town: Town, form: str) -> None:
    await close_one(town)
    chen = town["Chen"]
    await chen.runs("/decisions record", in_="platform")
    await town.settle()
    typed = {"type": "plain_text_input", "value": "D-2"}
    more: dict[str, Any] = {name: {name: typed} for name in ("by", "tags", "text", "happened")}
    more["address"] = {"address": {"type": "plain_text_input", "value": "https://example.com"}}
    more["verdict"] = {"verdict": {"type": "radio_buttons", "selected_option": {"value": "held"}}}
    told = set()
    for number in ("1", "99"):
        forged: dict[str, Any] = payloads.submission(town.slack, chen.who, chen.modal.view)
        forged["view"]["state"]["values"] |= more
        forged["view"] |= {"private_metadata": number, "callback_id": f"record.{form}"}
        told.add((await send(town, forged)).body.decode())
    assert len(told) == 1, told
    assert UNKNOWN in told.pop()


async def test_it_takes_no_place_and_gives_none_up(town: Town) -> None:
    await close_one(town)
    await keep(town, who="Chen")
    chen = town["Chen"]
    await chen.runs("/decisions D-2", in_="platform")
    await town.settle()
    await chen.clicks("Supersede")
    answers = []
    for name in ("D-1", "D-99"):
        await chen.fills(next(iter(chen.modal.fields)), name)
        await chen.submits("Save")
        answers.append(list(chen.errors.values()))
    assert answers == [[UNKNOWN]] * 2
    await chen.closes(everything=True)
    await chen.runs("/decisions record", in_="platform")
    await town.settle()
    told = set()
    for number in ("1", "99"):
        forged: dict[str, Any] = payloads.submission(town.slack, chen.who, chen.modal.view)
        values = forged["view"]["state"]["values"]
        for label, value in (("title", "Mine?"), ("decision", "Mine."), ("options", "")):
            values[label] = {label: {"type": "plain_text_input", "value": value}}
        forged["view"]["private_metadata"] = f"forged {number}"
        told.add((await send(town, forged)).body.decode())
    assert len(told) == 1, told
    assert UNKNOWN in told.pop()


async def test_neither_actions_nor_similar_decisions_nor_exports_lead_to_it(town: Town) -> None:
    decision = await close_one(town)
    chen, card = town["Chen"], await decide(town, f"/decide Which {CANARY} now? | A | B", who="Chen")
    for value in (f"decision {decision}", "decision nothing", "record 1", "message x", "message a:b:c:d", ""):
        await send(town, press(town, "Chen", card, "action.for", value))
        await town.settle()
        assert not chen.has_modal
    assert len({chen.read(each) for each in chen.ephemerals}) == 1
    await chen.runs(f"/decide Which {CANARY}? | A | B", in_="platform")
    await chen.submits("Preview")
    assert "D-1" not in chen.modal.text
    await chen.closes(everything=True)
    await chen.runs("/decisions export", in_="platform")
    await town.settle()
    assert "D-1" not in str(chen.reads("@Cairn"))
    assert CANARY not in "".join(chen.read(each) for each in chen.ephemerals)
