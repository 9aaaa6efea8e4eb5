"""News about commitments, rendered when they are sent from what is stored then; None where they are no longer wanted."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts.course import MOVES
from handlers.commitments.views import messages
from handlers.failures import Trouble
from handlers.news import mark_of
from handlers.rendering import about, for_them
from handlers.replies import Later, Message
from handlers.ritual import Render
from rituals.commitments.model import State
from rituals.ids import Person
from storage import commitments, history, people
from storage.deliveries import Delivery


def render_moved(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """The deadline as it is now, and why."""
    commitment = commitments.find(tx, delivery.team, delivery.ritual_id)
    if commitment is None:
        return None
    return messages.moved(commitment, history.find_last(tx, commitment.ref, MOVES))


def render_amended(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Asked of those whose position was taken on an older text, as long as that is so and they see the new one."""
    whose = delivery.team, delivery.ritual_id, delivery.person or Person("")
    found = commitments.find_seat(tx, *whose)
    if found is None or commitments.find_visible(tx, *whose) is None:
        return None
    commitment, seat = found
    standing = seat.standing
    if standing is None or standing.version == commitment.version or not commitment.state.takes_positions:
        return None
    return messages.amended(commitment, standing)


def render_asked(tx: Connection, delivery: Delivery, now: datetime) -> Message | Later | None:
    """Told in their working hours, as far as that is before the deadline, to those whose position is still missing."""
    whose = delivery.team, delivery.ritual_id, delivery.person or Person("")
    found = commitments.find_seat(tx, *whose)
    member = people.find_person(tx, delivery.team, whose[2])
    if found is None or member is None or commitments.find_visible(tx, *whose) is None:
        return None
    commitment, seat = found
    if not commitment.state.takes_positions or not seat.asked or seat.has_answered:
        return None
    moment = member.calendar.next_working_moment(now)
    ends = commitment.ends_at
    return Later(moment) if now < moment < ends else messages.asked(commitment)


def render_undelivered(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Which trouble it was is the mark that the news was told with."""
    commitment = commitments.find(tx, delivery.team, delivery.ritual_id)
    return None if commitment is None else messages.undelivered(commitment, Trouble(mark_of(delivery)))


NEWS: Mapping[str, Render] = {
    "amended": render_amended,
    "asked": render_asked,
    "moved": render_moved,
    "stalled": for_them(commitments.find_visible, messages.stalled, State.STALLED),
    "named_decider": for_them(commitments.find_visible, messages.named_decider),
    "relieved": for_them(commitments.find_visible, messages.relieved),
    "handed_over": for_them(commitments.find_visible, messages.handed_over),
    "shared": for_them(commitments.find_visible, messages.shared),
    "inherited": for_them(commitments.find_visible, messages.inherited),
    "undelivered": render_undelivered,
    "parked": about(commitments.find, messages.parked),
}
"""Each kind of news by its name."""
