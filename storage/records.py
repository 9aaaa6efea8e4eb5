"""Records: how they are kept and found again, and what may change of them. `search` finds them by words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from rituals.ids import Person, Ref, Team
from rituals.records.model import Link, Record, Review, State
from storage import counters, record_timers, record_words, visibility
from storage.record_rows import body_of, columns_of, complete, read_where
from storage.schema import record_reviews, record_tags, records
from storage.upsert import add_if_new, add_new

RITUAL = record_timers.RITUAL  # Of a record that was written by hand, and of the timers of all.
SERIES = "D"

_HERE = and_(records.c.team_id == bindparam("team"), records.c.number == bindparam("number"))
_HOLD = select(records.c.number).where(_HERE).with_for_update()


def hold(tx: Connection, team: Team, number: int | str) -> None:
    """Nobody else changes the record until this transaction ends. SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        tx.execute(_HOLD, {"team": team, "number": int(number)})


def add(tx: Connection, record: Record) -> int:
    """The number of the record, which is stored now; what is made of the same source twice is one record."""
    team, source = record.team, record.source
    if (known := find_by_source(tx, team, source.ritual, source.ritual_id)) is not None:
        return known.number
    number = counters.take_next(tx, team, SERIES)
    row = {
        "team_id": team,
        "number": number,
        "ritual": source.ritual,
        "ritual_id": source.ritual_id,
        **columns_of(record),
    }
    if not add_if_new(tx, records, row):
        return get_by_source(tx, team, source.ritual, source.ritual_id).number
    _save_tags(tx, team, number, record.tags)
    for older in record.supersedes:
        supersede(tx, team, older, number)
    numbered = replace(record, number=number)
    record_words.save(tx, numbered)
    record_timers.plan(tx, numbered)
    return number


def find(tx: Connection, team: Team, number: int) -> Record | None:
    """The record of this number, if there is one."""
    return _one(tx, records.c.team_id == team, records.c.number == number)


def get(tx: Connection, team: Team, number: int) -> Record:
    """The record of this number; raises LookupError."""
    found = find(tx, team, number)
    if found is None:
        raise LookupError(f"record {number}")
    return found


def find_visible(tx: Connection, team: Team, number: int, person: Person) -> Record | None:
    """The record of this number, if there is one and this person sees its channel now."""
    found = read_where(
        tx,
        select(records).where(records.c.team_id == team, records.c.number == number, seen_by(team, person)),
    )
    return next(iter(veil(tx, (team, person), found)), None)


def find_by_source(tx: Connection, team: Team, ritual: str, ritual_id: str) -> Record | None:
    """The record that this ritual left, if it left one."""
    return _one(tx, records.c.team_id == team, records.c.ritual == ritual, records.c.ritual_id == ritual_id)


def get_by_source(tx: Connection, team: Team, ritual: str, ritual_id: str) -> Record:
    """The record that this ritual left; raises LookupError."""
    found = find_by_source(tx, team, ritual, ritual_id)
    if found is None:
        raise LookupError(f"record of {ritual} {ritual_id}")
    return found


_NUMBER = select(records.c.number).where(
    records.c.team_id == bindparam("team"),
    records.c.ritual == bindparam("of_ritual"),
    records.c.ritual_id == bindparam("of"),
)


def find_number(tx: Connection, ref: Ref) -> int | None:
    """The number of the record that a ritual left, if it left one."""
    return tx.execute(_NUMBER, {"team": ref.team, "of_ritual": ref.ritual, "of": ref.id}).scalar()


def seen_by(team: Team, person: Person) -> ColumnElement[bool]:
    """SQL: whether this person sees the record's channel now."""
    return visibility.seen_by(team, person, records.c.channel)


def read_visible(tx: Connection, whose: tuple[Team, Person], most: int | None = None) -> list[Record]:
    """The records that this person sees, the latest first; at most so many."""
    team, person = whose
    query = select(records).where(records.c.team_id == team, seen_by(team, person))
    return veil(tx, whose, read_where(tx, query.order_by(records.c.number.desc()).limit(most)))


