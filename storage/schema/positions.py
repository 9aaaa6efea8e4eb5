"""Whom rituals ask, and the positions that people take."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, Text, false

from storage.schema.base import metadata, team
from storage.types import Json, Utc

electors = Table(
    "electors",
    metadata,
    team(),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("left_at", Utc),  # No longer asked; an answer given before stands.
    PrimaryKeyConstraint("team_id", "ritual", "ritual_id", "person"),  # A person has one seat.
    Index("ix_electors_person", "team_id", "person"),
)

positions = Table(
    "positions",
    metadata,
    team(),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("more", Json, nullable=False, server_default="{}"),  # What few positions say; read whole.
    Column("version", Integer, nullable=False),
    Column(
        "action_ts", Text, nullable=False, server_default=""
    ),  # Slack's time of the last click that counted.
    Column("stated_at", Utc, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("team_id", "ritual", "ritual_id", "person"),  # A person stands in one place.
)
