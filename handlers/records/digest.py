"""The monthly digest, as the wiring sees it: posted once a month where it was asked for."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from handlers.records.views import digest as views
from handlers.replies import Message
from handlers.ritual import Ritual, Work
from rituals.calendar import local_time
from rituals.ids import Ref
from rituals.records.digest import MONTH, is_timely, last_posting, posting, told_of
from storage import deliveries, history, record_digests, record_months, timers
from storage.deliveries import Delivery
from storage.history import Entry
from storage.record_digests import POST, RITUAL, Wish
from storage.timers import Timer

MONTHLY, UNDELIVERED = "digest.month", "digest.undelivered"


def digest_ritual() -> Ritual:
    """Everything that the clock and the courier may ask of digests; `/cairn settings` switches them on and off."""
    return Ritual(
        name=RITUAL,
        timers={POST: Work(post)},
        hold=record_digests.hold,
        undelivered=tell_undelivered,
        messages={MONTHLY: render, UNDELIVERED: render_undelivered},
    )


def post(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The digest of the month that has ended is owed; after more than some days of silence it is skipped."""
    wanted = record_digests.find(tx, timer.team, timer.ritual_id)
    if wanted is None:
        timers.finish(tx, timer)
        return
    calendar = record_digests.calendar_of(tx, wanted)
    posted_at = last_posting(now, calendar)
    month = told_of(posted_at, calendar)
    # Where the working days were changed meanwhile, its time may be still to come.
    if month >= told_of(timer.due_at, calendar):
        if is_timely(posted_at, now):
            deliveries.add(tx, [_owed(wanted, month, now)])
        else:
            history.add(tx, Ref(wanted.team, RITUAL, wanted.id), Entry(None, "skipped", now, _mark(month)))
    record_digests.set_next(tx, wanted, now)


def _owed(wanted: Wish, month: date, now: datetime) -> Delivery:
    return Delivery(
        team=wanted.team,
        key=f"{RITUAL}:{wanted.channel}:{_mark(month)}",
        view=MONTHLY,
        ritual=RITUAL,
        ritual_id=wanted.id,
        channel=wanted.channel,
        not_before=now,
    )


def _mark(month: date) -> str:
    return f"{month:%Y-%m}"


def render(tx: Connection, delivery: Delivery, now: datetime) -> Message | None:
    """What everybody in the channel may know as it is posted; nothing once it is old, or no longer asked for."""
    wanted = record_digests.find(tx, delivery.team, delivery.ritual_id)
    if wanted is None:
        return None
    calendar = record_digests.calendar_of(tx, wanted)
    first = date.fromisoformat(f"{delivery.key.rsplit(':', 1)[1]}-01")
    if not is_timely(posting(first + MONTH, calendar), now):
        return None
    today = local_time(now, calendar.zone).date()
    told = record_months.gather(tx, wanted, first, today)
    latest = history.read_latest(tx, Ref(wanted.team, RITUAL, wanted.id), 1)
    skipped = [entry.detail for entry in latest] == [_mark(first - MONTH)]
    return views.digest(told, skipped)


def tell_undelivered(tx: Connection, delivery: Delivery, _: str, now: datetime) -> None:
    """Slack does not let Cairn post it: whoever asked for it is told, once."""
    wanted = record_digests.find(tx, delivery.team, delivery.ritual_id)
    if wanted is None or delivery.view != MONTHLY:
        return
    news = Delivery(
        team=wanted.team,
        key=f"{RITUAL}:{wanted.id}:undelivered",
        view=UNDELIVERED,
        ritual=RITUAL,
        ritual_id=wanted.id,
        person=wanted.person,
        not_before=now,
    )
    deliveries.add(tx, [news])


def render_undelivered(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Told as long as the digest is asked for."""
    wanted = record_digests.find(tx, delivery.team, delivery.ritual_id)
    return None if wanted is None else views.undelivered(wanted.channel)