def veil(tx: Connection, whose: tuple[Team, Person], found: Sequence[Record]) -> list[Record]:
    """These records without a word of others, before and after them, that this person does not see."""
    named = {number for one in found for number in (*one.supersedes, one.superseded_by) if number is not None}
    team, person = whose
    query = select(records.c.number).where(
        records.c.team_id == team, records.c.number.in_(named), seen_by(team, person)
    )
    seen = set(tx.execute(query).scalars()) if named else set()
    return [
        replace(
            one,
            supersedes=tuple(number for number in one.supersedes if number in seen),
            superseded_by=one.superseded_by if one.superseded_by in seen else None,
        )
        for one in found
    ]


def read_all(tx: Connection, team: Team) -> list[Record]:
    """All records of a workspace, in order of numbers; for whoever runs Cairn."""
    return read_where(tx, select(records).where(records.c.team_id == team).order_by(records.c.number))


def read_by_id(tx: Connection, ids: Sequence[int]) -> list[Record]:
    """The records of these ids, in their order."""
    found = {row.record_id: row for row in tx.execute(select(records).where(records.c.record_id.in_(ids)))}
    return complete(tx, [found[one] for one in ids if one in found])


def set_state(tx: Connection, team: Team, number: int, state: State) -> None:
    """What was decided stands so now; where it is not superseded, nothing has its place."""
    _update(tx, team, number, state=state, **({} if state is State.SUPERSEDED else {"superseded_by": None}))
    record_timers.plan(tx, get(tx, team, number))


def supersede(tx: Connection, team: Team, older: int, newer: int) -> None:
    """The newer record has the place of the older one."""
    _update(tx, team, older, state=State.SUPERSEDED, superseded_by=newer)
    record_timers.cancel(tx, team, older)


def set_review(tx: Connection, record: Record) -> None:
    """The record is looked back at on its day of review, or never."""
    _update(tx, record.team, record.number, review_on=record.review_on)
    record_timers.plan(tx, record)


def tag(tx: Connection, record: Record, tags: Sequence[str]) -> Record:
    """The record has these tags and no others."""
    tagged = replace(record, tags=tuple(sorted(tags)))
    here = record_tags.c.team_id == record.team, record_tags.c.number == record.number
    tx.execute(delete(record_tags).where(*here))
    _save_tags(tx, record.team, record.number, tagged.tags)
    record_words.save(tx, tagged)
    return tagged


def link(tx: Connection, record: Record, link: Link) -> Record:
    """The record leads there too; to one address it leads once."""
    others = tuple(one for one in record.links if one.address != link.address)
    linked = replace(record, links=(*others, link))
    _update(tx, record.team, record.number, body=body_of(linked))
    record_words.save(tx, linked)
    return linked


def set_dissent(tx: Connection, record: Record) -> None:
    """The record tells who saw it differently as it does now."""
    _update(tx, record.team, record.number, body=body_of(record))
    record_words.save(tx, record)


def add_review(tx: Connection, record: Record, review: Review) -> None:
    """What was seen when somebody looked back stands in the record."""
    tx.execute(
        insert(record_reviews),
        {
            "team_id": record.team,
            "number": record.number,
            "reviewed_on": review.reviewed_on,
            "person": review.person,
            "verdict": review.verdict,
            "happened": review.happened,
            "next_step": review.next_step,
        },
    )
    record_words.save(tx, replace(record, reviews=(*record.reviews, review)))


def _update(tx: Connection, team: Team, number: int, **values: Any) -> None:
    here = records.c.team_id == team, records.c.number == number
    tx.execute(update(records).where(*here).values(**values))


def _save_tags(tx: Connection, team: Team, number: int, tags: Iterable[str]) -> None:
    add_new(tx, record_tags, [{"team_id": team, "number": number, "tag": one} for one in sorted(set(tags))])


def _one(tx: Connection, *conditions: ColumnElement[bool]) -> Record | None:
    found = read_where(tx, select(records).where(*conditions))
    return found[0] if found else None
