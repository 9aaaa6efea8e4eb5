"""What follows where an RFC has come to its end."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice
from handlers.rfcs.acts.course import tell
from rituals.rfcs.model import Rfc


def follow_up(tx: Connection, rfc: Rfc, now: datetime) -> None:
    """The RFC has come to its end, and is saved so: the thread is told."""
    tell(tx, rfc, Notice("turned", mark=rfc.state), now)
