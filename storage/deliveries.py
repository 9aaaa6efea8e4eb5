"""Messages that are owed: written with the act that decided them, rendered and sent later, each once.

State: pending → sending → sent | unknown | dropped | dead. Unknown means that Slack's answer was lost: the
message may be there. Ids are derived from keys, so that the same act, run again, owes the same message.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    func,
    literal_column,
    or_,
    select,
)

from rituals.ids import Channel, Person, Team
from storage.prepared import run
from storage.schema import cards, deliveries, pictures
from storage.standing import MAY_STAND
from storage.upsert import add_new


class Sending(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DROPPED = "dropped"  # No longer wanted when its turn came.
    DEAD = "dead"  # Slack will never take it.


# SQLite uses the indexes of open and of dead messages only where a condition has their very words: values, not
# parameters.
OPEN = deliveries.c.state.in_(
    [literal_column(f"'{state}'") for state in (Sending.PENDING, Sending.SENDING, Sending.UNKNOWN)]
)
DEAD = deliveries.c.state == literal_column(f"'{Sending.DEAD}'")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message owed to a channel, a card's thread or a person. `not_before` is the ritual's time."""

    team: Team
    key: str
    view: str
    ritual: str
    ritual_id: str
    not_before: datetime
    channel: Channel | None = None
    person: Person | None = None
    card: str | None = None
    is_card: bool = False
    state: Sending = Sending.PENDING
    attempts: int = 0
    sending_at: datetime | None = None
    ts: str | None = None

    @property
    def id(self) -> str:
        """An opaque id: it stands in the message's metadata, which everybody can read."""
        return hashlib.blake2b(f"{self.team}\n{self.key}".encode(), digest_size=12).hexdigest()


_LAST = select(func.coalesce(func.max(deliveries.c.ordinal), 0)).where(
    deliveries.c.team_id == bindparam("team"), OPEN, deliveries.c.not_before == bindparam("at")
)


def add(tx: Connection, owed: Sequence[Delivery]) -> None:
    """These messages are owed, in this order; those whose key is known already are not owed again."""
    times = {(one.team, one.not_before) for one in owed}
    last = {time: run(tx, _LAST, {"team": time[0], "at": time[1]}).scalar_one() for time in times}
    add_new(
        tx,
        deliveries,
        [
            {
                "team_id": one.team,
                "delivery_id": one.id,
                "key": one.key,
                "view": one.view,
                "ritual": one.ritual,
                "ritual_id": one.ritual_id,
                "channel": one.channel,
                "person": one.person,
                "card_id": one.card,
                "is_card": one.is_card,
                "not_before": one.not_before,
                "ordinal": last[one.team, one.not_before] + place,
            }
            for place, one in enumerate(owed, start=1)
        ],
    )


PICTURE_OPEN = pictures.c.state.in_([literal_column("'wanted'"), literal_column("'uploaded'")])
"""Pictures that are still to be drawn, or to be shown."""


_BUSY = (
    select(deliveries.c.team_id)
    .where(
        OPEN,
        deliveries.c.not_before <= bindparam("now"),
        or_(deliveries.c.retry_at.is_(None), deliveries.c.retry_at <= bindparam("real")),
        MAY_STAND,
    )
    .union(
        select(cards.c.team_id).where(
            cards.c.wanted > cards.c.shown, cards.c.ts.is_not(None), cards.c.not_before <= bindparam("real")
        ),
        select(pictures.c.team_id).where(PICTURE_OPEN, pictures.c.not_before <= bindparam("real")),
    )
)


def read_busy_teams(tx: Connection, now: datetime, real: datetime) -> list[Team]:
    """Workspaces that are owed a message now, a card's redrawing, or a picture. `real` is real time: pacing."""
    return [Team(team) for team in run(tx, _BUSY, {"now": now, "real": real}).scalars()]


def read_next(tx: Connection, now: datetime) -> datetime | None:
    """When the next message that waits for its time may go, after `now`."""
    return tx.execute(
        select(func.min(deliveries.c.not_before)).where(
            OPEN, deliveries.c.state == Sending.PENDING, deliveries.c.not_before > now
        )
    ).scalar()


def count(tx: Connection, state: Sending) -> int:
    """How many messages are in this state, open or dead, in all workspaces."""
    indexed = DEAD if state is Sending.DEAD else OPEN
    return tx.execute(
        select(func.count()).select_from(deliveries).where(indexed, deliveries.c.state == state)
    ).scalar_one()


def read_row(row: Row[tuple[object, ...]]) -> Delivery:
    """The message that this row of the table is."""
    return Delivery(
        team=Team(row.team_id),
        key=row.key,
        view=row.view,
        ritual=row.ritual,
        ritual_id=row.ritual_id,
        not_before=row.not_before,
        channel=row.channel and Channel(row.channel),
        person=row.person and Person(row.person),
        card=row.card_id,
        is_card=row.is_card,
        state=Sending(row.state),
        attempts=row.attempts,
        sending_at=row.sending_at,
        ts=row.ts,
    )
