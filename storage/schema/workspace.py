"""The workspace: installations, people, channels, groups."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, Text, false

from storage.schema.base import metadata, team
from storage.types import Utc

installations = Table(
    "installations",
    metadata,
    team(),
    Column("team_name", Text, nullable=False),
    Column("url", Text, nullable=False),  # Where its messages are linked to: https://example.slack.com/
    Column("bot_token", Text, nullable=False),  # Encrypted.
    Column("bot_user", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("installer", Text),
    Column("installed_at", Utc, nullable=False),
    Column("revoked_at", Utc),
    PrimaryKeyConstraint("team_id"),  # A workspace has Cairn once; installing again renews it.
)

people = Table(
    "people",
    metadata,
    team(),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("is_bot", Boolean, nullable=False, server_default=false()),
    Column("deleted", Boolean, nullable=False, server_default=false()),
    Column("guest", Boolean, nullable=False, server_default=false()),
    Column("external", Boolean, nullable=False, server_default=false()),
    Column("admin", Boolean, nullable=False, server_default=false()),
    Column(
        "told_at", Utc, nullable=False
    ),  # Real time: what Slack tells of an earlier moment changes nothing.
    Column("dm_channel", Text),
    PrimaryKeyConstraint("team_id", "person"),
)

channels = Table(
    "channels",
    metadata,
    team(),
    Column("channel", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("archived", Boolean, nullable=False, server_default=false()),
    Column("joined", Boolean, nullable=False, server_default=false()),
    # Empty: who its members are is unknown. A private channel is then seen by nobody, a public one by full members.
    Column("members_read_at", Utc),
    Column("told_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id", "channel"),
)

members = Table(
    "members",
    metadata,
    team(),
    Column("channel", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column(
        "inside", Boolean, nullable=False
    ),  # Who has left is kept a while, lest an older list brings them back.
    Column("told_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id", "channel", "person"),  # Someone is in a channel once.
    Index("ix_members_person", "team_id", "person"),
)

user_groups = Table(
    "user_groups",
    metadata,
    team(),
    Column("user_group", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("team_id", "user_group"),
)

user_group_members = Table(
    "user_group_members",
    metadata,
    team(),
    Column("user_group", Text, nullable=False),
    Column("person", Text, nullable=False),
    PrimaryKeyConstraint("team_id", "user_group", "person"),
)

counters = Table(
    "counters",
    metadata,
    team(),
    Column("name", Text, nullable=False),
    Column("value", Integer, nullable=False),
    PrimaryKeyConstraint("team_id", "name"),  # Numbers shown to people are given once per workspace.
)
