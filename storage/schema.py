"""The tables. Each key has a comment that names the rule it keeps; `team_id` stands in every one of them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.types import Json, Utc

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# SQLite numbers rows by itself only when the key is exactly INTEGER.
_Sequence = BigInteger().with_variant(Integer(), "sqlite")


def _team() -> Column[str]:
    return Column("team_id", Text, nullable=False)


# ------------------------------------------------------------------------------------------- the workspace

installations = Table(
    "installations",
    metadata,
    _team(),
    Column("team_name", Text, nullable=False),
    Column("bot_token", Text, nullable=False),  # Encrypted.
    Column("bot_user", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("installer", Text),
    Column("installed_at", Utc, nullable=False),
    Column("revoked_at", Utc),
    Column("people_read_at", Utc),
    PrimaryKeyConstraint("team_id"),  # A workspace has Cairn once; installing again renews it.
)

people = Table(
    "people",
    metadata,
    _team(),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("is_bot", Boolean, nullable=False, server_default=false()),
    Column("deleted", Boolean, nullable=False, server_default=false()),
    Column("guest", Boolean, nullable=False, server_default=false()),
    Column("external", Boolean, nullable=False, server_default=false()),
    Column("admin", Boolean, nullable=False, server_default=false()),
    Column("dm_channel", Text),
    PrimaryKeyConstraint("team_id", "person"),
)

channels = Table(
    "channels",
    metadata,
    _team(),
    Column("channel", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("archived", Boolean, nullable=False, server_default=false()),
    Column("joined", Boolean, nullable=False, server_default=false()),
    Column(
        "members_read_at", Utc
    ),  # Empty: who its members are is unknown, and nobody sees what lives there.
    PrimaryKeyConstraint("team_id", "channel"),
)

members = Table(
    "members",
    metadata,
    _team(),
    Column("channel", Text, nullable=False),
    Column("person", Text, nullable=False),
    PrimaryKeyConstraint("team_id", "channel", "person"),
    Index("ix_members_person", "team_id", "person"),
)

user_groups = Table(
    "user_groups",
    metadata,
    _team(),
    Column("user_group", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("team_id", "user_group"),
)

user_group_members = Table(
    "user_group_members",
    metadata,
    _team(),
    Column("user_group", Text, nullable=False),
    Column("person", Text, nullable=False),
    PrimaryKeyConstraint("team_id", "user_group", "person"),
)

counters = Table(
    "counters",
    metadata,
    _team(),
    Column("name", Text, nullable=False),
    Column("value", Integer, nullable=False),
    PrimaryKeyConstraint("team_id", "name"),  # Numbers shown to people are given once per workspace.
)

# --------------------------------------------------------------------------- what every ritual stands on

drafts = Table(
    "drafts",
    metadata,
    _team(),
    Column("draft_id", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("ritual", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("saved_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id", "draft_id"),
    Index("ix_drafts_owner", "team_id", "owner", "ritual", "saved_at"),
)

timers = Table(
    "timers",
    metadata,
    Column("timer_id", _Sequence, primary_key=True, autoincrement=True),
    _team(),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("cursor", Text, nullable=False, server_default=""),  # How far a long piece of due work has come.
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("parked", Boolean, nullable=False, server_default=false()),
    # One timer of a kind for a ritual: setting it again moves it.
    UniqueConstraint("team_id", "ritual", "ritual_id", "kind"),
    # What is due is found without reading what waits.
    Index("ix_timers_due", "due_at", sqlite_where=text("NOT parked"), postgresql_where=text("NOT parked")),
)

cards = Table(
    "cards",
    metadata,
    _team(),
    Column("card_id", Text, nullable=False),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
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
    UniqueConstraint("team_id", "ritual", "ritual_id", "channel"),  # A ritual has one card in a channel.
    Index(
        "ix_cards_stale",
        "team_id",
        "not_before",
        sqlite_where=text("wanted > shown AND ts IS NOT NULL"),
        postgresql_where=text("wanted > shown AND ts IS NOT NULL"),
    ),
    Index("ix_cards_message", "team_id", "channel", "ts"),
)

deliveries = Table(
    "deliveries",
    metadata,
    _team(),
    Column("delivery_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("channel", Text),
    Column("person", Text),
    Column("card_id", Text),  # The card that this post is, or in whose thread it stands.
    Column("is_card", Boolean, nullable=False, server_default=false()),
    Column(
        "private", Boolean, nullable=False, server_default=false()
    ),  # Never sent a second time on a guess.
    Column("state", Text, nullable=False, server_default="pending"),
    Column("not_before", Utc, nullable=False),  # The ritual's time: working hours, say.
    Column("not_after", Utc),
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
        sqlite_where=text("state IN ('pending', 'sending', 'unknown')"),
        postgresql_where=text("state IN ('pending', 'sending', 'unknown')"),
    ),
)

leases = Table(
    "leases",
    metadata,
    _team(),
    Column("token", Text, nullable=False),
    Column("expires_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id"),  # One worker at a time sends for a workspace.
)

inbox = Table(
    "inbox",
    metadata,
    _team(),
    Column("event_id", Text, nullable=False),
    Column("received_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id", "event_id"),  # An event that Slack repeats does nothing.
    Index("ix_inbox_received_at", "received_at"),
)

history = Table(
    "history",
    metadata,
    Column("entry_id", _Sequence, primary_key=True, autoincrement=True),
    _team(),
    Column("ritual", Text, nullable=False),
    Column("ritual_id", Text, nullable=False),
    Column("person", Text),  # Empty: the clock did it.
    Column("act", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),  # Words; never what a hidden answer was.
    Column("happened_at", Utc, nullable=False),
    Index("ix_history_ritual", "team_id", "ritual", "ritual_id", "entry_id"),
)

# ------------------------------------------------------------------------------------------------ decisions

decisions = Table(
    "decisions",
    metadata,
    _team(),
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
    Column("quorum_unit", Text, nullable=False),
    Column("close_when_all", Boolean, nullable=False),
    Column("closes_at", Utc, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("change", Text, nullable=False, server_default=""),
    Column("seats", Integer, nullable=False),
    Column("answered", Integer, nullable=False, server_default="0"),
    Column("extended", Boolean, nullable=False, server_default=false()),
    Column("opened_at", Utc, nullable=False),
    Column("closed_at", Utc),
    Column("ending", Text, nullable=False, server_default=""),
    Column("result", Json),
    PrimaryKeyConstraint("team_id", "decision_id"),
    UniqueConstraint("team_id", "draft_id"),  # Posting a draft twice opens one decision.
    Index("ix_decisions_channel", "team_id", "channel", "state"),
)

electors = Table(
    "electors",
    metadata,
    _team(),
    Column("decision_id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("left_at", Utc),  # Left before answering: no longer in the denominator.
    PrimaryKeyConstraint("team_id", "decision_id", "person"),  # A person has one seat.
    ForeignKeyConstraint(
        ["team_id", "decision_id"], ["decisions.team_id", "decisions.decision_id"], ondelete="CASCADE"
    ),
    Index("ix_electors_person", "team_id", "person"),
)

ballots = Table(
    "ballots",
    metadata,
    _team(),
    Column("decision_id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("choices", Text),  # Empty: withdrawn, or forgotten some time after a secret vote closed.
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False),
    Column("action_ts", Text, nullable=False),  # Slack's time of the last click that counted.
    Column("cast_at", Utc, nullable=False),
    PrimaryKeyConstraint("team_id", "decision_id", "person"),  # A person has one ballot; the latest counts.
    ForeignKeyConstraint(
        ["team_id", "decision_id"], ["decisions.team_id", "decisions.decision_id"], ondelete="CASCADE"
    ),
)
