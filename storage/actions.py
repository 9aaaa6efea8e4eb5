"""Actions: rows to values and back, and what each brings with it: reminders, and news for its owners.

Other rituals make actions with `add` and show them with `read_of_source`.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from rituals.actions.course import next_reminder
from rituals.actions.model import Action, Source, State
from rituals.calendar import local_time, resolve
from rituals.ids import ActionId, Channel, Person, Ref, Team
from storage import deliveries, history, people, timers
from storage.deliveries import Delivery
from storage.history import Entry
from storage.schema import action_owners, actions, records
from storage.upsert import add_if_new, add_new
from storage.visibility import visible_to

RITUAL, REMIND = "action", "remind"

_HERE = and_(actions.c.team_id == bindparam("team"), actions.c.action_id == bindparam("action"))
_HOLD = select(actions.c.action_id).where(_HERE).with_for_update()
_ONE_BY_ONE = actions.c.due, actions.c.added_at, actions.c.action_id
"""The order in which they are due; on one day that in which they were added."""
_OWNED = and_(action_owners.c.team_id == actions.c.team_id, action_owners.c.action_id == actions.c.action_id)


def add(tx: Connection, action: Action) -> bool:
    """The action is open: its owners are told, unless they added it, and will be reminded. False if it was there."""
    row = {
        "team_id": action.team,
        "action_id": action.id,
        "added_by": action.added_by,
        "added_at": action.added_at,
        **_columns(action),
    }
    if not add_if_new(tx, actions, row):
        return False
    _seat(tx, action, action.owners)
    note(tx, action, Entry(action.added_by, "added", action.added_at))
    plan(tx, action, action.added_at)
    tell_given(tx, action, action.added_by, action.owners, action.added_at)
    return True


def hold(tx: Connection, team: Team, action: str) -> None:
    """Nobody else changes the action until this transaction ends. SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        tx.execute(_HOLD, {"team": team, "action": action})


def find(tx: Connection, team: Team, action: str) -> Action | None:
    """The action of this id, if there is one."""
    return next(iter(_read(tx, team, select(actions).where(actions.c.action_id == action))), None)


def find_visible(tx: Connection, team: Team, action: str, person: Person) -> Action | None:
    """The action of this id, if there is one and this person sees it now."""
    found = select(actions).where(actions.c.action_id == action, seen_by(person))
    return next(iter(_read(tx, team, found)), None)


def read_of_source(tx: Connection, source: Ref, person: Person, most: int) -> tuple[list[Action], int]:
    """The first actions that came of another ritual, as this person sees them, and how many there are.

    Open ones come before those that have ended, and each in the order in which they are due.
    """
    came = and_(
        actions.c.team_id == source.team,
        actions.c.source_ritual == source.ritual,
        actions.c.source_id == source.id,
        seen_by(person),
    )
    total = tx.execute(select(func.count()).select_from(actions).where(came)).scalar_one()
    found = select(actions).where(came).order_by(actions.c.state != State.OPEN, *_ONE_BY_ONE).limit(most)
    return (_read(tx, source.team, found) if total else []), total


def read_recorded(tx: Connection, team: Team, shown: ColumnElement[bool]) -> list[Action]:
    """The actions, those of them that are `shown`, that came of anything that has left a record; due first."""
    recorded = exists().where(
        records.c.team_id == actions.c.team_id,
        records.c.ritual == actions.c.source_ritual,
        records.c.ritual_id == actions.c.source_id,
    )
    return _read(tx, team, select(actions).where(recorded, shown).order_by(*_ONE_BY_ONE))


def read_mine(tx: Connection, team: Team, person: Person, most: int | None = None) -> list[Action]:
    """The open actions that this person owns and sees, due first."""
    return _read(tx, team, _open().where(_owned_by(person), seen_by(person)).limit(most))


def read_of_channel(
    tx: Connection, where: tuple[Team, str], person: Person, most: int | None = None
) -> list[Action]:
    """The open actions of a channel, as this person sees them, due first."""
    team, channel = where
    return _read(tx, team, _open().where(actions.c.channel == channel, seen_by(person)).limit(most))


def read_ended_by(tx: Connection, team: Team, person: Person, since: datetime, most: int) -> list[Action]:
    """What this person has done since then and sees, the latest first."""
    done = select(actions).where(
        actions.c.state == State.DONE,
        actions.c.ended_by == person,
        actions.c.ended_at >= since,
        seen_by(person),
    )
    return _read(tx, team, done.order_by(actions.c.ended_at.desc()).limit(most))


def read_nudged(tx: Connection, team: Team, person: Person, nudge: str) -> list[Action]:
    """The open actions of which this nudge reminds its person, due first."""
    mine = exists().where(_OWNED, action_owners.c.person == person, action_owners.c.nudge == nudge)
    return _read(tx, team, _open().where(mine, seen_by(person)))


