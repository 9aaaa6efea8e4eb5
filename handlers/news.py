"""News of a ritual, owed to one person or to the thread of its card."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from rituals.ids import Person, Ref
from storage import cards, deliveries
from storage.deliveries import Delivery


@dataclass(frozen=True, slots=True)
class Notice:
    """News of a ritual: to one person, or to the card's thread. `mark` tells two of the same kind apart."""

    view: str
    person: Person | None = None
    mark: str = ""


def tell(tx: Connection, ref: Ref, notice: Notice, now: datetime) -> None:
    """Owes a message with this news."""
    owed = addressed(ref, notice, now)
    if notice.person is None:
        card = cards.read_of(tx, *ref)[0]
        owed = replace(owed, channel=card.channel, card=card.id)
    deliveries.add(tx, [owed])


def tell_each(tx: Connection, ref: Ref, notice: Notice, whom: Iterable[Person], now: datetime) -> None:
    """Owes a message with this news to each of these people."""
    deliveries.add(tx, [addressed(ref, replace(notice, person=one), now) for one in whom])


def addressed(ref: Ref, notice: Notice, now: datetime) -> Delivery:
    """The message with this news, to whom it goes."""
    return Delivery(
        team=ref.team,
        key=":".join((ref.ritual, ref.id, notice.view, notice.mark, notice.person or "thread")),
        view=f"{ref.ritual}.{notice.view}",
        ritual=ref.ritual,
        ritual_id=ref.id,
        not_before=now,
        person=notice.person,
    )


def stamp(now: datetime) -> str:
    """A mark that tells the news of one second from those of another."""
    return str(int(now.timestamp()))


def mark_of(delivery: Delivery) -> str:
    """The mark of the notice that a message tells."""
    return delivery.key.split(":")[3]
