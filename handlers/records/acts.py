"""What happens to records: one transaction each."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.payloads import Who
from handlers.records.views.record import MOST_ENTRIES, Page
from handlers.records.views.search import PAGE, Wanted
from rituals.records import guards
from rituals.records.guards import UNKNOWN, Reader
from rituals.records.model import Link, Record, State, name_of
from rituals.refusal import Refusal
from storage import history, people, records, visibility
from storage.history import Entry
from storage.records import RITUAL
from storage.search import search


def find(tx: Connection, who: Who, wanted: Wanted, skip: int) -> list[Record]:
    """A page of what this person looks for, and one more where there is more."""
    return search(tx, (who.team, who.person), wanted.query, PAGE + 1, skip)


def read_page(tx: Connection, who: Who, number: int) -> Page:
    """The record as this person sees it; refuses, as if it were not there, who does not."""
    record = records.find_visible(tx, who.team, number, who.person)
    if record is None:
        raise Refusal(UNKNOWN)
    entries = history.read_latest(tx, (who.team, RITUAL, str(number)), MOST_ENTRIES)
    return Page(record, read_reader(tx, who, record), entries)


def read_reader(tx: Connection, who: Who, record: Record) -> Reader:
    """This person before the record."""
    member = people.find_person(tx, who.team, who.person)
    inside = visibility.is_member(tx, who.team, who.person, record.channel)
    answering = [people.find_person(tx, who.team, one) for one in {record.owner, record.reviewer}]
    orphaned = all(one is not None and one.deleted for one in answering)
    return Reader(who.person, member is not None and member.admin, inside, inside and orphaned)


def write(tx: Connection, who: Who, record: Record, now: datetime) -> int:
    """A decision that was taken already is recorded; sent twice, it is one record."""
    if not visibility.can_see(tx, who.team, who.person, record.channel):
        raise Refusal.in_fields({"channel": "You can't see that channel. Choose another."})
    known = records.find_by_source(tx, who.team, record.source.ritual, record.source.ritual_id)
    number = records.add(tx, record)
    if known is None:
        _note(tx, who, number, now, "recorded")
    return number


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


def _held(tx: Connection, who: Who, number: int) -> tuple[Record, Reader]:
    """The record, whole, which nobody else changes meanwhile; refuses who does not see it."""
    records.hold(tx, who.team, number)
    if records.find_visible(tx, who.team, number, who.person) is None:
        raise Refusal(UNKNOWN)
    record = records.get(tx, who.team, number)
    return record, read_reader(tx, who, record)


def _note(tx: Connection, who: Who, number: int, now: datetime, *act: str) -> None:
    history.add(tx, (who.team, RITUAL, str(number)), Entry(who.person, act[0], now, *act[1:]))
