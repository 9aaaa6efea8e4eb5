"""What happens to records: one transaction each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from handlers.payloads import Who
from handlers.records import asking
from handlers.records.views.record import MOST_ENTRIES, Page
from handlers.records.views.search import PAGE, Wanted
from handlers.undertaken import read_undertaken
from rituals.ids import Ref
from rituals.records import guards, review
from rituals.records.guards import UNKNOWN, Reader
from rituals.records.model import Link, Record, Review, State, name_of
from rituals.refusal import Refusal
from storage import history, people, records, reviews, visibility
from storage.history import Entry
from storage.records import RITUAL
from storage.search import search


def find(tx: Connection, who: Who, wanted: Wanted, skip: int) -> list[Record]:
    """A page of what this person looks for, and one more where there is more."""
    return search(tx, (who.team, who.person), wanted.query, PAGE + 1, skip)


def read_page(tx: Connection, who: Who, number: int, now: datetime) -> Page:
    """The record as this person sees it, with what came of it; refuses, as if it were not there, who does not."""
    record = records.find_visible(tx, who.team, number, who.person)
    if record is None:
        raise Refusal(UNKNOWN)
    entries = history.read_latest(tx, Ref(who.team, RITUAL, str(number)), MOST_ENTRIES)
    undertaken = read_undertaken(tx, record.source_ref, who.person, now)
    return Page(record, read_reader(tx, who, record), entries, undertaken)


def read_reader(tx: Connection, who: Who, record: Record) -> Reader:
    """This person before the record."""
    member = people.find_person(tx, who.team, who.person)
    inside = visibility.is_member(tx, who.team, who.person, record.channel)
    answering = [people.find_person(tx, who.team, one) for one in {record.owner, record.reviewer}]
    orphaned = all(one is not None and one.deleted for one in answering)
    missed = reviews.is_missed(tx, record)
    return Reader(who.person, member is not None and member.admin, inside, inside and orphaned, missed)


def write(tx: Connection, who: Who, record: Record, now: datetime) -> int:
    """A decision that was taken already is recorded, in the place of older ones; sent twice, it is one record."""
    if not visibility.can_see(tx, who.team, who.person, record.channel):
        raise Refusal.in_fields({"channel": "You can't see that channel. Choose another."})
    known = records.find_by_source(tx, who.team, record.source.ritual, record.source.ritual_id)
    if known is not None:
        return known.number
    for older in record.supersedes:
        _check_makes_way(tx, who, older)
    number = records.add(tx, record)
    _note(tx, who, number, now, "recorded")
    for older in record.supersedes:
        _note(tx, who, older, now, "superseded", name_of(number))
    return number


def _check_makes_way(tx: Connection, who: Who, older: int) -> None:
    record, reader = _held(tx, who, older)
    guards.check_keeps(record, reader)
    guards.check_stands(record)


def supersede(tx: Connection, who: Who, number: int, typed: str, now: datetime) -> None:
    """Another record, which the person sees too, takes the place of this one."""
    record, reader = _held(tx, who, number)
    guards.check_keeps(record, reader)
    newer = guards.read_successor(record, typed)
    guards.check_successor(records.find_visible(tx, who.team, newer, who.person))
    records.supersede(tx, who.team, number, newer)
    _note(tx, who, number, now, "superseded", name_of(newer))


def set_state(tx: Connection, who: Who, number: int, state: State, now: datetime) -> None:
    """What was decided no longer holds, or holds again."""
    record, reader = _held(tx, who, number)
    guards.check_keeps(record, reader)
    if record.state is state:
        return
    if record.state is State.SUPERSEDED:
        raise Refusal(f"{record.name} is superseded: look at the record that has its place.")
    records.set_state(tx, who.team, number, state)
    _note(tx, who, number, now, "deprecated" if state is State.DEPRECATED else "reinstated")


def tag(tx: Connection, who: Who, number: int, tags: Sequence[str], now: datetime) -> None:
    """The record has these tags and no others."""
    record, reader = _held(tx, who, number)
    guards.check_may_annotate(record, reader)
    records.tag(tx, record, tags)
    _note(tx, who, number, now, "tagged", ", ".join(tags) or "nothing")


def link(tx: Connection, who: Who, number: int, typed: tuple[str, str], now: datetime) -> None:
    """The record leads there too; `typed` is what it is called, and its address."""
    record, reader = _held(tx, who, number)
    guards.check_may_annotate(record, reader)
    made: Link = guards.check_link(record, *typed)
    records.link(tx, record, made)
    _note(tx, who, number, now, "linked", made.text)


def look_back(tx: Connection, who: Who, number: int, seen: tuple[Review, date | None], now: datetime) -> None:
    """How it turned out is kept, with the day on which to look back again, if any; sent twice, it is kept once."""
    record, reader = _held(tx, who, number)
    said, again = seen
    if record.reviews[-1:] == (said,) and record.review_on == again:
        return
    review.check_may_look_back(record, reader)
    records.add_review(tx, record, said)
    records.set_review(tx, replace(record, review_on=again))
    _note(tx, who, number, now, "reviewed")
    asking.tell_reviewed(tx, record, who.person, now)


def set_review(tx: Connection, who: Who, number: int, day: date | None, now: datetime) -> None:
    """The record is looked back at on this day, or never."""
    record, reader = _held(tx, who, number)
    guards.check_keeps(record, reader)
    guards.check_stands(record)
    if record.review_on != day:
        records.set_review(tx, replace(record, review_on=day))
        _note(tx, who, number, now, "planned", day.isoformat() if day else "")


def _held(tx: Connection, who: Who, number: int) -> tuple[Record, Reader]:
    """The record, whole, which nobody else changes meanwhile; refuses who does not see it."""
    records.hold(tx, who.team, number)
    if records.find_visible(tx, who.team, number, who.person) is None:
        raise Refusal(UNKNOWN)
    record = records.get(tx, who.team, number)
    return record, read_reader(tx, who, record)


def _note(tx: Connection, who: Who, number: int, now: datetime, *act: str) -> None:
    history.add(tx, Ref(who.team, RITUAL, str(number)), Entry(who.person, act[0], now, *act[1:]))
