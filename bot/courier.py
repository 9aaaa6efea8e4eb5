"""The courier: sends what is owed and redraws cards, one worker at a time for each workspace."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.desk import Desk
from bot.drawing import redraw
from bot.gallery import Gallery
from bot.looking import look
from bot.owed import Rest, begin, is_owed, read_rest
from bot.pace import Limits, Pace
from bot.painter import Painter
from bot.posting import patience, prepare, send, tell_undelivered
from bot.slack import SlackDoor
from bot.times import Clocks
from bot.verdicts import TokenRefusedError
from handlers.failures import NotInstalledError
from handlers.ritual import Ritual
from rituals.ids import Team
from storage import cards, deliveries, leases, recovery, sending
from storage.cards import Card
from storage.database import Database
from storage.deliveries import Delivery, Sending
from storage.sending import Outcome

log = structlog.get_logger(__name__)
REST = 0.05
"""Seconds between two passes while people act: a pass for each click would starve them."""

PATIENCE = timedelta(seconds=30)
TURN = timedelta(seconds=2)  # For which a pass serves one place: all others wait until it is over.
POLL = 0.5
"""Seconds after which we look even if nobody has told us: pacing ends, leases of others expire."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """How the courier goes about it; `checkpoint` is called at "claimed", "posted", "drawn" and "uploaded", for crash tests."""

    limits: Limits = field(default_factory=Limits)
    checkpoint: Callable[[str], None] = lambda _: None
    painter: Painter = field(default_factory=Painter)


class Courier:
    """Sends deliveries and redraws cards."""

    def __init__(
        self,
        database: Database,
        rituals: list[Ritual],
        door: SlackDoor,
        clocks: Clocks,
        conduct: Conduct | None = None,
    ) -> None:
        self._database, self._door, self._clocks = database, door, clocks
        self._rituals = {name: ritual for ritual in rituals for name in (ritual.name, *ritual.cards)}
        conduct = conduct or Conduct()
        self._limits, self._checkpoint = conduct.limits, conduct.checkpoint
        self._gallery = Gallery(conduct.painter, self._checkpoint)
        self._hanging: dict[Team, asyncio.Task[None]] = {}  # Messages do not wait for pictures.
        self._token = secrets.token_hex(8)
        self._paces: dict[Team, Pace] = {}
        self._wake = asyncio.Event()
        self._serving: dict[Team, tuple[datetime, asyncio.Task[None]]] = {}
        self._awaited: set[Team] = set()  # Owed more while they are served: the next pass begins at once.
        self._is_stopping = False
        self._passed_at = clocks.real()

    @property
    def passed_at(self) -> datetime:
        """When the last pass was begun, or the oldest that still serves a workspace."""
        return min([self._passed_at, *(began for began, _ in self._serving.values())])

    def wake(self) -> None:
        """Something may be owed."""
        self._wake.set()

    async def run(self) -> None:
        """Sends until `stop`."""
        while not self._is_stopping:
            try:
                async with asyncio.timeout(POLL):
                    await self._wake.wait()
            except TimeoutError:
                pass
            self._wake.clear()
            try:
                await self._begin_pass()
            except Exception:
                log.exception("courier failed")
            await asyncio.sleep(REST)

    async def stop(self) -> None:
        """Finishes what is being sent, sends no more, and lets other workers take over at once."""
        self._is_stopping = True
        self._wake.set()
        for task in self._hanging.values():
            task.cancel()
        await self._finish()
        await self._gallery.stop()
        await self._database.write(leases.give_back, self._token)

    async def drain(self) -> None:
        """Sends until nothing is due any more; what is paced is waited for, half a minute at most."""
        give_up_at = self._clocks.real() + PATIENCE
        await self.send_due()
        while self._clocks.real() < give_up_at and await self._database.read(
            is_owed, self._clocks.now(), self._clocks.real() + PATIENCE
        ):
            await asyncio.sleep(REST)
            await self.send_due()

    async def send_due(self) -> None:
        """One whole pass over all workspaces that are owed something now."""
        await self._finish()
        await self._begin_pass()
        await self._finish()

    async def _begin_pass(self) -> None:
        """Begins to serve every workspace that is owed something now; one that is still being served goes on."""
        now, real = self._clocks.now(), self._clocks.real()
        teams = await self._database.read(deliveries.read_busy_teams, now, real)
        self._passed_at = real
        self._forget_paces()
        self._awaited.update(team for team in teams if team in self._serving)
        for team in teams:
            if not self._is_stopping and team not in self._serving:
                self._serving[team] = real, asyncio.create_task(self._serve(team))

    async def _finish(self) -> None:
        """Waits until the workspaces that are being served have been served, and their pictures hang.

        Whoever does not wait to the end, as a clock that is stopped, breaks nothing off.
        """
        if self._serving:
            await asyncio.wait([task for _, task in self._serving.values()])
        if self._hanging:
            await asyncio.wait(self._hanging.values())

    def _forget_paces(self) -> None:
        for team in self._paces.keys() - self._serving.keys():
            if self._paces[team].is_at_rest():
                del self._paces[team]

    async def _serve(self, team: Team) -> None:
        """What goes wrong in one workspace, or takes long, must not hold up the others."""
        try:
            await self._send_for(team)
        except TokenRefusedError as error:
            log.warning("token refused", team=team, error=str(error))  # The door has uninstalled it.
        except Exception:
            log.exception("courier failed", team=team)
        finally:
            del self._serving[team]
            if team in self._awaited:
                self._awaited.discard(team)
                self.wake()

    async def _send_for(self, team: Team) -> None:
        try:
            client = await self._door.client(team)
        except NotInstalledError:
            await self._database.write(recovery.close_workspace, team)
            return
        times = self._clocks.now(), self._clocks.real()
        claimed = await self._database.write(begin, team, self._token, times, self._limits)
        if claimed is None:
            return
        pace = self._paces.setdefault(team, Pace(self._limits, self._clocks.real))
        until = times[1] + self._limits.lease
        desk = Desk(
            team, self._database, self._rituals, client, pace, self._limits, self._clocks, times[1], until
        )
        if claimed:
            await self._send_messages(desk, claimed)
        rest = await self._database.read(read_rest, team, self._clocks.real())
        await self._look_for_lost(desk, rest.lost)
        await self._redraw_cards(desk, rest)
        if rest.has_picture and team not in self._hanging:
            self._hanging[team] = asyncio.create_task(self._hang(desk))

    async def _hang(self, desk: Desk) -> None:
        try:
            await self._gallery.hang_due(desk)
        except TokenRefusedError as error:
            log.warning("token refused", team=desk.team, error=str(error))
        except Exception:
            log.exception("picture failed", team=desk.team)
        finally:
            del self._hanging[desk.team]

    async def _send_messages(self, desk: Desk, claimed: list[Delivery]) -> None:
        self._checkpoint("claimed")
        places: defaultdict[str | None, list[Delivery]] = defaultdict(list)
        for one in claimed:
            places[one.channel or one.person].append(one)
        outcomes: list[Outcome] = []
        ends = await asyncio.gather(
            *(self._send_there(desk, place, outcomes) for place in places.values()), return_exceptions=True
        )
        self._checkpoint("posted")
        await self._settle(outcomes)
        _raise_first(ends)

    async def _send_there(self, desk: Desk, owed: list[Delivery], outcomes: list[Outcome]) -> None:
        """Sends what goes to one place, one after the other, as it was owed; what comes after one that waits waits, too."""
        over_at = self._clocks.real() + TURN
        for sent, delivery in enumerate(owed, start=1):
            outcomes.append(outcome := await self._send(desk, delivery))
            real = self._clocks.real()
            until = outcome.waits_until or (real + self._limits.post_gap if real >= over_at else None)
            if until is not None:
                outcomes += [Outcome(one, Sending.PENDING, retry_at=until) for one in owed[sent:]]
                return
            if outcome.state is Sending.SENT:
                desk = replace(desk, since=real)

    async def _send(self, desk: Desk, delivery: Delivery) -> Outcome:
        """What became of one message; one that we cannot render must not hold up the others."""
        state = Sending.PENDING
        try:
            letter = await prepare(desk, delivery)
            if isinstance(letter, Outcome):
                return letter
            state = Sending.UNKNOWN  # From here on it may have been posted, whatever goes wrong.
            return await send(desk, delivery, letter)
        except TokenRefusedError:
            raise
        except Exception:
            log.exception("message failed", view=delivery.view)
            return self._fail(desk, delivery, state)

    async def _look_for_lost(self, desk: Desk, lost: list[Delivery]) -> None:
        for delivery in lost:
            if self._clocks.real() >= desk.until:
                return
            await self._database.write(sending.adopt, desk.team, self._token, delivery.id)
            await self._settle([await self._look(desk, delivery)])

    async def _look(self, desk: Desk, delivery: Delivery) -> Outcome:
        try:
            return await look(desk, delivery)
        except TokenRefusedError:
            raise
        except Exception:
            log.exception("message failed", view=delivery.view)
            return self._fail(desk, delivery, Sending.UNKNOWN)

    def _fail(self, desk: Desk, delivery: Delivery, state: Sending) -> Outcome:
        if delivery.attempts >= self._limits.most_tries:
            return Outcome(delivery, Sending.DEAD, error="failed")
        retry_at = self._clocks.real() + patience(desk, delivery)
        return Outcome(delivery, state, ts=delivery.ts, retry_at=retry_at, error="failed", counts=True)

    async def _redraw_cards(self, desk: Desk, rest: Rest) -> None:
        stale = rest.stale[: max(0, desk.pace.updates_left())]
        gap = desk.pace.card_gap(rest.active)
        _raise_first(
            await asyncio.gather(*(self._redraw(desk, card, gap) for card in stale), return_exceptions=True)
        )

    async def _redraw(self, desk: Desk, card: Card, gap: timedelta) -> None:
        try:
            await redraw(desk, card, gap)
        except TokenRefusedError:
            raise
        except Exception:
            log.exception("card not drawn", ritual=card.ritual)
            await self._database.write(cards.doubt, card, self._clocks.real() + self._limits.look_after)

    async def _settle(self, outcomes: Sequence[Outcome]) -> None:
        try:
            await self._database.write(_settle, self._rituals, self._token, list(outcomes))
        except Exception:
            # A ritual that cannot say what is undeliverable must not make the others' posts forgotten.
            log.exception("nobody told of what is undeliverable")
            await self._database.write(sending.settle, self._token, outcomes)


def _raise_first(results: Sequence[object]) -> None:
    """Raises what the first of them has failed with, now that all have ended."""
    for result in results:
        if isinstance(result, BaseException):
            raise result


def _settle(tx: Connection, rituals: dict[str, Ritual], token: str, outcomes: list[Outcome]) -> None:
    sending.settle(tx, token, outcomes)
    for outcome in outcomes:
        if outcome.state is Sending.DEAD:
            log.warning("undeliverable", view=outcome.delivery.view, error=outcome.error)
            tell_undelivered(tx, rituals, outcome.delivery, outcome.error)
