"""What the clock does to RFCs: the end of final comment, and the question about one that is quiet."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.news import Notice, stamp
from handlers.rfcs.acts.course import await_silence, get, save, tell
from handlers.rfcs.acts.ending import follow_up
from handlers.rfcs.acts.managing import last_act
from rituals.rfcs import course, silence
from storage import timers
from storage.history import Entry
from storage.timers import Timer


def reach_end(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Final comment has come to its end. One that was moved meanwhile has a timer that is not due."""
    before = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    after = course.reach_end(before, now)
    if after.state is not before.state:
        save(tx, after, Entry(None, after.state.value, now))
        follow_up(tx, after, now)


def ask_author(tx: Connection, timer: Timer, now: datetime, said_at: datetime | None) -> None:
    """Nothing has happened for long: the author is asked, and asked again after as long a silence.

    `said_at` is when somebody has said something in the thread; from then on it is as silent again.
    """
    rfc = get(tx, timer.team, timer.ritual_id)
    timers.finish(tx, timer)
    last = max(last_act(tx, rfc), said_at or rfc.opened_at)
    if silence.is_silent(rfc, last, now):
        tell(tx, rfc, Notice("silent", rfc.owner, stamp(now)), now)
    await_silence(tx, rfc, last if now < last + silence.SILENCE else now)
