"""What a ritual hands to the wiring: everything that Slack, the clock and the courier may ask of it."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from handlers.answering import Way
from handlers.directory import Directory
from handlers.payloads import Click, Command, Event, Question, Shortcut, Submission, Who
from handlers.register import Moved
from handlers.replies import Block, Later, Message, Reply
from rituals.calendar import local_time
from rituals.ids import Person, Team
from rituals.pictures import Picture
from storage.cards import Card
from storage.database import Database
from storage.deliveries import Delivery
from storage.sealing import Sealer
from storage.timers import Timer


@dataclass(frozen=True, slots=True)
class Desk:
    """What a listener works with. `now` is the rituals' time; `new_id` gives ids nobody can guess.

    `sealer` gives what seals or opens one answer.
    """

    database: Database
    directory: Directory
    slack: Callable[[Team], Awaitable[AsyncWebClient]]  # For what follows an answer; never inside one.
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    sealer: Callable[[], Sealer]

    async def today(self, who: Who) -> date:
        """The day that it is for this person."""
        member = await self.directory.ensure_person(who.team, who.person)
        return local_time(self.now(), member.calendar.zone).date()


OnCommand: TypeAlias = Callable[[Command, Desk], Awaitable[Reply]]
OnClick: TypeAlias = Callable[[Click, Desk], Awaitable[Reply]]
OnSubmission: TypeAlias = Callable[[Submission, Desk], Awaitable[Reply]]
OnShortcut: TypeAlias = Callable[[Shortcut, Desk], Awaitable[Reply]]
OnQuestion: TypeAlias = Callable[[Question, Desk], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class OnEvent:
    """What an event does: an act in the transaction that notes the event, then what needs Slack, if anything."""

    act: Callable[[Connection, Event, datetime], None] | None = None
    afterwards: Callable[[Event, Desk], Coroutine[Any, Any, None]] | None = None


Acted: TypeAlias = Callable[[Who, Desk], Coroutine[Any, Any, None] | None]
"""What follows where somebody has done something, whatever it was; None if nothing."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a timer does: `act(tx, timer, now)` in one transaction, which removes or moves the timer.

    Long work is split: `ask` reads, `hear` asks Slack about it, `ponder` computes in a thread, and the act gets what
    came of it.
    """

    act: Callable[[Connection, Timer, datetime, Any], None]
    ask: Callable[[Connection, Timer], Any] | None = None
    ponder: Callable[[Any], Any] | None = None
    hear: Callable[[Way, Any], Coroutine[Any, Any, Any]] | None = None


OnHome: TypeAlias = Callable[[Connection, Team, Person, datetime], Sequence[Block]]
"""What a person's Home shows of a ritual."""

Draw: TypeAlias = Callable[[Connection, Card, datetime], Message | None]
"""A card's ritual as it is stored now; None where there is nothing to show. It shows `card.picture`, if there is one."""

Depict: TypeAlias = Callable[[Connection, Card, datetime], Picture | None]
"""What a card's picture is to show; None where it asks for none. It is asked whenever the card is drawn."""

Render: TypeAlias = Callable[[Connection, Delivery, datetime], Message | Later | None]
"""A message that is owed; None where it is no longer wanted."""

Await: TypeAlias = Callable[[Connection, Delivery, datetime], Message | None]
"""A ritual's part of a nudge: what waits for the person whom this delivery goes to; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Ritual:
    """One ritual, whole."""

    name: str
    commands: Mapping[str, OnCommand] = field(default_factory=dict)
    clicks: Mapping[str, OnClick] = field(default_factory=dict)
    submissions: Mapping[str, OnSubmission] = field(default_factory=dict)
    closings: Mapping[str, OnSubmission] = field(default_factory=dict)
    shortcuts: Mapping[str, OnShortcut] = field(default_factory=dict)
    questions: Mapping[str, OnQuestion] = field(default_factory=dict)
    events: Mapping[str, OnEvent] = field(default_factory=dict)
    timers: Mapping[str, Work] = field(default_factory=dict)
    lost: Moved | None = None  # People went from a channel, or from the workspace.
    regained: Moved | None = None  # And came back.
    hold: Callable[[Connection, Team, str], None] | None = None  # Nobody else changes it in this transaction.
    undelivered: Callable[[Connection, Delivery, str, datetime], None] | None = (
        None  # Slack will never take it.
    )
    parked: Callable[[Connection, Timer, datetime], None] | None = None  # Its timer failed too often.
    acted: Acted | None = None
    waiting: OnHome | None = (
        None  # What waits for the person: all of it stands first on their Home, under one heading.
    )
    home: OnHome | None = None  # Its part of Home.
    awaits: Await | None = None
    card: Draw | None = None
    cards: Mapping[str, Draw] = field(default_factory=dict)  # Its further cards, by names of their own.
    picture: Depict | None = None
    messages: Mapping[str, Render] = field(default_factory=dict)

    def draws(self, name: str) -> Draw | None:
        """What draws its cards of this name."""
        return self.card if name == self.name else self.cards.get(name)
