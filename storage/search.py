"""Finding records by words, best first; what a person does not see is not found, whatever they type."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from rituals.ids import Person, Team
from rituals.records.model import Record
from rituals.records.query import Phrase, Query
from rituals.records.words import likeness, split, telling
from storage import record_words
from storage.records import read_by_id, seen_by, veil
from storage.schema import channels, people, record_tags, records

MOST_WEIGHED = 5_000  # A word that stands in more records than that tells little about any of them.
MOST_ALIKE = 20  # So many of the best are looked at for the most similar.

Whose = tuple[Team, Person]


def search(tx: Connection, whose: Whose, query: Query, most: int = 50, skip: int = 0) -> list[Record]:
    """The records that this person sees and looks for, best first, without words the latest first.

    At most so many, after those skipped. Of very many with these words only the latest are compared.
    """
    asked = _asked(tx, whose, query)
    # The ids alone first: to sort whole records takes many times as long.
    return veil(tx, whose, read_by_id(tx, list(tx.execute(asked.limit(most).offset(skip)).scalars())))


def similar(tx: Connection, whose: Whose, text: str, most: int = 3) -> list[Record]:
    """The records that this person sees and that are about what the text is about, the most similar first."""
    wanted = telling(text)
    if not wanted:
        return []
    phrases = [Phrase((word,), goes_on=True) for word in wanted]
    found = record_words.matching(tx.dialect.name, whose[0], phrases, all_of=False).subquery()
    best = (
        select(records.c.record_id)
        .join(found, found.c.record_id == records.c.record_id)
        .where(records.c.team_id == whose[0], seen_by(*whose))
        .order_by(found.c.rank, records.c.number.desc())
        .limit(MOST_ALIKE)
    )
    needed = 1 if len(wanted) < 3 else 2
    candidates = veil(tx, whose, read_by_id(tx, list(tx.execute(best).scalars())))
    alike = [(likeness(wanted, _gist(one)), one) for one in candidates]
    ranked = sorted((pair for pair in alike if pair[0] >= needed), key=lambda pair: -pair[0])
    return [one for _, one in ranked[:most]]


def _gist(record: Record) -> str:
    """What a record is about."""
    return " ".join(
        [record.title, *record.tags, record.decision, record.context, *(one.text for one in record.options)]
    )


def _asked(tx: Connection, whose: Whose, query: Query) -> Select[Any]:
    team = whose[0]
    asked = select(records.c.record_id).where(
        records.c.team_id == team, seen_by(*whose), *_filters(tx, team, query)
    )
    if query.without:
        unwanted = record_words.matching(tx.dialect.name, team, query.without, all_of=False).subquery()
        asked = asked.where(records.c.record_id.not_in(select(unwanted.c.record_id)))
    if not query.phrases:
        return asked.order_by(records.c.number.desc())
    found = record_words.matching(tx.dialect.name, team, query.phrases).subquery()
    weighed = (
        asked.add_columns(records.c.number, found.c.rank)
        .join(found, found.c.record_id == records.c.record_id)
        .order_by(found.c.record_id.desc())
        .limit(MOST_WEIGHED)
        .subquery()
    )
    return select(weighed.c.record_id).order_by(weighed.c.rank, weighed.c.number.desc())


def _filters(tx: Connection, team: Team, query: Query) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.states:
        conditions.append(records.c.state.in_(query.states))
    for tag in query.tags:
        tagged = select(record_tags.c.number).where(record_tags.c.team_id == team, record_tags.c.tag == tag)
        conditions.append(records.c.number.in_(tagged))
    if query.channels:
        named = select(channels.c.channel).where(
            channels.c.team_id == team,
            or_(channels.c.name.in_(query.channels), channels.c.channel.in_(query.channels)),
        )
        conditions.append(records.c.channel.in_(named))
    if query.people:
        meant = _people_called(tx, team, query.people)
        conditions.append(or_(records.c.decider.in_(meant), records.c.owner.in_(meant)))
    if query.after:
        conditions.append(records.c.decided_on >= query.after)
    if query.before:
        conditions.append(records.c.decided_on < query.before)
    return conditions


def _people_called(tx: Connection, team: Team, typed: tuple[str, ...]) -> list[str]:
    """Those of these ids, and those people whose name has a part that begins so."""
    wanted = [split(one) for one in typed]
    everybody = tx.execute(select(people.c.person, people.c.name).where(people.c.team_id == team))
    return [
        row.person
        for row in everybody
        if row.person in typed or any(_is_called(split(row.name), one) for one in wanted)
    ]


def _is_called(name: list[str], typed: list[str]) -> bool:
    return bool(typed) and all(any(part.startswith(word) for part in name) for word in typed)
