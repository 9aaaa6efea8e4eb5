"""What a workspace is owed, as one pass of the courier finds it: few questions, as each costs a transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.pace import Limits
from rituals.ids import Team
from storage import cards, deliveries, leases, pictures, sending
from storage.cards import Card
from storage.deliveries import Delivery

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Rest:
    """What a workspace is owed besides messages; `active` counts all cards that wait to be redrawn, now or later."""

    lost: list[Delivery]
    stale: list[Card]
    active: int
    has_picture: bool


def begin(
    tx: Connection, team: Team, token: str, times: tuple[datetime, datetime], limits: Limits
) -> list[Delivery] | None:
    """Takes or renews the lease, and the messages to send now; None where another worker holds it.

    What a worker before us was sending may or may not be there.
    """
    _, real = times
    was_ours = leases.holds(tx, team, token)
    if not leases.take(tx, team, token, real, real + limits.lease):
        return None
    if not was_ours:
        cards.doubt_all(tx, team)
    # Nobody begins to post what was taken more than a lease ago, so since then Slack's history has caught up.
    sending.give_up_on(tx, team, real + limits.look_after, real - limits.lease - limits.look_after)
    return sending.claim(tx, team, token, times, AT_ONCE)


def read_rest(tx: Connection, team: Team, real: datetime) -> Rest:
    """What else a workspace is owed now, at most so much as a pass does."""
    return Rest(
        sending.read_unknown(tx, team, real, AT_ONCE),
        cards.read_stale(tx, team, real, AT_ONCE),
        cards.count_stale(tx, team),
        pictures.is_due(tx, team, real),
    )


def is_owed(tx: Connection, now: datetime, until: datetime) -> bool:
    """Whether something is due by then; what waits longer waits for an answer that was lost."""
    return bool(deliveries.read_busy_teams(tx, now, until))
