"""The painter and its process: it draws, dies, hangs, is no longer needed, and is there again for the next picture."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.painter import NotDrawnError, Painter, Patience
from tests.bot.quick_painter import DOT
from tests.bot.test_pictures import QUEUES
from tests.town import QUICKLY

SLEEPS = (sys.executable, "-I", "-c", "import time; input(); time.sleep(60)")


@pytest.fixture
async def make() -> AsyncIterator[Callable[..., Painter]]:
    """Makes painters that are stopped in the end."""
    made: list[Painter] = []

    def make(patience: Patience | None = None, command: tuple[str, ...] = QUICKLY) -> Painter:
        made.append(Painter(patience, command))
        return made[-1]

    yield make
    for painter in made:
        await painter.stop()


async def test_one_process_draws_all_pictures(make: Callable[..., Painter]) -> None:
    painter = make()
    assert painter.pid is None
    both = await asyncio.gather(painter.paint(QUEUES), painter.paint(QUEUES))
    assert list(both) == [DOT, DOT]
    first = painter.pid
    assert await painter.paint(QUEUES) == DOT
    assert painter.pid == first


async def test_a_process_that_is_killed_while_it_draws_is_told_and_followed_by_another(
    make: Callable[..., Painter],
) -> None:
    painter = make(command=SLEEPS)
    drawing = asyncio.create_task(painter.paint(QUEUES))
    os.kill(await _wait_for_process(painter), signal.SIGKILL)
    with pytest.raises(NotDrawnError):
        await drawing
    assert painter.pid is None
    drawing = asyncio.create_task(painter.paint(QUEUES))
    assert await _wait_for_process(painter)
    drawing.cancel()


async def test_a_process_that_died_between_two_pictures_is_no_trouble(make: Callable[..., Painter]) -> None:
    painter = make()
    await painter.paint(QUEUES)
    assert painter.pid is not None
    os.kill(painter.pid, signal.SIGKILL)
    with pytest.raises(NotDrawnError):
        await painter.paint(QUEUES)
    assert await painter.paint(QUEUES) == DOT


async def test_a_picture_that_takes_too_long_is_given_up(make: Callable[..., Painter]) -> None:
    painter = make(Patience(picture=0.05), SLEEPS)
    with pytest.raises(NotDrawnError, match="TimeoutError"):
        await painter.paint(QUEUES)
    assert painter.pid is None


async def test_a_process_that_is_not_there_yet_when_its_picture_is_given_up_is_ended(
    make: Callable[..., Painter],
) -> None:
    before = _children()
    with pytest.raises(NotDrawnError, match="TimeoutError"):
        await make(Patience(picture=0.0), SLEEPS).paint(QUEUES)
    assert _children() == before


async def test_a_process_that_nobody_needs_ends(make: Callable[..., Painter]) -> None:
    painter = make(Patience(idle=0.0))
    assert await painter.paint(QUEUES) == DOT
    await _until(lambda: painter.pid is None)
    assert await painter.paint(QUEUES) == DOT


async def test_where_no_process_can_be_started_nothing_is_drawn(make: Callable[..., Painter]) -> None:
    with pytest.raises(NotDrawnError, match="FileNotFoundError"):
        await make(command=("/no/such/python",)).paint(QUEUES)


async def _wait_for_process(painter: Painter) -> int:
    await _until(lambda: painter.pid is not None)
    assert painter.pid is not None
    return painter.pid


def _children() -> set[str]:
    """The numbers of the processes that this one has started, and that are there."""
    return {
        child
        for thread in Path("/proc/self/task").iterdir()
        for child in (thread / "children").read_text().split()
    }


async def _until(holds: Callable[[], bool]) -> None:
    # A process tells nobody that it has begun, or ended.
    for _ in range(2000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise TimeoutError
