"""What was chosen in Slack. A row holds only what differs from the default; without a row everything is as usual."""

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text

from storage.schema.base import metadata, team
from storage.types import Json

workspace_settings = Table(
    "workspace_settings",
    metadata,
    team(),
    Column("chosen", Json, nullable=False),
    PrimaryKeyConstraint("team_id"),
)

channel_settings = Table(
    "channel_settings",
    metadata,
    team(),
    Column("channel", Text, nullable=False),
    Column("chosen", Json, nullable=False),
    PrimaryKeyConstraint("team_id", "channel"),
)

person_settings = Table(
    "person_settings",
    metadata,
    team(),
    Column("person", Text, nullable=False),
    Column("chosen", Json, nullable=False),
    PrimaryKeyConstraint("team_id", "person"),
)
