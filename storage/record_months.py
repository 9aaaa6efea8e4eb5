"""What a month brought, as far as everybody in a channel may know it: read for the digest that is posted there.

That are the records and actions of the channel itself and of public channels. A guest or somebody from outside sees
no public channel but those they are in: where one of them is a member, or members are unknown, the digest tells of
its own channel alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    cast,
    exists,
    false,
    or_,
    select,
)

from rituals.actions.model import State as ActionState
from rituals.calendar import WorkingCalendar, resolve
from rituals.ids import Team
from rituals.records.digest import MONTH, YEAR, Digest, by_age
from rituals.records.model import Record, Review, State
from rituals.records.review import DONE_WITH
from storage.record_digests import Wish, calendar_of
from storage.record_rows import read_review, read_where
from storage.record_timers import RITUAL
from storage.schema import actions, channels, history, members, people, record_reviews, records


@dataclass(frozen=True, slots=True)
class Place:
    """Whose eyes the digest is for: the workspace, and the channels of which everybody in the digest's may know."""

    team: Team
    shared: Select[tuple[str]]


def gather(tx: Connection, wanted: Wish, first: date, today: date) -> Digest:
    """What the month that begins on `first` brought, as far as everybody in the channel may know it."""
    place, end = Place(wanted.team, read_shared(tx, wanted.team, wanted.channel)), first + MONTH
    coming = records.c.review_on < today.replace(day=1) + MONTH, records.c.state.not_in(DONE_WITH)
    return Digest(
        first=first,
        decided=_find(tx, place, *_within(records.c.decided_on, first, end)),
        reviewed=_reviewed(tx, place, first),
        superseded=_superseded(tx, place, first, calendar_of(tx, wanted)),
        due=sorted(_find(tx, place, *coming), key=lambda one: one.review_on or today),
        actions=_actions(tx, place, today),
        took=_took(tx, place, end),
        verdicts=[one.verdict for _, one in _reviews(tx, place, end - YEAR, end)],
    )


def read_shared(tx: Connection, team: Team, channel: str) -> Select[tuple[str]]:
    """SQL: the channels of which everybody in this one may know."""
    here = channels.c.team_id == team, channels.c.channel == channel
    confined = exists(_confined(team, channel))
    is_open = select(channels.c.members_read_at.is_not(None) & ~confined).where(*here)
    shared = channels.c.channel == channel
    if tx.execute(is_open).scalar():
        shared = or_(shared, channels.c.private == false())
    return select(channels.c.channel).where(channels.c.team_id == team, shared)


def _confined(team: Team, channel: str) -> Select[tuple[str]]:
    """SQL: those in a channel who do not see every public channel, and those of whom we do not know it."""
    who = and_(people.c.team_id == members.c.team_id, people.c.person == members.c.person)
    reads = and_(people.c.is_bot == false(), people.c.deleted == false())
    return (
        select(members.c.person)
        .outerjoin(people, who)
        .where(
            members.c.team_id == team,
            members.c.channel == channel,
            members.c.inside,
            or_(people.c.person.is_(None), and_(reads, or_(people.c.guest, people.c.external))),
        )
    )


def _find(tx: Connection, place: Place, *conditions: ColumnElement[bool]) -> list[Record]:
    """Records that may be told of, by number."""
    query = select(records).where(*_here(place), *conditions)
    return read_where(tx, query.order_by(records.c.number))


def _here(place: Place) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return records.c.team_id == place.team, records.c.channel.in_(place.shared)


def _within(day: ColumnElement[date], first: date, end: date) -> tuple[ColumnElement[bool], ...]:
    return day >= first, day < end


def _reviewed(tx: Connection, place: Place, first: date) -> list[tuple[Record, Review]]:
    looked = _reviews(tx, place, first, first + MONTH)
    about = _find(tx, place, records.c.number.in_({number for number, _ in looked})) if looked else []
    named = {record.number: record for record in about}
    return [(named[number], review) for number, review in looked]


def _reviews(tx: Connection, place: Place, first: date, end: date) -> list[tuple[int, Review]]:
    """What was seen by those who looked back in these days, with the record's number."""
    of = and_(records.c.team_id == record_reviews.c.team_id, records.c.number == record_reviews.c.number)
    query = select(record_reviews).join(records, of).where(*_here(place))
    within = _within(record_reviews.c.reviewed_on, first, end)
    rows = tx.execute(query.where(*within).order_by(record_reviews.c.review_id))
    return [(row.number, read_review(row)) for row in rows]


def _superseded(
    tx: Connection, place: Place, first: date, calendar: WorkingCalendar
) -> list[tuple[Record, int | None]]:
    """The records whose place was taken in this month: by one that was decided in it, or by hand."""
    newer = records.alias()
    begins, ends = (resolve(datetime.combine(day, time()), calendar.zone) for day in (first, first + MONTH))
    by_hand = exists().where(
        history.c.team_id == place.team,
        history.c.ritual == RITUAL,
        history.c.ritual_id == cast(records.c.number, String),
        history.c.act == "superseded",
        history.c.happened_at >= begins,
        history.c.happened_at < ends,
    )
    by_decision = exists().where(
        newer.c.team_id == place.team,
        newer.c.number == records.c.superseded_by,
        *_within(newer.c.decided_on, first, first + MONTH),
    )
    found = _find(tx, place, records.c.state == State.SUPERSEDED, or_(by_hand, by_decision))
    numbers = [one.superseded_by for one in found if one.superseded_by is not None]
    known = {one.number for one in _find(tx, place, records.c.number.in_(numbers))} if numbers else set()
    return [(one, one.superseded_by if one.superseded_by in known else None) for one in found]


def _actions(tx: Connection, place: Place, today: date) -> Sequence[tuple[str, int]]:
    added = select(actions.c.added_at).where(
        actions.c.team_id == place.team,
        actions.c.channel.in_(place.shared),
        actions.c.state == ActionState.OPEN,
    )
    return by_age((today - moment.date()).days for moment in tx.execute(added).scalars())


def _took(tx: Connection, place: Place, end: date) -> list[int]:
    """The days from question to decision, of what was decided in the year before `end`."""
    query = select(records.c.decided_on, records.c.asked_on).where(
        *_here(place), *_within(records.c.decided_on, end - YEAR, end), records.c.asked_on.is_not(None)
    )
    return [(row.decided_on - row.asked_on).days for row in tx.execute(query.order_by(records.c.number))]
