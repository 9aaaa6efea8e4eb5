"""The clock: does what is due, each piece exactly once in the database, whatever crashes."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.times import Clocks
from handlers.ritual import Ritual, Work
from rituals.ids import Team
from storage import deliveries, timers
from storage.database import Database
from storage.timers import Timer

log = structlog.get_logger(__name__)
AT_ONCE = 100
PUT_OFF = timedelta(minutes=1)


class Clock:
    """Finds due timers and runs their work; one that fails is put off, and parked after five times."""

    def __init__(
        self,
        database: Database,
        rituals: list[Ritual],
        clocks: Clocks,
        slack: Callable[[Team], Awaitable[AsyncWebClient]],
    ) -> None:
        self._database, self._clocks, self._slack = database, clocks, slack
        self._rituals: Mapping[str, Ritual] = {ritual.name: ritual for ritual in rituals}
        self._ticking = asyncio.Lock()
        self.ticked_at = clocks.real()

    async def tick(self) -> None:
        """Everything that is due now is done."""
        async with self._ticking:
            while due := await self._database.read(timers.read_due, self._clocks.now(), AT_ONCE):
                await asyncio.gather(*(self._fire(timer_id) for timer_id in due))
            self.ticked_at = self._clocks.real()

    async def catch_up(self, settle: Callable[[], Awaitable[None]]) -> None:
        """Moves the rituals' time to where it is wanted, from one piece of due work to the next, none skipped.

        `settle` sends what each of them has brought about.
        """
        now = self._clocks.now
        while now.is_behind():
            due = await self._database.read(_read_next, now())
            if due is not None and due < now.wanted():
                now.move_to(due)
            else:
                now.arrive()
            await self.tick()
            await settle()

    async def _fire(self, timer_id: int) -> None:
        timer = await self._database.read(timers.find, timer_id)
        if timer is None:
            return
        ritual = self._rituals.get(timer.ritual)
        try:
            if ritual is None:
                raise LookupError(f"no ritual {timer.ritual!r}")
            work = ritual.timers[timer.kind]
            value = await self._database.read(work.ask, timer) if work.ask else None
            if work.hear:
                value = await work.hear(partial(self._slack, timer.team), value)
            if work.ponder:
                value = await asyncio.to_thread(work.ponder, value)
            await self._database.write(fire, timer, (ritual, work, value), self._clocks.now())
        except Exception as error:
            log.exception("timer failed", ritual=timer.ritual, kind=timer.kind)
            await self._database.write(put_off, timer, ritual, self._clocks.now(), type(error).__name__)


def fire(tx: Connection, timer: Timer, due: tuple[Ritual, Work, Any], now: datetime) -> None:
    """Runs a timer's work, if the timer is as it was read once its ritual is held."""
    ritual, work, value = due
    if ritual.hold is not None:
        ritual.hold(tx, timer.team, timer.ritual_id)
    if timers.find_held(tx, timer.id) == timer:
        work.act(tx, timer, now, value)


def put_off(tx: Connection, timer: Timer, ritual: Ritual | None, now: datetime, error: str) -> None:
    """Counts a failure; where it was one too many, the ritual tells whoever should know.

    Nothing happens where another clock has done the work, or failed at it too, meanwhile.
    """
    if timers.find_held(tx, timer.id) != timer:
        return
    timers.put_off(tx, timer.id, now + PUT_OFF, error)
    if timer.attempts + 1 >= timers.PARKED_AFTER and ritual is not None and ritual.parked is not None:
        ritual.parked(tx, timer, now)


def _read_next(tx: Connection, now: datetime) -> datetime | None:
    moments = timers.read_next(tx), deliveries.read_next(tx, now)
    return min((moment for moment in moments if moment), default=None)
