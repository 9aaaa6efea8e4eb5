"""A workspace in which couriers work for a ritual that is made for the test."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from bot.courier import Conduct, Courier
from bot.pace import Limits
from bot.times import Clocks, real_time
from handlers.replies import Message
from handlers.ritual import Ritual
from rituals.ids import Channel, Team
from storage import cards, deliveries, schema
from storage.cards import Card
from storage.deliveries import Delivery
from tests.town import QUICK, Town

STEPS = "note.steps"


@dataclass
class Note:
    """A ritual that says what the test wants, or fails."""

    says: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    told: list[tuple[str, str]] = field(default_factory=list)

    def render(self, _: Connection, delivery: Delivery, __: datetime) -> Message:
        return self._write(delivery.ritual_id)

    def draw(self, _: Connection, card: Card, __: datetime) -> Message:
        return self._write(card.ritual_id)

    def draw_steps(self, _: Connection, card: Card, __: datetime) -> Message:
        return self._write(f"steps of {card.ritual_id}")

    def _write(self, note: str) -> Message:
        if note in self.broken:
            raise LookupError(note)
        return Message(self.says.get(note, note))

    def undelivered(self, _: Connection, delivery: Delivery, error: str, __: datetime) -> None:
        self.told.append((delivery.ritual_id, error))

    @property
    def ritual(self) -> Ritual:
        return Ritual(
            name="note",
            card=self.draw,
            cards={STEPS: self.draw_steps},
            messages={"note": self.render},
            undelivered=self.undelivered,
        )


@dataclass
class Office:
    """A workspace, its database, and as many couriers as the test wants."""

    town: Town
    note: Note = field(default_factory=Note)
    ahead: timedelta = timedelta(0)

    def real(self) -> datetime:
        """Real time, which the test moves on."""
        return real_time() + self.ahead

    def courier(self, limits: Limits = QUICK, checkpoint: Any = lambda _: None) -> Courier:
        """Another worker."""
        foundation = self.town.bot.foundation
        clocks = Clocks(self.town.now, self.real)
        return Courier(
            foundation.database, [self.note.ritual], self.town.bot.door, clocks, Conduct(limits, checkpoint)
        )

    @property
    def team(self) -> Team:
        return Team(self.town.slack.workspace.team)

    def owed(self, note: str, **more: Any) -> Delivery:
        """A message to #platform, unless told otherwise."""
        channel = None if "person" in more else Channel(self.town.channel("platform"))
        made = Delivery(self.team, note, "note", "note", note, self.town.now(), channel)
        return replace(made, **more)

    async def owe(self, *owed: Delivery) -> None:
        """These are owed."""
        await self.town.bot.foundation.database.write(deliveries.add, list(owed))

    async def card(self, note: str, channel: str = "platform") -> None:
        """A card is owed."""
        there = Channel(self.town.channel(channel))
        made = Card(self.team, f"card {note} {channel}", "note", note, there)
        await self.town.bot.foundation.database.write(cards.add, made, self.town.now())

    async def steps(self, note: str, channel: str = "platform") -> None:
        """A further card is owed, in the thread of the card."""
        there, under = Channel(self.town.channel(channel)), f"card {note} {channel}"
        made = Card(self.team, f"steps {note}", STEPS, note, there, under=under)
        await self.town.bot.foundation.database.write(cards.add, made, self.town.now())

    async def touch(self, note: str, says: str, steps: bool = False) -> None:
        """The card, or the one of the steps under it, says something else from now on."""
        ritual, key = (STEPS, f"steps of {note}") if steps else ("note", note)
        self.note.says[key] = says
        await self.town.bot.foundation.database.write(cards.touch, self.team, ritual, note)

    async def state(self, note: str) -> str:
        """How a message stands."""
        states = await self.town.bot.foundation.database.read(_read_states)
        return states[note]

    def stands(self, channel: str = "platform") -> list[str]:
        """What Cairn has posted there."""
        messages = self.town["Ann"].messages(channel)
        return [each.text for each in messages if each.metadata and not each.deleted]


def _read_states(tx: Connection) -> dict[str, str]:
    rows = tx.execute(select(schema.deliveries.c.ritual_id, schema.deliveries.c.state))
    return {row.ritual_id: row.state for row in rows}
