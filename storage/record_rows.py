"""Records: rows to values and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select

from rituals.ids import Person
from rituals.records.model import NextStep, Record, Review, Source, Verdict
from storage.schema import record_reviews, record_tags, records


def columns_of(record: Record) -> dict[str, Any]:
    """What stands in a record's row, but for what names it."""
    return {
        "channel": record.channel,
        "state": record.state,
        "decided_on": record.decided_on,
        "owner": record.owner,
        "decider": record.decider,
        "asked_on": record.asked_on,
        "review_on": record.review_on,
        "superseded_by": record.superseded_by,
        "title": record.title,
        "body": body_of(record),
    }


# What has a column, or a table, of its own; the rest is the body.
_APART = {
    "team",
    "number",
    "source",
    "channel",
    "state",
    "decided_on",
    "owner",
    "decider",
    "asked_on",
    "review_on",
    "superseded_by",
    "title",
    "tags",
    "supersedes",
    "reviews",
}
_RECORD = TypeAdapter(Record)


def body_of(record: Record) -> dict[str, Any]:
    """What has no column of its own."""
    body: dict[str, Any] = _RECORD.dump_python(record, mode="json", exclude=_APART)
    return {**body, "permalink": record.source.permalink}


def read_where(tx: Connection, query: Select[Any]) -> list[Record]:
    """The records that a query of their table finds, whoever sees them, in its order; all of one workspace."""
    return complete(tx, tx.execute(query).all())


def complete(tx: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """The records of these rows, all of one workspace, with what stands in other tables."""
    if not rows:
        return []
    team, numbers = rows[0].team_id, [row.number for row in rows]
    tags = _gather(tx, record_tags, team, numbers, record_tags.c.tag)
    reviews = _gather(tx, record_reviews, team, numbers, record_reviews.c.review_id)
    older: dict[int, list[int]] = {}
    replaced = select(records.c.number, records.c.superseded_by).where(
        records.c.team_id == team, records.c.superseded_by.in_(numbers)
    )
    # Sorted here: asked to sort them, SQLite walks through all records in the order of their numbers instead.
    for number, by in sorted(map(tuple, tx.execute(replaced))):
        older.setdefault(by, []).append(number)
    return [
        _record(
            row,
            tags=tuple(one.tag for one in tags.get(row.number, ())),
            reviews=tuple(read_review(one) for one in reviews.get(row.number, ())),
            supersedes=tuple(older.get(row.number, ())),
        )
        for row in rows
    ]


def _gather(
    tx: Connection, table: Table, team: str, numbers: Sequence[int], order: ColumnElement[Any]
) -> Mapping[int, list[Row[Any]]]:
    """The rows of a table that belong to these records, by number."""
    found: dict[int, list[Row[Any]]] = {}
    here = table.c.team_id == team, table.c.number.in_(numbers)
    for row in tx.execute(select(table).where(*here).order_by(table.c.number, order)):
        found.setdefault(row.number, []).append(row)
    return found


def _record(row: Row[Any], **more: Any) -> Record:
    body = dict(row.body)
    return _RECORD.validate_python(
        {
            **body,
            "team": row.team_id,
            "number": row.number,
            "source": Source(row.ritual, row.ritual_id, body.pop("permalink")),
            "channel": row.channel,
            "state": row.state,
            "decided_on": row.decided_on,
            "owner": row.owner,
            "decider": row.decider,
            "asked_on": row.asked_on,
            "review_on": row.review_on,
            "superseded_by": row.superseded_by,
            "title": row.title,
            **more,
        }
    )


def read_review(row: Row[Any]) -> Review:
    """The review that a row of theirs holds."""
    return Review(
        row.reviewed_on, Person(row.person), Verdict(row.verdict), row.happened, NextStep(row.next_step)
    )
