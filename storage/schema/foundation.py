"""What every ritual stands on: drafts, seals, timers, cards, pictures, deliveries, events, history."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.schema.base import SEQUENCE, metadata, team
from storage.types import Json, Utc

drafts = Table(
    "drafts",
    metadata,
    team(),
    Column("draft_id", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("ritual", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("saved_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id", "draft_id"),
    Index("ix_drafts_owner", "team_id", "owner", "ritual", "saved_at"),
)

seals = Table(
    "seals",
    metadata,
    team(),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("wrapped", Text, nullable=False),  # The key to what is sealed, encrypted with the server's.
    PrimaryKeyConstraint("team_id", "ritual", "ritual_id"),  # A ritual has one key, or it was destroyed.
)

timers = Table(
    "timers",
    metadata,
    Column("timer_id", SEQUENCE, primary_key=True, autoincrement=True),
    team(),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("cursor", Text, nullable=False, server_default=""),  # How far a long piece of due work has come.
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("parked", Boolean, nullable=False, server_default=false()),
    Column("error", Text, nullable=False, server_default=""),  # What kind the last failure was of.
    # One timer of a kind for a ritual: setting it again moves it.
    UniqueConstraint("team_id", "ritual", "ritual_id", "kind"),
    # What is due is found without reading what waits; what is parked is counted at each look at the bot's health.
    Index("ix_timers_due", "due_at", sqlite_where=text("NOT parked"), postgresql_where=text("NOT parked")),
    Index("ix_timers_parked", "due_at", sqlite_where=text("parked"), postgresql_where=text("parked")),
)

cards = Table(
    "cards",
    metadata,
    team(),
    Column("card_id", Text, nullable=False),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("under", Text),  # The card in whose thread this one stands.
    Column("ts", Text),  # Empty until Slack has accepted the post.
    Column(
        "posts", Integer, nullable=False, server_default="1"
    ),  # How often it was posted: again when deleted.
    Column("wanted", Integer, nullable=False, server_default="1"),
    Column("shown", Integer, nullable=False, server_default="0"),
    Column("shown_digest", Text, nullable=False, server_default=""),
    Column("not_before", Utc, nullable=False),  # Real time: pacing.
    Column(
        "final", Boolean, nullable=False, server_default=false()
    ),  # A close is drawn before anything else.
    PrimaryKeyConstraint("team_id", "card_id"),
    UniqueConstraint("team_id", "ritual", "ritual_id", "channel"),  # One card of a name in a channel.
    Index(
        "ix_cards_stale",
        "team_id",
        "not_before",
        sqlite_where=text("wanted > shown AND ts IS NOT NULL"),
        postgresql_where=text("wanted > shown AND ts IS NOT NULL"),
    ),
    Index("ix_cards_channel", "team_id", "channel"),
)

pictures = Table(
    "pictures",
    metadata,
    team(),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("digest", Text, nullable=False),  # Of what it shows: the same is drawn once.
    Column("state", Text, nullable=False),
    Column("file_id", Text),  # Empty until Slack has it.
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", Utc, nullable=False),  # Real time: whoever takes it puts it off.
    PrimaryKeyConstraint("team_id", "ritual", "ritual_id"),  # A ritual has one picture.
    Index(
        "ix_pictures_open",
        "team_id",
        "not_before",
        sqlite_where=text("state IN ('wanted', 'uploaded')"),
        postgresql_where=text("state IN ('wanted', 'uploaded')"),
    ),
)

deliveries = Table(
    "deliveries",
    metadata,
    team(),
    Column("delivery_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("channel", Text),
    Column("person", Text),
    Column("card_id", Text),  # The card that this post is, or in whose thread it stands.
    Column("is_card", Boolean, nullable=False, server_default=false()),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("not_before", Utc, nullable=False),  # The ritual's time: working hours, say.
    Column(
        "ordinal", Integer, nullable=False, server_default="0"
    ),  # Among those of one time: which is told first.
    Column("retry_at", Utc),  # Real time: pacing, Retry-After.
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease", Text),
    Column("sending_at", Utc),
    Column("ts", Text),
    Column("error", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("team_id", "delivery_id"),
    UniqueConstraint("team_id", "key"),  # The same news is told once.
    Index(
        "ix_deliveries_open",
        "team_id",
        "not_before",
        "ordinal",
        sqlite_where=text("state IN ('pending', 'sending', 'unknown')"),
        postgresql_where=text("state IN ('pending', 'sending', 'unknown')"),
    ),
    # What a channel may still be owed once it can be reached again.
    Index(
        "ix_deliveries_dead",
        "team_id",
        "channel",
        sqlite_where=text("state = 'dead'"),
        postgresql_where=text("state = 'dead'"),
    ),
)

leases = Table(
    "leases",
    metadata,
    team(),
    Column("token", Text, nullable=False),
    Column("expires_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id"),  # One worker at a time sends for a workspace.
)

inbox = Table(
    "inbox",
    metadata,
    team(),
    Column("event_id", Text, nullable=False),
    Column("received_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id", "event_id"),  # An event that Slack repeats does nothing.
    Index("ix_inbox_received_at", "received_at"),
)

history = Table(
    "history",
    metadata,
    Column("entry_id", SEQUENCE, primary_key=True, autoincrement=True),
    team(),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("person", Text),  # Empty: the clock did it.
    Column("act", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),  # Words; never what a hidden answer was.
    Column("happened_at", Utc, nullable=False),
    Index("ix_history_ritual", "team_id", "ritual", "ritual_id", "entry_id"),
)
