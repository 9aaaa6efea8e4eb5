"""Pictures on cards, with a ritual made for the test: shown once they are there, and never in the way of their card."""

import os
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.courier import Conduct, Courier
from bot.painter import Painter
from handlers import blocks
from handlers.replies import Message
from handlers.ritual import Ritual
from rituals.ids import Channel, Team
from rituals.pictures import Column, MatrixPicture, Row
from sandbox.faults import Fault, drop_answer, lose, ratelimited, refuse, server_error
from storage import cards, schema
from storage.cards import Card
from tests.bot.making import forbid
from tests.bot.test_card_faults import ON_SQLITE, name
from tests.conftest import Paper
from tests.town import QUICK, QUICKLY, Town

NICEST = 19
SIGNATURE = b"\x89PNG\r\n\x1a\n"
QUEUES = MatrixPicture(
    title="Which queue?",
    columns=(Column("Cost", 60), Column("Risk", 40)),
    rows=(Row("Kafka", (2.0, 4.5), 3.0), Row("SQS", (4.25, 3.0), 3.75)),
    winners=(1,),
)


@dataclass
class Wall:
    """A ritual whose one card shows a picture, if the test wants one; and a courier of its own."""

    town: Town
    painter: Painter
    wish: MatrixPicture | None = QUEUES
    words: str = "SQS wins"

    def __post_init__(self) -> None:
        found = self.town.bot.foundation
        ritual = Ritual(name="wall", card=self.draw, picture=lambda *_: self.wish)
        self.courier = Courier(
            found.database, [ritual], self.town.bot.door, found.clocks, Conduct(QUICK, painter=self.painter)
        )

    def draw(self, _: Connection, card: Card, __: datetime) -> Message:
        shown = [blocks.section(self.words)]
        if card.picture is not None and self.wish is not None:
            shown.append(blocks.image(card.picture, self.wish.describe()))
        return Message(self.words, shown)

    async def open(self) -> None:
        """The card is owed."""
        made = Card(self.team, "card", "wall", "W-1", Channel(self.town.channel("platform")))
        await self.town.bot.foundation.database.write(cards.add, made, self.town.now())

    async def touch(self, words: str) -> None:
        """The card says something else."""
        self.words = words
        await self.town.bot.foundation.database.write(cards.touch, self.team, "wall", "W-1")

    @property
    def team(self) -> Team:
        return Team(self.town.slack.workspace.team)

    @property
    def stands(self) -> Any:
        """The card as it stands."""
        (card,) = [each for each in self.town["Ann"].messages("platform") if each.metadata]
        return card

    @property
    def shown(self) -> list[str]:
        """The files that the card shows."""
        return [block["slack_file"]["id"] for block in self.stands.blocks if block["type"] == "image"]

    async def state(self) -> str:
        """How the picture stands."""
        return await self.town.bot.foundation.database.read(_read_state)

    def calls(self, method: str) -> int:
        """How often this was called."""
        return len(self.town.slack.calls(method))


def _read_state(tx: Connection) -> str:
    state: str = tx.execute(select(schema.pictures.c.state)).scalar_one()
    return state


@pytest.fixture
def command() -> Sequence[str]:
    """The command of the painter."""
    return QUICKLY


@pytest.fixture
async def wall(town: Town, command: Sequence[str]) -> AsyncIterator[Wall]:
    """A card with a picture is to be posted; the painter ends whatever comes, as no loop closes before it has."""
    wall = Wall(town, Painter(command=command))
    yield wall
    await wall.courier.stop()


@ON_SQLITE
@pytest.mark.parametrize("command", [(sys.executable, "-m", "bot.pictures")])
async def test_pictures_are_drawn_in_earnest_by_a_process_that_gives_way_and_is_spared_the_terminals_ctrl_c(
    wall: Wall,
) -> None:
    await wall.open()
    await wall.courier.drain()
    (shown,) = wall.shown
    assert len(wall.town.slack.workspace.files[shown].content) > 10_000
    pid = wall.painter.pid
    assert pid is not None
    assert os.getpriority(os.PRIO_PROCESS, pid) > min(os.getpriority(os.PRIO_PROCESS, 0), NICEST - 1)
    assert os.getsid(pid) == os.getsid(0)  # Linux shares out the processor among sessions first.
    assert os.getpgid(pid) == pid


