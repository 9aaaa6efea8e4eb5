"""Decisions and their ballots."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.schema.base import metadata, team
from storage.types import Json, Utc

decisions = Table(
    "decisions",
    metadata,
    team(),
    Column("decision_id", Text, nullable=False),
    Column("draft_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("options", Json, nullable=False),  # Read whole with each vote, never searched one by one.
    Column("method", Text, nullable=False),
    Column("fewest", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("secrecy", Text, nullable=False),
    Column("voters", Text, nullable=False),
    Column("quorum", Integer, nullable=False),
    Column("quorum_percent", Boolean, nullable=False),
    Column("close_when_all", Boolean, nullable=False),
    Column("closes_at", Utc, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("change", Text, nullable=False, server_default=""),
    Column("earliest", Integer, nullable=False, server_default="1"),  # Answers to older versions are refused.
    Column("seats", Integer, nullable=False),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("answered", Integer, nullable=False, server_default="0"),
    Column("extended", Boolean, nullable=False, server_default=false()),
    Column("nudged", Integer, nullable=False, server_default="0"),
    Column("opened_at", Utc, nullable=False),
    Column("closed_at", Utc),
    Column("ending", Text, nullable=False, server_default=""),
    Column("result", Json),
    Column("decider", Text),  # Who owes the outcome, where the vote only advises.
    Column("more", Json, nullable=False, server_default="{}"),  # What few decisions have; read whole.
    PrimaryKeyConstraint("team_id", "decision_id"),
    UniqueConstraint("team_id", "draft_id"),  # Posting a draft twice opens one decision.
    Index("ix_decisions_channel", "team_id", "channel", "state"),
    # Home and nudges read what is under way, not all that ever was.
    Index("ix_decisions_state", "team_id", "state"),
)

ballots = Table(
    "ballots",
    metadata,
    team(),
    Column("decision_id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("answer", Text),  # Empty: withdrawn, sealed, or forgotten some time after a secret vote closed.
    Column("sealed", LargeBinary),  # The answer of a sealed vote, as ciphertext; destroyed with its key.
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False),
    Column("action_ts", Text, nullable=False),  # Slack's time of the last click that counted.
    Column("cast_at", Utc, nullable=False),  # Of hidden answers, when the vote opened: all the same.
    PrimaryKeyConstraint("team_id", "decision_id", "person"),  # A person has one ballot; the latest counts.
    ForeignKeyConstraint(
        ["team_id", "decision_id"], ["decisions.team_id", "decisions.decision_id"], ondelete="CASCADE"
    ),
)
