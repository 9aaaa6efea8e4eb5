"""Buttons that are pressed too late: what stands in their place, and what never takes it."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection

from bot.app import make_sealer
from handlers.blocks import actions, button, section
from handlers.ended import on_receipt, until_over
from handlers.payloads import Click, Posted, Who
from handlers.replies import Block, Reply, Say
from handlers.ritual import Desk
from rituals.ids import Channel, Person, Team
from rituals.refusal import Refusal
from tests.town import Town

ASKED, ALSO = (
    actions("asked", [button("Vote", "vote", "D1")]),
    actions("also", [button("Vote", "vote", "D2")]),
)
CLICK = Click(
    Who(Team("T1"), Person("U1")),
    "vote",
    "",
    "D1 2",
    "1.2",
    "",
    "https://hooks.example/1",
    Channel("D1"),
    "1.2",
    None,
    posted=Posted("Two wait for you", (ASKED, ALSO), "asked"),
)
CAME_OUT = section("Decided: SQS")


async def refuse(_: Click, __: Desk) -> Reply:
    raise Refusal("Voting has ended.")


async def stumble(_: Click, __: Desk) -> Reply:
    raise RuntimeError("our fault")


def tell_over(_: Connection, __: Who, ritual: str) -> Block | None:
    return CAME_OUT if ritual == "D1" else None


@pytest.fixture
def desk(town: Town) -> Desk:
    bot = town.bot
    sealer = partial(make_sealer, bot.foundation.keyring)
    return Desk(bot.foundation.database, bot.directory, bot.door.client, town.now, str, sealer)


async def test_how_it_came_out_takes_the_place_of_the_button_alone(desk: Desk) -> None:
    reply = await until_over(tell_over, {"vote": refuse})["vote"](CLICK, desk)
    assert isinstance(reply, Say)
    assert reply.replace
    assert list(reply.message.blocks) == [CAME_OUT, ALSO]


@pytest.mark.parametrize("click", [replace(CLICK, value="D2"), replace(CLICK, posted=None)])
async def test_what_goes_on_or_stands_where_others_see_it_is_refused_in_words(
    desk: Desk, click: Click
) -> None:
    with pytest.raises(Refusal, match="Voting has ended"):
        await until_over(tell_over, {"vote": refuse})["vote"](click, desk)


async def test_what_goes_wrong_on_our_side_leaves_the_button_for_another_try(desk: Desk) -> None:
    with pytest.raises(RuntimeError):
        await until_over(tell_over, {"vote": stumble})["vote"](CLICK, desk)
    with pytest.raises(RuntimeError):
        await on_receipt(stumble)(CLICK, desk)
