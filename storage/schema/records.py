"""Records: what was decided, how it turned out, and the words by which it is found."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    event,
    false,
)

from storage.schema.base import SEQUENCE, metadata, team
from storage.types import Json

records = Table(
    "records",
    metadata,
    Column("record_id", SEQUENCE, primary_key=True, autoincrement=True),
    team(),
    Column("number", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("owner", Text, nullable=False),
    Column("decider", Text),
    Column("asked_on", Date),
    Column("review_on", Date),
    Column("missed", Boolean, nullable=False, server_default=false()),  # Nobody looked back: anybody may.
    Column("superseded_by", Integer),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Json, nullable=False),  # Read whole; what is searched of it stands in record_words.
    UniqueConstraint("team_id", "number"),  # D-12 means one record.
    UniqueConstraint("team_id", "ritual", "ritual_id"),  # A ritual leaves one record.
    Index("ix_records_superseded_by", "team_id", "superseded_by"),
    Index("ix_records_review_on", "team_id", "review_on"),
    Index("ix_records_decided_on", "team_id", "decided_on"),
)

record_tags = Table(
    "record_tags",
    metadata,
    team(),
    Column("number", Integer, nullable=False),
    Column("tag", Text, nullable=False),
    PrimaryKeyConstraint("team_id", "number", "tag"),  # A tag stands on a record once.
    ForeignKeyConstraint(["team_id", "number"], ["records.team_id", "records.number"], ondelete="CASCADE"),
    Index("ix_record_tags_tag", "team_id", "tag"),
)

record_reviews = Table(
    "record_reviews",
    metadata,
    Column("review_id", SEQUENCE, primary_key=True, autoincrement=True),
    team(),
    Column("number", Integer, nullable=False),
    Column("reviewed_on", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("happened", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    ForeignKeyConstraint(["team_id", "number"], ["records.team_id", "records.number"], ondelete="CASCADE"),
    Index("ix_record_reviews_number", "team_id", "number"),
    Index("ix_record_reviews_reviewed_on", "team_id", "reviewed_on"),
)

record_digests = Table(
    "record_digests",
    metadata,
    team(),
    Column("channel", Text, nullable=False),
    Column("digest_id", Text, nullable=False),  # Stays where the channel goes by another id.
    Column("person", Text, nullable=False),  # Who asked for it.
    Column("zone", Text, nullable=False),  # In which it is posted: that person's.
    PrimaryKeyConstraint("team_id", "channel"),  # A channel gets one digest.
    UniqueConstraint("team_id", "digest_id"),
)

# The words of a record, by its record_id: what each engine searches, in its own way. Both take them as
# rituals/records/words.py has split them, and neither splits, folds or stems on its own. They go with their record.
WORDS = {
    "sqlite": """
CREATE VIRTUAL TABLE record_words USING fts5 (team_id, title, body, tokenize = "ascii tokenchars '@'", prefix = '2 3');
CREATE TRIGGER record_words_go AFTER DELETE ON records
BEGIN DELETE FROM record_words WHERE rowid = old.record_id; END
""",
    "postgresql": """
CREATE TABLE record_words (
    record_id BIGINT CONSTRAINT pk_record_words PRIMARY KEY REFERENCES records (record_id) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
);
CREATE INDEX ix_record_words_words ON record_words USING gin (words)
""",
}


@event.listens_for(records, "after_create")
def _make_words(_: Table, connection: Connection, **__: Any) -> None:
    for statement in WORDS[connection.dialect.name].strip().split(";\n"):
        connection.exec_driver_sql(statement)
