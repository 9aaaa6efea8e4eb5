"""What the clock does to records: who was to look back is asked, asked once more, and then the channel is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.records.views import review as views
from handlers.replies import Block, Message
from rituals.ids import Person, Ref, Team
from rituals.records import review
from rituals.records.model import Record
from storage import deliveries, history, people, record_timers, records, reviews, timers
from storage.deliveries import Delivery
from storage.history import Entry
from storage.nudges import nudge_at
from storage.record_timers import ASK, ASK_AGAIN, RITUAL, TELL
from storage.timers import Timer

MISSED, REVIEWED = "record.missed", "record.reviewed"


def ask(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Its reviewer is asked in their working hours, in the nudge of that half-day; what waits longer is asked again."""
    record = _finish(tx, timer)
    if record is None:
        return
    member = reviews.find_reviewer(tx, record)
    if member is None:
        _leave_to_channel(tx, record, now)
        return
    begins = review.begins(record, member.calendar)
    moment = member.calendar.next_working_moment(max(now, begins))
    deliveries.add(tx, [nudge_at(record.team, member, moment)])
    then = ASK_AGAIN if timer.kind == ASK else TELL
    where = (record.team, RITUAL, str(record.number), then)
    timers.set_timer(tx, where, review.runs_out(moment, member.calendar))


def tell(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """Two questions were not answered: from now on anybody in the channel may look back."""
    record = _finish(tx, timer)
    if record is not None:
        _leave_to_channel(tx, record, now)


def _finish(tx: Connection, timer: Timer) -> Record | None:
    timers.finish(tx, timer)
    record = records.find(tx, timer.team, int(timer.ritual_id))
    return record if record is not None and review.is_planned(record) else None


def _leave_to_channel(tx: Connection, record: Record, now: datetime) -> None:
    reviews.miss(tx, record)
    history.add(tx, Ref(record.team, RITUAL, str(record.number)), Entry(None, "missed", now))
    deliveries.add(
        tx,
        [
            Delivery(
                team=record.team,
                key=_key(record),
                view=MISSED,
                ritual=RITUAL,
                ritual_id=str(record.number),
                channel=record.channel,
                not_before=record_timers.calendar_of(tx, record).next_working_moment(now),
            )
        ],
    )


def _key(record: Record) -> str:
    return f"{RITUAL}:{record.number}:missed:{record.review_on}"


def render_missed(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Told as long as nobody has looked back, nor chosen another day."""
    record = records.find(tx, delivery.team, int(delivery.ritual_id))
    if record is None or not review.is_planned(record) or _key(record) != delivery.key:
        return None
    if not reviews.is_missed(tx, record):
        return None
    return views.missed(record, reviews.find_reviewer(tx, record) is None)


def tell_reviewed(tx: Connection, record: Record, by: Person, now: datetime) -> None:
    """Whoever was to look back is told that somebody else has."""
    member = reviews.find_reviewer(tx, record)
    if member is None or member.person == by:
        return
    news = Delivery(
        team=record.team,
        key=f"{RITUAL}:{record.number}:reviewed:{len(record.reviews)}",
        view=REVIEWED,
        ritual=RITUAL,
        ritual_id=str(record.number),
        person=member.person,
        not_before=member.calendar.next_working_moment(now),
    )
    deliveries.add(tx, [news])


def render_reviewed(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """What was seen last, as long as this person sees the record."""
    person = delivery.person or Person("")
    record = records.find_visible(tx, delivery.team, int(delivery.ritual_id), person)
    return views.reviewed(record) if record is not None and record.reviews else None


def await_reviews(tx: Connection, delivery: Delivery, now: datetime) -> Message | None:
    """The records that this person is asked to look back at."""
    person = delivery.person or Person("")
    due = reviews.read_due(tx, (delivery.team, person), people.today(tx, delivery.team, person, now))
    return views.reminder(due) if due else None


def draw_waiting(tx: Connection, team: Team, person: Person, now: datetime) -> Sequence[Block]:
    """On Home they stand until somebody has looked back."""
    return views.waiting(
        reviews.read_due(tx, (team, person), people.today(tx, team, person, now), missed=True)
    )
