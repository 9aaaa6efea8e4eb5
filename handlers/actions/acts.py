"""What happens to actions: each act is one transaction, a synchronous function of (tx, …)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from handlers.places import get_place
from rituals.actions import course
from rituals.actions.course import UNKNOWN
from rituals.actions.form import check_owners
from rituals.actions.model import Action
from rituals.ids import Person, Team
from rituals.refusal import Refusal, beside
from storage import actions, cards, channels, people, visibility
from storage.actions import RITUAL
from storage.cards import Card
from storage.history import Entry

Where = tuple[Team, str]
"""The workspace, and the action's id."""


def add(tx: Connection, action: Action, card: str, now: datetime) -> None:
    """The action is open, with a card in its channel, if it has one; submitted twice, it is added once."""
    if action.channel is not None:
        get_place(tx, action.team, action.added_by, action.channel)
    check_people(tx, action)
    if actions.add(tx, action) and action.channel is not None:
        cards.add(tx, Card(action.team, card, RITUAL, action.id, action.channel), now)


def check_people(tx: Connection, action: Action) -> None:
    """Refuses, beside the field, owners who take no part here or do not see the action's channel."""
    found = people.read_people(tx, action.team, action.owners)
    for member in found:
        if not member.counts:
            raise Refusal.in_fields(
                {"owners": f"{member.name or 'Somebody'} is {member.why_not}. Choose others."}
            )
        if action.channel and not visibility.can_see(tx, action.team, member.person, action.channel):
            place = channels.find_channel(tx, action.team, action.channel)
            where = f"#{place.name}" if place else "that channel"
            raise Refusal.in_fields(
                {"owners": f"{member.name} can't see {where}. Invite them there, or choose others."}
            )


def finish(tx: Connection, where: Where, by: Person, now: datetime) -> Action:
    """The action is done."""
    return _change(tx, where, by, lambda action: course.finish(action, by, now), Entry(by, "done", now))


def drop(tx: Connection, where: Where, by: Person, reason: str, now: datetime) -> Action:
    """The action will not be done, for a reason that everybody reads."""
    entry = Entry(by, "dropped", now, reason.strip())
    return _change(tx, where, by, lambda action: course.drop(action, by, reason, now), entry)


def reopen(tx: Connection, where: Where, by: Person, now: datetime) -> Action:
    """The action is open again."""
    return _change(tx, where, by, course.reopen, Entry(by, "reopened", now))


def snooze(tx: Connection, where: Where, by: Person, due: date, now: datetime) -> Action:
    """The action is due on another day."""
    entry = Entry(by, "snoozed", now, due.isoformat())
    return _change(tx, where, by, lambda action: course.snooze(action, due), entry)


def reassign(tx: Connection, where: Where, by: Person, owners: Sequence[Person], now: datetime) -> Action:
    """The action has these owners; those who are new to it are told."""
    chosen = tuple(sorted(set(owners)))
    with beside("owners"):
        check_owners(chosen)
    before = get_held(tx, where, by)

    def change(action: Action) -> Action:
        after = course.reassign(action, chosen)
        check_people(tx, after)
        return after

    after = _change(tx, where, by, change, Entry(by, "reassigned", now, " ".join(chosen)))
    newcomers = [owner for owner in after.owners if owner not in before.owners]
    actions.tell_given(tx, after, by, newcomers, now)
    return after


def get_held(tx: Connection, where: Where, by: Person) -> Action:
    """The action, which nobody else changes meanwhile; refuses who does not see it, or may not change it."""
    actions.hold(tx, *where)
    found = actions.find_visible(tx, *where, by)
    if found is None:
        raise Refusal(UNKNOWN)
    concerned = people.read_people(tx, where[0], [*found.owners, found.added_by])
    course.check_may_change(found, by, [member.person for member in concerned if member.counts])
    return found


def _change(
    tx: Connection, where: Where, by: Person, change: Callable[[Action], Action], entry: Entry
) -> Action:
    before = get_held(tx, where, by)
    after = change(before)
    if after == before:
        return after
    actions.save(tx, after)
    actions.note(tx, after, entry)
    actions.plan(tx, after, entry.happened_at)
    cards.touch(tx, after.team, RITUAL, after.id)
    return after