async def test_a_card_is_posted_at_once_and_shows_its_picture_when_slack_has_it(wall: Wall) -> None:
    await wall.open()
    await wall.courier.drain()
    (shown,) = wall.shown
    file = wall.town.slack.workspace.files[shown]
    assert file.content.startswith(SIGNATURE)
    assert file.alt_text == QUEUES.describe()
    assert file.channels == []
    assert wall.stands.blocks[1]["alt_text"] == QUEUES.describe()
    methods = [call.method for call in wall.town.slack.calls()]
    assert methods.index("chat.postMessage") < methods.index("files.getUploadURLExternal")


@ON_SQLITE
async def test_a_picture_is_drawn_once_however_often_its_card_is(wall: Wall) -> None:
    await wall.open()
    await wall.courier.drain()
    shown = wall.shown
    await wall.touch("SQS wins, and Ann agrees")
    await wall.courier.drain()
    await wall.town["Ann"].deletes(wall.stands)
    await wall.touch("SQS wins, and Ben agrees")
    await wall.courier.drain()
    assert wall.stands.text == "SQS wins, and Ben agrees"
    assert wall.shown == shown
    assert wall.calls("files.getUploadURLExternal") == 1


@ON_SQLITE
async def test_another_picture_takes_the_place_of_the_one_before_and_none_of_none(wall: Wall) -> None:
    await wall.open()
    await wall.courier.drain()
    first = wall.shown
    wall.wish = replace(QUEUES, winners=(0,))
    await wall.touch("Kafka wins")
    await wall.courier.drain()
    assert len(wall.shown) == 1
    assert wall.shown != first
    wall.wish = replace(QUEUES, winners=())
    await wall.touch("Nobody wins")
    wall.town.slack.faults.add("files.getUploadURLExternal", server_error(), times=1)
    await wall.courier.drain()
    assert wall.calls("files.completeUploadExternal") == 3


@ON_SQLITE
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize(
    "fault", [drop_answer(), lose(), ratelimited(1), server_error(), refuse("something_new")], ids=name
)
async def test_an_upload_that_went_wrong_is_done_again(wall: Wall, method: str, fault: Fault) -> None:
    wall.town.slack.faults.add(method, fault)
    await wall.open()
    await wall.courier.drain()
    assert len(wall.shown) == 1


@ON_SQLITE
async def test_without_the_scope_a_card_stands_without_its_picture_and_the_log_says_so_once(
    wall: Wall, logged: Paper
) -> None:
    forbid(wall.town.slack, "files:write")
    await wall.open()
    await wall.courier.drain()
    await wall.touch("SQS wins, still")
    await wall.courier.drain()
    assert wall.stands.text == "SQS wins, still"
    assert wall.shown == []
    assert logged.getvalue().count("card without its picture") == 1
    assert await wall.state() == "dropped"


@ON_SQLITE
async def test_what_always_goes_wrong_is_given_up(wall: Wall) -> None:
    wall.town.slack.faults.add("files.completeUploadExternal", server_error(), times=None)
    await wall.open()
    await wall.courier.drain()
    assert wall.calls("files.completeUploadExternal") == QUICK.picture_tries
    assert await wall.state() == "dropped"


@ON_SQLITE
async def test_a_file_that_slack_cannot_show_yet_is_left_out_until_it_can(wall: Wall) -> None:
    wall.town.slack.faults.add("chat.update", refuse("invalid_blocks"), times=2)
    await wall.open()
    await wall.courier.drain()
    assert len(wall.shown) == 1
    assert wall.calls("files.getUploadURLExternal") == 1


@ON_SQLITE
async def test_a_file_that_is_gone_is_left_out_for_good(wall: Wall) -> None:
    await wall.open()
    await wall.courier.drain()
    wall.town.slack.workspace.files.clear()
    await wall.touch("SQS wins, still")
    await wall.courier.drain()
    assert wall.stands.text == "SQS wins, still"
    assert wall.shown == []
    assert await wall.state() == "dropped"
    await wall.town["Ann"].deletes(wall.stands)
    await wall.touch("SQS wins, as ever")
    await wall.courier.drain()
    assert wall.stands.text == "SQS wins, as ever"


@ON_SQLITE
async def test_a_picture_that_cannot_be_drawn_is_given_up_and_the_next_is_drawn(wall: Wall) -> None:
    wall.wish = replace(QUEUES, columns=())
    await wall.open()
    await wall.courier.drain()
    assert await wall.state() == "dropped"
    wall.wish = QUEUES
    await wall.touch("SQS wins, still")
    await wall.courier.drain()
    assert len(wall.shown) == 1


@ON_SQLITE
async def test_a_courier_that_stops_leaves_no_painter_behind(wall: Wall) -> None:
    await wall.open()
    await wall.courier.drain()
    pid = wall.painter.pid
    assert pid is not None
    await wall.courier.stop()
    assert wall.painter.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
