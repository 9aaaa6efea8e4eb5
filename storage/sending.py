"""Messages as whoever holds a workspace's lease takes them, sends them and settles what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Connection, bindparam, case, func, null, or_, select, update

from rituals.ids import Channel, Team
from storage.deliveries import OPEN, Delivery, Sending, read_row
from storage.prepared import run
from storage.schema import cards, deliveries
from storage.standing import MAY_STAND

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
    .order_by(
        deliveries.c.is_card.desc(),
        deliveries.c.person.is_not(None),
        deliveries.c.not_before,
        deliveries.c.ordinal,
    )
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def claim(
    tx: Connection, team: Team, lease: str, times: tuple[datetime, datetime], most: int
) -> list[Delivery]:
    """Takes at most so many pending messages for sending under this lease, in order; `times` are now and real time.

    What a channel is told comes before what thousands of people may be told one by one. A post into a card's thread
    waits until the card stands in its channel.
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
    .order_by(deliveries.c.not_before, deliveries.c.ordinal)
    .limit(bindparam("most"))
)


def read_unknown(tx: Connection, team: Team, real: datetime, most: int) -> list[Delivery]:
    """Messages whose fate is unknown and that should be looked for now, at most so many, in order."""
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

    @property
    def waits_until(self) -> datetime | None:
        """Until when its place may not be posted to; None where nothing but the message itself waits, or has failed."""
        return self.retry_at if self.state is Sending.PENDING and not self.counts else None


_SETTLE = (
    update(deliveries)
    .where(
        deliveries.c.team_id == bindparam("team"),
        deliveries.c.delivery_id == bindparam("one"),
        deliveries.c.lease == bindparam("mine"),
    )
    .values(
        state=bindparam("became"),
        ts=bindparam("stands_at"),
        retry_at=bindparam("again_at"),
        error=bindparam("failed"),
        attempts=deliveries.c.attempts + bindparam("counts"),
        not_before=func.coalesce(
            bindparam("waits", type_=deliveries.c.not_before.type), deliveries.c.not_before
        ),
        sending_at=case((bindparam("refused", type_=Boolean), null()), else_=deliveries.c.sending_at),
    )
)


_HOLD_BACK = (
    update(deliveries)
    .where(
        deliveries.c.team_id == bindparam("team"),
        OPEN,
        deliveries.c.state == Sending.PENDING,
        deliveries.c.channel == bindparam("place"),
        or_(deliveries.c.retry_at.is_(None), deliveries.c.retry_at < bindparam("until")),
    )
    .values(retry_at=bindparam("until"))
)


def settle(tx: Connection, lease: str, outcomes: Sequence[Outcome]) -> None:
    """Writes down what became of these attempts; a stale lease writes nothing.

    Where a channel has to wait, all that is owed to it does: it would be taken before what others are owed, in vain.
    """
    waiting: dict[tuple[Team, Channel], datetime] = {}
    for outcome in outcomes:
        one = outcome.delivery
        values = {
            "became": outcome.state,
            "stands_at": outcome.ts,
            "again_at": outcome.retry_at,
            "failed": outcome.error,
            "counts": int(outcome.counts),
            "waits": outcome.not_before,
            # It was refused, so there is no doubt whether it is there.
            "refused": outcome.state is Sending.DEAD and one.state is Sending.PENDING,
        }
        settled = run(tx, _SETTLE, {"team": one.team, "one": one.id, "mine": lease, **values}).rowcount
        if settled and outcome.ts is not None and one.is_card:
            shown, digest = outcome.shown or (0, "")
            tx.execute(
                update(cards)
                .where(
                    cards.c.team_id == one.team,
                    cards.c.card_id == one.card,
                )
                .values(ts=outcome.ts, shown=shown, shown_digest=digest)
            )
        if settled and outcome.waits_until is not None and one.channel is not None:
            waiting[one.team, one.channel] = outcome.waits_until
    for (team, channel), until in waiting.items():
        run(tx, _HOLD_BACK, {"team": team, "place": channel, "until": until})


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
