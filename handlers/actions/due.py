"""What the clock and the workspace do to actions: reminders, and owners who leave."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection

from rituals.actions.model import Action
from rituals.calendar import resolve
from rituals.ids import Person, Team
from storage import actions, deliveries, people, timers, visibility
from storage.actions import RITUAL
from storage.deliveries import Delivery
from storage.nudges import nudge_at
from storage.timers import Timer


def remind(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """The day has begun somewhere: each owner is reminded that morning, in the nudge of that half-day."""
    timers.finish(tx, timer)
    action = actions.find(tx, timer.team, timer.ritual_id)
    if action is None or action.remind_on is None:
        return
    for owner in people.read_people(tx, timer.team, action.owners):
        if owner.counts:
            calendar = owner.calendar
            begins = resolve(datetime.combine(action.remind_on, time()), calendar.zone)
            nudge = nudge_at(timer.team, owner, calendar.next_working_moment(max(now, begins)))
            actions.set_nudge(tx, action, owner.person, nudge.key)
            deliveries.add(tx, [nudge])
    actions.plan(tx, action, now, told=action.remind_on)


def lose(tx: Connection, team: Team, who: Sequence[Person], channel: str | None, now: datetime) -> None:
    """These people went: the other owners of what they own are told, else whoever added it."""
    for action in actions.read_owned(tx, team, who, channel):
        for gone in [owner for owner in action.owners if owner in who and not _is_there(tx, action, owner)]:
            others = [owner for owner in action.owners if _is_there(tx, action, owner)]
            told = others or [action.added_by]
            deliveries.add(tx, [_left(action, gone, to, now) for to in told])


def _is_there(tx: Connection, action: Action, person: Person) -> bool:
    """Whether this person can still work on the action."""
    if action.channel is not None:
        return visibility.can_see(tx, action.team, person, action.channel)
    member = people.find_person(tx, action.team, person)
    return member is not None and member.counts


def _left(action: Action, gone: Person, to: Person, now: datetime) -> Delivery:
    return Delivery(
        team=action.team,
        key=f"{RITUAL}:{action.id}:left:{gone}:{int(now.timestamp())}:{to}",
        view=f"{RITUAL}.left",
        ritual=RITUAL,
        ritual_id=action.id,
        person=to,
        not_before=now,
    )


def person_of(delivery: Delivery) -> Person:
    """Of whom this message tells: who has given the action, or who has left."""
    return Person(delivery.key.split(":")[3])
