"""Events that Slack has told us, so that a repeat does nothing."""

from datetime import datetime

from sqlalchemy import Connection, delete

from rituals.ids import Team
from storage.schema import inbox
from storage.upsert import add_if_new


def take(tx: Connection, team: Team, event_id: str, received_at: datetime) -> bool:
    """Whether this event is new; from now on it is not."""
    return add_if_new(tx, inbox, {"team_id": team, "event_id": event_id, "received_at": received_at})


def forget(tx: Connection, before: datetime) -> None:
    """Events received before then are forgotten: Slack no longer repeats them."""
    tx.execute(delete(inbox).where(inbox.c.received_at < before))
