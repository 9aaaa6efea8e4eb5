"""The count of a sealed vote that fails half-way, or is done by several clocks: keys go once, the result comes once."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from bot.app import rituals
from bot.clock import Clock
from handlers.decisions.acts import due
from handlers.decisions.acts.course import ANNOUNCE
from handlers.ritual import Ritual, Work
from rituals.decisions.model import RITUAL
from storage.schema import deliveries, history
from storage.timers import Timer
from tests.decisions.scenes import vote
from tests.decisions.sealing import ALL_VOTED, read_stored, seal
from tests.town import QUICK, Town


def fails_after(tx: Connection, timer: Timer, now: datetime, counted: Any) -> None:
    """Everything is done, and nothing of it is kept."""
    due.announce(tx, timer, now, counted)
    raise OSError("power cut")


def clock_of(town: Town, *ours: Ritual) -> Clock:
    """One more clock, in a process of its own."""
    base = town.bot.foundation
    ours = ours or tuple(rituals(QUICK, base.keyring))
    return Clock(base.database, list(ours), base.clocks, town.bot.door.client)


def read_told(tx: Connection) -> tuple[int, int, int]:
    """How often keys were destroyed, a result was announced, and the thread was told."""

    def acts(act: str) -> int:
        return tx.execute(select(func.count()).where(history.c.act == act)).scalar_one()

    ended = select(func.count()).where(deliveries.c.view == "decision.ended")
    return acts("destroyed"), acts("decided"), tx.execute(ended).scalar_one()


async def test_a_count_that_failed_before_it_was_kept_is_done_again_and_told_once(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, **ALL_VOTED)
    base = town.bot.foundation
    failing = [
        replace(one, timers={**one.timers, ANNOUNCE: Work(fails_after, *_asking(one))})
        if one.name == RITUAL
        else one
        for one in rituals(QUICK, base.keyring)
    ]
    town.now.want(timedelta(days=7))
    town.now.arrive()
    await clock_of(town, *failing).tick()
    assert await base.database.read(read_stored) == (5, 0, 5, 1), "all can still be counted"
    assert await base.database.read(read_told) == (0, 0, 0)
    await town.pass_time(minutes=2)
    assert await base.database.read(read_stored) == (5, 0, 0, 0)
    assert await base.database.read(read_told) == (1, 1, 1)
    assert "3 · 60 %  SQS" in town["Ann"].read(card)


async def test_many_clocks_count_it_once(town: Town) -> None:
    card = await seal(town)
    await vote(town, card, **ALL_VOTED)
    town.now.want(timedelta(days=7))
    town.now.arrive()
    await asyncio.gather(*(clock_of(town).tick() for _ in range(4)))
    await town.settle()
    assert await town.bot.foundation.database.read(read_told) == (1, 1, 1)
    assert "3 · 60 %  SQS" in town["Ann"].read(card)


def _asking(ritual: Ritual) -> tuple[Any, Any]:
    return ritual.timers[ANNOUNCE].ask, ritual.timers[ANNOUNCE].ponder
