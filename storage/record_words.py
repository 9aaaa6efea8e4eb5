"""The words of records, where each engine searches them in its own way: FTS5 with bm25, and a tsvector with ts_rank.

Words are split before they come here, so that both engines find the same. What is looked for is written from words of
letters and digits alone, so nothing that a person types is an operator.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from rituals.ids import Team
from rituals.records.model import Record
from rituals.records.query import Phrase
from rituals.records.words import MOST_WORDS, index
from storage.schema import records

_words = table("record_words", column("rowid"), column("record_id"), column("words"))
_TABLE: ColumnElement[str] = literal_column("record_words")

_ROW = select(records.c.record_id)
_REMOVE = text("DELETE FROM record_words WHERE rowid = :id")
_SQLITE = text("INSERT INTO record_words (rowid, team_id, title, body) VALUES (:id, :team, :title, :body)")
_POSTGRES = text(
    "INSERT INTO record_words (record_id, words) VALUES (:id, CAST(:words AS tsvector)) "
    "ON CONFLICT (record_id) DO UPDATE SET words = excluded.words"
)
_TITLE_AND_BODY = 8.0, 1.0  # What a word counts there, for bm25; PostgreSQL weighs 1 to 0.1.
_BY_LENGTH = 1


def save(tx: Connection, record: Record) -> None:
    """The record is found by the words that stand in it now, and by no others."""
    here = records.c.team_id == record.team, records.c.number == record.number
    row: int = tx.execute(_ROW.where(*here)).scalar_one()
    title, body = words_of(record)
    if tx.dialect.name == "sqlite":
        tx.execute(_REMOVE, {"id": row})
        written = {"title": " ".join(title), "body": " ".join(body)}
        tx.execute(_SQLITE, {"id": row, "team": _only_word(record.team), **written})
    else:
        tx.execute(_POSTGRES, {"id": row, "words": _vector(record.team, title, body)})


def words_of(record: Record) -> tuple[list[str], list[str]]:
    """The words that a record is found by: those of its title and tags, which weigh more, and all others."""
    title = index([record.title, *record.tags])
    return title, index(_texts(record), MOST_WORDS - len(title))


def _texts(record: Record) -> list[str]:
    """Everything that a person would look for in a record, the most telling first."""
    return [
        record.name,
        record.decision,
        record.rationale,
        record.context,
        *(each for one in record.options for each in (one.text, one.description, one.pros, one.cons)),
        record.trade_offs,
        record.success_metrics,
        record.fallback,
        *(each for one in record.dissent for each in (one.words, one.prediction)),
        *(one.text for one in record.criteria),
        *record.result,
        *(one.happened for one in record.reviews),
        *(one.text for one in record.links),
    ]


def _only_word(team: str) -> str:
    """The workspace as a word that no text holds."""
    return f"@{team}".lower()


def _vector(team: str, title: Sequence[str], body: Sequence[str]) -> str:
    """PostgreSQL's way of writing words with their places; a gap keeps phrases from reaching across."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(title, 1):
        places.setdefault(word, []).append(f"{place}A")
    for place, word in enumerate(body, len(title) + 2):
        places.setdefault(word, []).append(f"{place}D")
    return " ".join([f"'{_only_word(team)}'", *(f"'{word}':{','.join(at)}" for word, at in places.items())])


# ---------------------------------------------------------------------------------------------------- asking


def matching(dialect: str, team: Team, phrases: Sequence[Phrase], *, all_of: bool = True) -> Select[Any]:
    """SQL: the records of a workspace whose words hold all of these phrases, or one of them.

    Columns: `record_id`, and `rank`, the less the better.
    """
    if dialect == "sqlite":
        asked = f"team_id : {_quote([_only_word(team)])} AND {{title body}} : ({_join_fts(phrases, all_of)})"
        rank = func.bm25(_TABLE, 0.0, *_TITLE_AND_BODY)
        return select(_words.c.rowid.label("record_id"), rank.label("rank")).where(_TABLE.match(asked))
    asked = (" & " if all_of else " | ").join(map(_write_tsquery, phrases))
    query = cast(literal(asked), TSQUERY)
    theirs = _words.c.words.op("@@")(cast(literal(f"'{_only_word(team)}'"), TSQUERY))
    worth = func.ts_rank(_words.c.words, query, _BY_LENGTH)
    return select(_words.c.record_id, (-worth).label("rank")).where(theirs, _words.c.words.op("@@")(query))


def _join_fts(phrases: Sequence[Phrase], all_of: bool) -> str:
    return (" AND " if all_of else " OR ").join(
        _quote(one.words) + ("*" if one.goes_on else "") for one in phrases
    )


def _quote(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'


def _write_tsquery(phrase: Phrase) -> str:
    ends = ":*" if phrase.goes_on else ""
    return "(" + " <-> ".join(f"'{word}'" for word in phrase.words) + ends + ")"
