"""Commitments, and the ledger of what those who dissented have predicted."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.schema.base import metadata, team
from storage.types import Json, Utc

commitments = Table(
    "commitments",
    metadata,
    team(),
    Column("commitment_id", Text, nullable=False),
    Column("draft_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("co_owners", Json, nullable=False),
    Column("decider", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("closes_at", Utc, nullable=False),
    Column("phase_ends", Utc),  # Of what follows the reveal.
    Column("body", Json, nullable=False),  # The rest, read whole.
    PrimaryKeyConstraint("team_id", "commitment_id"),  # An id means one commitment of its workspace.
    UniqueConstraint("team_id", "draft_id"),  # Posting a draft twice opens one commitment.
    Index("ix_commitments_channel", "team_id", "channel"),
    # Home and nudges read what is under way, not all that ever was.
    Index("ix_commitments_state", "team_id", "state"),
)

forecasts = Table(
    "forecasts",
    metadata,
    team(),
    Column("commitment_id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("decider", Text, nullable=False),
    Column("signal", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("ask_on", Date, nullable=False),
    Column("by_dissenter", Text),
    Column("by_decider", Text),
    Column("published", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("team_id", "commitment_id", "person"),  # Whoever dissented has one prediction there.
    ForeignKeyConstraint(
        ["team_id", "commitment_id"],
        ["commitments.team_id", "commitments.commitment_id"],
        ondelete="CASCADE",
    ),
    # Home, nudges and the ledger read what concerns one person.
    Index("ix_forecasts_person", "team_id", "person"),
    Index("ix_forecasts_decider", "team_id", "decider"),
)
