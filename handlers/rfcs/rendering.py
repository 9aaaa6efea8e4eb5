"""News about RFCs, rendered when they are sent from what is stored then; None where they are no longer wanted."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from handlers.failures import Trouble
from handlers.news import mark_of
from handlers.rendering import about, for_them
from handlers.replies import Later, Message
from handlers.rfcs.acts import looking
from handlers.rfcs.views import messages
from handlers.ritual import Render
from rituals.ids import Person
from rituals.rfcs.model import UNDER_WAY
from rituals.rfcs.reviewing import counts
from storage import history, people, rfc_versions, rfcs
from storage.deliveries import Delivery


def render_version(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """A new version, with what it changes; its number is the mark of the news."""
    rfc, number = rfcs.find(tx, delivery.team, delivery.ritual_id), int(mark_of(delivery))
    if rfc is None:
        return None
    pair = looking.get_version(tx, rfc, number - 1), looking.get_version(tx, rfc, number)
    return messages.new_version(rfc, pair)


def render_changed(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """It is reviewed otherwise than people agreed to; which entry of its history tells how is the mark of the news."""
    rfc = rfcs.find(tx, delivery.team, delivery.ritual_id)
    moment, __, act = mark_of(delivery).partition(" ")
    if rfc is None:
        return None
    done = history.read_acts(tx, rfc.ref, act)
    told = (messages.changed(rfc, one) for one in done if one.happened_at.timestamp() == float(moment))
    return next(told, None)


def render_objected(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """A reviewer sees more in an editorial edit; its number is the mark of the news."""
    rfc = rfcs.find(tx, delivery.team, delivery.ritual_id)
    return (
        None if rfc is None else messages.objected(rfc, looking.get_version(tx, rfc, int(mark_of(delivery))))
    )


def render_stale(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Asked of those whose approval is of an older version, as long as that is so and they see the RFC."""
    whose = delivery.team, delivery.ritual_id, delivery.person or Person("")
    rfc = rfcs.find_visible(tx, *whose)
    if rfc is None or not rfc.state.is_under_review:
        return None
    shown = looking.read_shown(tx, rfc)
    position = shown.reviewers.get(whose[2])
    if position is None or counts(rfc, position) or position.version >= rfc.version:
        return None
    older = rfc_versions.find(tx, rfc, position.version)
    return messages.stale(
        rfc, (older or looking.get_version(tx, rfc, 1), looking.get_version(tx, rfc, rfc.version)), shown.home
    )


def render_asked(tx: Connection, delivery: Delivery, now: datetime) -> Message | Later | None:
    """Told in their working hours to reviewers who have not taken a position yet."""
    whose = delivery.team, delivery.ritual_id, delivery.person or Person("")
    rfc, member = rfcs.find_visible(tx, *whose), people.find_person(tx, delivery.team, whose[2])
    if rfc is None or member is None or not rfc.state.is_under_review:
        return None
    shown = looking.read_shown(tx, rfc)
    if whose[2] not in shown.reviewers or shown.reviewers[whose[2]] is not None:
        return None
    moment = member.calendar.next_working_moment(now)
    return Later(moment) if moment > now else messages.asked(shown)


def render_undelivered(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Which trouble it was, and where, is the mark that the news was told with."""
    rfc = rfcs.find(tx, delivery.team, delivery.ritual_id)
    trouble, channel = mark_of(delivery).split(" ")
    return None if rfc is None else messages.undelivered(rfc, channel, Trouble(trouble))


MESSAGES: Mapping[str, Render] = {
    "rfc.version": render_version,
    "rfc.changed": render_changed,
    "rfc.objected": render_objected,
    "rfc.stale": render_stale,
    "rfc.asked": render_asked,
    "rfc.turned": about(rfcs.find, messages.turned, *UNDER_WAY),
    "rfc.handed_over": for_them(rfcs.find_visible, messages.handed_over),
    "rfc.shared": for_them(rfcs.find_visible, messages.shared),
    "rfc.inherited": for_them(rfcs.find_visible, messages.inherited),
    "rfc.decides": for_them(rfcs.find_visible, messages.decides),
    "rfc.silent": for_them(rfcs.find_visible, messages.silent),
    "rfc.undelivered": render_undelivered,
    "rfc.parked": about(rfcs.find, messages.parked),
}
"""The news about RFCs, by view."""
