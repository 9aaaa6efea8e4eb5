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
    case,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
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


def add(tx: Connection, owed: Sequence[Delivery]) -> None:
    """These messages are owed; those whose key is known already are not owed again."""
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
            }
            for one in owed
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


_TO_SEND = (
    select(deliveries)
    .where(
        deliveries.c.team_id == bindparam("team"),
        OPEN,
        deliveries.c.state == Sending.PENDING,
        deliveries.c.not_before <= bindparam("now"),
        or_(deliveries.c.retry_at.is_(None), deliveries.c.retry_at <= bindparam("real")),
        MAY_STAND,
    )
    .order_by(deliveries.c.is_card.desc(), deliveries.c.not_before, deliveries.c.delivery_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def claim(
    tx: Connection, team: Team, lease: str, times: tuple[datetime, datetime], most: int
) -> list[Delivery]:
    """Takes at most so many pending messages for sending under this lease; `times` are now and real time.

    A post into a card's thread waits until the card stands in its channel.
    """
    now, real = times
    rows = run(tx, _TO_SEND, {"team": team, "now": now, "real": real, "most": most}).all()
    if rows:
        taken = deliveries.c.delivery_id.in_([row.delivery_id for row in rows])
        sending = update(deliveries).where(deliveries.c.team_id == team, taken)
        tx.execute(sending.values(state=Sending.SENDING, lease=lease, sending_at=real))
    return [read_row(row) for row in rows]


_GIVE_UP = (
    update(deliveries)
    .where(deliveries.c.team_id == bindparam("team"), OPEN, deliveries.c.state == Sending.SENDING)
    .values(
        state=Sending.UNKNOWN,
        retry_at=case(
            (deliveries.c.sending_at <= bindparam("long_ago"), null()),
            else_=bindparam("look_at", type_=deliveries.c.retry_at.type),
        ),
    )
)


def give_up_on(tx: Connection, team: Team, look_at: datetime, long_ago: datetime) -> None:
    """What was being sent when a pass begins was left by one that broke off: unknown, to be looked for then.

    What was taken `long_ago` is looked for at once. Both are real time.
    """
    run(tx, _GIVE_UP, {"team": team, "look_at": look_at, "long_ago": long_ago})


_LOST = (
    select(deliveries)
    .where(
        deliveries.c.team_id == bindparam("team"),
        OPEN,
        deliveries.c.state == Sending.UNKNOWN,
        or_(deliveries.c.retry_at.is_(None), deliveries.c.retry_at <= bindparam("real")),
    )
    .limit(bindparam("most"))
)


def read_unknown(tx: Connection, team: Team, real: datetime, most: int) -> list[Delivery]:
    """Messages whose fate is unknown and that should be looked for now, at most so many."""
    return [read_row(row) for row in run(tx, _LOST, {"team": team, "real": real, "most": most})]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt; `retry_at` is real time, `not_before` the ritual's.

    `counts` marks a failure of which a message survives only so many: to wait for its turn is none.
    `shown` is what a card that was posted shows: its revision and its fingerprint. An unknown message with a `ts`
    stands where it must not, and is to be taken back.
    """

    delivery: Delivery
    state: Sending
    ts: str | None = None
    retry_at: datetime | None = None
    not_before: datetime | None = None
    error: str = ""
    counts: bool = False
    shown: tuple[int, str] | None = None


def settle(tx: Connection, lease: str, outcomes: Sequence[Outcome]) -> None:
    """Writes down what became of these attempts; a stale lease writes nothing."""
    for outcome in outcomes:
        values = {
            "state": outcome.state,
            "ts": outcome.ts,
            "retry_at": outcome.retry_at,
            "error": outcome.error,
            "attempts": deliveries.c.attempts + int(outcome.counts),
        }
        if outcome.not_before is not None:
            values["not_before"] = outcome.not_before
        if outcome.state is Sending.DEAD and outcome.delivery.state is Sending.PENDING:
            values["sending_at"] = None  # It was refused, so there is no doubt whether it is there.
        settled = tx.execute(
            update(deliveries)
            .where(
                deliveries.c.team_id == outcome.delivery.team,
                deliveries.c.delivery_id == outcome.delivery.id,
                deliveries.c.lease == lease,
            )
            .values(values)
        ).rowcount
        if settled and outcome.ts is not None and outcome.delivery.is_card:
            shown, digest = outcome.shown or (0, "")
            tx.execute(
                update(cards)
                .where(
                    cards.c.team_id == outcome.delivery.team,
                    cards.c.card_id == outcome.delivery.card,
                )
                .values(ts=outcome.ts, shown=shown, shown_digest=digest)
            )


def adopt(tx: Connection, team: Team, lease: str, delivery_id: str) -> None:
    """An unknown message is this lease's to settle."""
    tx.execute(
        update(deliveries)
        .where(
            deliveries.c.team_id == team,
            deliveries.c.delivery_id == delivery_id,
            deliveries.c.state == Sending.UNKNOWN,
        )
        .values(lease=lease)
    )


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
