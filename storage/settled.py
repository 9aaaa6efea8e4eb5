"""Messages that are done with: the dead are shown to whoever runs Cairn, the old are forgotten."""

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, delete, literal, not_, select, tuple_

from rituals.ids import Ref
from storage.deliveries import DEAD, OPEN, Delivery, read_row
from storage.recovery import UNINSTALLED
from storage.schema import deliveries


def read_dead(tx: Connection, since: datetime, most: int) -> list[tuple[Delivery, str]]:
    """Messages that Slack would not take, at most so many, with its errors: owed since then, the latest first."""
    rows = tx.execute(
        select(deliveries)
        .where(DEAD, deliveries.c.not_before >= since, deliveries.c.error != UNINSTALLED)
        .order_by(deliveries.c.not_before.desc())
        .limit(most)
    )
    return [(read_row(row), row.error) for row in rows]


Place: TypeAlias = tuple[str, str]
"""Where a walk through all messages has come to: the workspace and the message that it saw last."""

BEGIN: Place = ("", "")


def forget_done(tx: Connection, before: datetime, after: Place, most: int) -> Place | None:
    """Looks at so many messages that follow `after`, and forgets those that are done and were owed before then.

    Returns how far it has come; None where there are no more.
    """
    here = deliveries.c.team_id, deliveries.c.delivery_id
    seen = tx.execute(
        select(*here, deliveries.c.not_before, OPEN.label("is_open"))
        .where(tuple_(*here) > tuple_(literal(after[0]), literal(after[1])))
        .order_by(*here)
        .limit(most)
    ).all()
    done = [row for row in seen if row.not_before < before and not row.is_open]
    if done:
        gone = deliveries.c.team_id == bindparam("team"), deliveries.c.delivery_id == bindparam("gone")
        tx.execute(delete(deliveries).where(*gone), [{"team": row[0], "gone": row[1]} for row in done])
    return (seen[-1][0], seen[-1][1]) if len(seen) == most else None


def forget_told(tx: Connection, ref: Ref, view: str) -> bool:
    """Forgets what a ritual has told in this view, as far as that is done; whether something is still on its way."""
    told = (
        deliveries.c.team_id == ref.team,
        deliveries.c.ritual == ref.ritual,
        deliveries.c.ritual_id == ref.id,
        deliveries.c.view == view,
    )
    tx.execute(delete(deliveries).where(*told, not_(OPEN)))
    return tx.execute(select(deliveries.c.delivery_id).where(*told).limit(1)).first() is not None
