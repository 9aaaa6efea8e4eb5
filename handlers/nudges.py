"""The nudge: one message to a person about everything that waits for them, ritual by ritual, in working hours."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.replies import Later, Message
from handlers.ritual import Ritual
from rituals.ids import Person
from storage import people
from storage.deliveries import Delivery

MOST_BLOCKS, MOST_CHARACTERS = 50, 13_000  # Slack takes no more in a message.


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
    """What each ritual awaits, one under the other; where one message does not hold it, of the longest parts less."""
    shown = [list(part.blocks) for part in parts]
    while sum(map(len, shown)) > MOST_BLOCKS or _characters(shown) > MOST_CHARACTERS:
        max(shown, key=len).pop()
    return Message(" · ".join(part.text for part in parts), [block for blocks in shown for block in blocks])


def _characters(shown: object) -> int:
    """How many characters of text people see in these blocks."""
    if isinstance(shown, Mapping):
        own = shown.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(map(_characters, shown.values()))
    return sum(map(_characters, shown)) if isinstance(shown, list) else 0
