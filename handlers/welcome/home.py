"""Home: what waits for a person, ritual by ritual; drawn when it is opened, and after what the person did."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Connection

from handlers.blocks import divider, section
from handlers.failures import CALL_FAILED, error_name, is_passing, retry_after
from handlers.payloads import Who
from handlers.replies import Block
from handlers.ritual import Desk, OnHome, Ritual
from handlers.welcome.views import as_page, welcome
from rituals.ids import Person, Ref, Team
from storage import history
from storage.history import Entry

TRIES, LONGEST_WAIT = 3, 5.0
"""So often Home is drawn where Slack does not take it, and so many seconds it waits at most in between."""

NEW_FOR = timedelta(hours=1)
"""For so long somebody who opens Home for the first time is welcomed there."""

LATELY = timedelta(hours=1).total_seconds()
"""Seconds for which Home may still be before the eyes of whoever opened it; later it is drawn when it is opened."""

Whose: TypeAlias = tuple[Team, Person]


@dataclass(slots=True)
class _Look:
    """One person's Home; the times are the event loop's."""

    opened_at: float
    drawn_at: float = 0.0
    page: int = 0
    is_awaited: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Home:
    """Everybody's Home, to which each of these rituals gives its part; drawn at most once in `gap` for a person."""

    def __init__(self, rituals: Sequence[Ritual], gap: timedelta) -> None:
        self._rituals, self._gap = rituals, gap.total_seconds()
        self._looks: dict[Whose, _Look] = {}

    async def open(self, whose: Whose, desk: Desk) -> None:
        """Home was opened: it is drawn at once."""
        opened_at = asyncio.get_running_loop().time()
        self._looks = {one: look for one, look in self._looks.items() if opened_at - look.opened_at < LATELY}
        look = self._looks.setdefault(whose, _Look(opened_at))
        look.opened_at, look.page = opened_at, 0
        await desk.directory.ensure_person(*whose)
        await self._draw(whose, look, desk)
        await desk.database.write(note_opened, whose, desk.now())

    def turn(self, who: Who, page: int) -> None:
        """Another page is shown when it is drawn next."""
        opened_at = asyncio.get_running_loop().time()
        look = self._looks.setdefault((who.team, who.person), _Look(opened_at))
        look.opened_at, look.page = opened_at, page

    def follow(self, who: Who, desk: Desk) -> Coroutine[Any, Any, None] | None:
        """What follows where this person has done something: Home is drawn anew, if they have opened it lately."""
        whose = who.team, who.person
        look = self._looks.get(whose)
        if look is None or look.is_awaited or asyncio.get_running_loop().time() - look.opened_at > LATELY:
            return None
        look.is_awaited = True
        return self._draw_calmly(whose, look, desk)

    async def _draw_calmly(self, whose: Whose, look: _Look, desk: Desk) -> None:
        try:
            await asyncio.sleep(look.drawn_at + self._gap - asyncio.get_running_loop().time())
        finally:
            look.is_awaited = False
        await self._draw(whose, look, desk)

    async def _draw(self, whose: Whose, look: _Look, desk: Desk) -> None:
        async with look.turn:  # What was read first must not be shown last.
            for left in reversed(range(TRIES)):
                look.drawn_at = asyncio.get_running_loop().time()
                try:
                    await self._publish(whose, look, desk)
                    break
                except CALL_FAILED as error:
                    if not (left and is_passing(error)):
                        raise
                    wait = retry_after(error) if error_name(error) == "ratelimited" else self._gap
                await asyncio.sleep(min(wait, LONGEST_WAIT))

    async def _publish(self, whose: Whose, look: _Look, desk: Desk) -> None:
        blocks = await desk.database.read(read_home, self._rituals, whose, desk.now())
        slack = await desk.slack(whose[0])
        view = {"type": "home", "blocks": as_page(blocks, look.page)}
        await slack.views_publish(user_id=whose[1], view=view)


def read_home(tx: Connection, rituals: Sequence[Ritual], whose: Whose, now: datetime) -> list[Block]:
    """Home as this person sees it: what waits for them, then each ritual's part, one under the other.

    Whoever has not seen it before, or only just, is welcomed.
    """
    waits = _drawn(tx, [ritual.waiting for ritual in rituals], whose, now)
    rest = _drawn(tx, [ritual.home for ritual in rituals], whose, now)
    seen = history.read_latest(tx, _seen_by(whose), 1)
    greeting = welcome() if not seen or now - seen[0].happened_at < NEW_FOR else []
    first = [section("*Waiting for you*"), *waits, divider()] if waits else []
    return [*greeting, *first, *rest]


def _drawn(tx: Connection, asked: Sequence[OnHome | None], whose: Whose, now: datetime) -> list[Block]:
    return [block for draw in asked if draw is not None for block in draw(tx, *whose, now)]


def note_opened(tx: Connection, whose: Whose, now: datetime) -> None:
    """This person has opened Home; only the first time is kept."""
    if not history.read_latest(tx, _seen_by(whose), 1):
        history.add(tx, _seen_by(whose), Entry(whose[1], "opened", now))


def _seen_by(whose: Whose) -> Ref:
    return Ref(whose[0], "home", whose[1])
