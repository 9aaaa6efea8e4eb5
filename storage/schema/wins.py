"""Wins."""

from sqlalchemy import Column, Date, Index, PrimaryKeyConstraint, Table, Text

from storage.schema.base import metadata, team
from storage.types import Utc

wins = Table(
    "wins",
    metadata,
    team(),
    Column("win_id", Text, nullable=False),
    Column("text", Text, nullable=False),  # Nobody but the owner is shown it.
    Column("owner", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("team_id", "win_id"),  # A form that is submitted twice keeps one win.
    Index("ix_wins_owner", "team_id", "owner", "added_at"),
)