def read_owned(tx: Connection, team: Team, among: Sequence[Person], channel: str | None) -> list[Action]:
    """The open actions that one of these people owns, in one channel or everywhere, in order of ids."""
    owned = exists().where(_OWNED, action_owners.c.person.in_(among))
    found = select(actions).where(actions.c.state == State.OPEN, owned).order_by(actions.c.action_id)
    return _read(tx, team, found if channel is None else found.where(actions.c.channel == channel))


def save(tx: Connection, action: Action) -> None:
    """The action stands as it is now."""
    here = {"team": action.team, "action": action.id}
    tx.execute(update(actions).where(_HERE).values(_columns(action)), here)
    mine = action_owners.c.team_id == action.team, action_owners.c.action_id == action.id
    tx.execute(delete(action_owners).where(*mine, action_owners.c.person.not_in(action.owners)))
    _seat(tx, action, action.owners)


def note(tx: Connection, action: Action, entry: Entry) -> None:
    """Keeps one act in the action's history."""
    history.add(tx, Ref(action.team, RITUAL, action.id), entry)


def plan(tx: Connection, action: Action, now: datetime, told: date | None = None) -> None:
    """The next reminder is set, after today and after the day that was `told`; an action that has ended has none."""
    timers.drop(tx, action.team, RITUAL, action.id)
    zones = [member.calendar.zone for member in people.read_people(tx, action.team, action.owners)]
    if action.state is not State.OPEN or not zones:
        return
    today = min(local_time(now, zone).date() for zone in zones)
    day = next_reminder(action.due, today if told is None else max(today, told))
    begins = min(resolve(datetime.combine(day, time()), zone) for zone in zones)
    tx.execute(update(actions).where(_HERE).values(remind_on=day), {"team": action.team, "action": action.id})
    timers.set_timer(tx, (action.team, RITUAL, action.id, REMIND), begins)


def set_nudge(tx: Connection, action: Action, person: Person, nudge: str) -> None:
    """This nudge reminds the owner of the action."""
    mine = action_owners.c.team_id == action.team, action_owners.c.action_id == action.id
    tx.execute(update(action_owners).where(*mine, action_owners.c.person == person).values(nudge=nudge))


def tell_given(tx: Connection, action: Action, by: Person, owners: Sequence[Person], now: datetime) -> None:
    """These owners are told that somebody else gave them the action."""
    deliveries.add(
        tx,
        [
            Delivery(
                team=action.team,
                key=f"{RITUAL}:{action.id}:given:{by}:{int(now.timestamp())}:{owner}",
                view=f"{RITUAL}.given",
                ritual=RITUAL,
                ritual_id=action.id,
                person=owner,
                not_before=now,
            )
            for owner in owners
            if owner != by
        ],
    )


def seen_by(person: Person) -> ColumnElement[bool]:
    """SQL: whether this person sees the action now."""
    return or_(
        and_(actions.c.channel.is_not(None), visible_to(person, actions.c.team_id, actions.c.channel)),
        and_(actions.c.channel.is_(None), or_(actions.c.added_by == person, _owned_by(person))),
    )


def _owned_by(person: Person) -> ColumnElement[bool]:
    return exists().where(_OWNED, action_owners.c.person == person)


def _open() -> Select[Any]:
    return select(actions).where(actions.c.state == State.OPEN).order_by(actions.c.due, actions.c.action_id)


def _seat(tx: Connection, action: Action, owners: Sequence[Person]) -> None:
    add_new(
        tx,
        action_owners,
        [{"team_id": action.team, "action_id": action.id, "person": owner} for owner in owners],
    )


def _columns(action: Action) -> dict[str, Any]:
    source = action.source
    return {
        "channel": action.channel,
        "text": action.text,
        "due": action.due,
        "source_ritual": source and source.ritual,
        "source_id": source and source.ritual_id,
        "source_link": source.link if source else "",
        "state": action.state,
        "reason": action.reason,
        "ended_by": action.ended_by,
        "ended_at": action.ended_at,
    }


def _read(tx: Connection, team: Team, query: Select[Any]) -> list[Action]:
    """The actions that the query finds in this workspace, with their owners."""
    rows = tx.execute(query.where(actions.c.team_id == team)).all()
    seated: dict[str, list[Person]] = {row.action_id: [] for row in rows}
    owned = select(action_owners.c.action_id, action_owners.c.person).where(
        action_owners.c.team_id == team, action_owners.c.action_id.in_(seated)
    )
    for action, person in tx.execute(owned.order_by(action_owners.c.person)) if rows else ():
        seated[action].append(Person(person))
    return [
        Action(
            team=team,
            id=ActionId(row.action_id),
            text=row.text,
            owners=tuple(seated[row.action_id]),
            due=row.due,
            added_by=Person(row.added_by),
            added_at=row.added_at,
            channel=row.channel and Channel(row.channel),
            source=Source(row.source_ritual, row.source_id, row.source_link) if row.source_ritual else None,
            state=State(row.state),
            reason=row.reason,
            ended_by=row.ended_by and Person(row.ended_by),
            ended_at=row.ended_at,
            remind_on=row.remind_on,
        )
        for row in rows
    ]
