"""RFCs, their wordings, the concerns that were raised and the comments that were kept."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.schema.base import metadata, team
from storage.types import Json, Utc

rfcs = Table(
    "rfcs",
    metadata,
    team(),
    Column("number", Integer, nullable=False),
    Column("draft_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("pointers", Json, nullable=False),  # The channels in which a short card leads to it.
    Column("owner", Text, nullable=False),
    Column("co_owners", Json, nullable=False),
    Column("decider", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("body", Json, nullable=False),  # The rest, read whole.
    PrimaryKeyConstraint("team_id", "number"),  # RFC-7 means one RFC.
    UniqueConstraint("team_id", "draft_id"),  # Posting a draft twice gives one RFC.
    Index("ix_rfcs_channel", "team_id", "channel"),
    # Home and nudges read what is under way, not all that ever was.
    Index("ix_rfcs_state", "team_id", "state"),
)


def _of_rfc() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["team_id", "rfc"], ["rfcs.team_id", "rfcs.number"], ondelete="CASCADE")


rfc_versions = Table(
    "rfc_versions",
    metadata,
    team(),
    Column("rfc", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Json, nullable=False),
    Column("note", Text, nullable=False),
    Column("written_by", Text, nullable=False),
    Column("written_at", Utc, nullable=False),
    Column("editorial", Boolean, nullable=False, server_default=false()),
    Column("objected_by", Text),
    PrimaryKeyConstraint("team_id", "rfc", "number"),  # “Version 3” means one wording of an RFC.
    _of_rfc(),
)

concerns = Table(
    "concerns",
    metadata,
    team(),
    Column("rfc", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("raiser", Text, nullable=False),
    Column("blocks", Boolean),  # Empty: it waits for the author's ruling.
    Column("standing", Text, nullable=False),
    Column("body", Json, nullable=False),  # The rest, read whole.
    PrimaryKeyConstraint("team_id", "rfc", "number"),  # C2 means one concern of an RFC.
    _of_rfc(),
)

comments = Table(
    "comments",
    metadata,
    team(),
    Column("rfc", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("person", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("kept_at", Utc, nullable=False),
    Column("quoted", Text),  # Who wrote the message that was kept; empty where it came from a form.
    Column("permalink", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("team_id", "rfc", "number"),  # A comment has its place among those of its RFC.
    _of_rfc(),
)
