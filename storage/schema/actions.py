"""Actions and their owners."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table, Text

from storage.schema.base import metadata, team
from storage.types import Utc

actions = Table(
    "actions",
    metadata,
    team(),
    Column("action_id", Text, nullable=False),
    Column("channel", Text),  # Empty: its owners and its author see it, nobody else.
    Column("text", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("source_ritual", Text),
    Column("source_id", Text),
    Column("source_link", Text, nullable=False, server_default=""),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("ended_by", Text),
    Column("ended_at", Utc),
    Column("remind_on", Date),
    PrimaryKeyConstraint("team_id", "action_id"),  # A form that is submitted twice adds one action.
    Index("ix_actions_channel", "team_id", "channel", "state"),
    Index("ix_actions_source", "team_id", "source_ritual", "source_id"),
)

action_owners = Table(
    "action_owners",
    metadata,
    team(),
    Column("action_id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("nudge", Text, nullable=False, server_default=""),  # The nudge that reminds this owner of it.
    PrimaryKeyConstraint("team_id", "action_id", "person"),  # A person owns an action once.
    ForeignKeyConstraint(
        ["team_id", "action_id"], ["actions.team_id", "actions.action_id"], ondelete="CASCADE"
    ),
    Index("ix_action_owners_person", "team_id", "person"),
)
