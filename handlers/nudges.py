"""The nudge: one message to a person about everything that waits for them, ritual by ritual, in working hours."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.replies import Later, Message
from handlers.ritual import Ritual
from rituals.ids import Person
from storage import people
from storage.deliveries import Delivery

MOST_BLOCKS = 50


def nudge_ritual(rituals: Sequence[Ritual]) -> Ritual:
    """The message to which each of these rituals gives what it awaits of a person."""
    asked = [(ritual.name, ritual.awaits) for ritual in rituals if ritual.awaits is not None]

    def render(tx: Connection, delivery: Delivery, now: datetime) -> Message | Later | None:
        member = people.find_person(tx, delivery.team, delivery.person or Person(""))
        if member is None or member.deleted:
            return None
        wanted = [ask for name, ask in asked if name not in member.muted]
        parts = [part for ask in wanted if (part := ask(tx, delivery, now)) is not None]
        if not parts:
            return None
        moment = member.calendar.next_working_moment(now)
        return Later(moment) if moment > now else joined(parts)

    return Ritual(name="person", messages={"nudge": render})


def joined(parts: Sequence[Message]) -> Message:
    """What each ritual awaits, one under the other, as far as one message holds it."""
    blocks = [block for part in parts for block in part.blocks]
    return Message(" · ".join(part.text for part in parts), blocks[:MOST_BLOCKS])
