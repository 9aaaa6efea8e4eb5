"""The foundation: the tables of the first release."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, Utc

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "workspace_settings",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("chosen", Json(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name="pk_workspace_settings"),
    )
    op.create_table(
        "channel_settings",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chosen", Json(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel", name="pk_channel_settings"),
    )
    op.create_table(
        "person_settings",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("chosen", Json(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "person", name="pk_person_settings"),
    )
    op.create_table(
        "actions",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", Utc(), nullable=False),
        sa.Column("source_ritual", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("source_link", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "action_id", name="pk_actions"),
    )
    op.create_index("ix_actions_channel", "actions", ["team_id", "channel", "state"])
    op.create_index("ix_actions_source", "actions", ["team_id", "source_ritual", "source_id"])
    op.create_table(
        "action_owners",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("nudge", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "action_id"],
            ["actions.team_id", "actions.action_id"],
            name="fk_action_owners_team_id_action_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "action_id", "person", name="pk_action_owners"),
    )
    op.create_index("ix_action_owners_person", "action_owners", ["team_id", "person"])
    op.create_table(
        "cards",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("card_id", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("posts", sa.Integer(), server_default="1", nullable=False),
        sa.Column("wanted", sa.Integer(), server_default="1", nullable=False),
        sa.Column("shown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("shown_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("not_before", Utc(), nullable=False),
        sa.Column("final", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "card_id", name="pk_cards"),
        sa.UniqueConstraint(
            "team_id", "ritual", "ritual_id", "channel", name="uq_cards_team_id_ritual_ritual_id_channel"
        ),
    )
    op.create_index("ix_cards_channel", "cards", ["team_id", "channel"])
    op.create_index(
        "ix_cards_stale",
        "cards",
        ["team_id", "not_before"],
        sqlite_where=sa.text("wanted > shown AND ts IS NOT NULL"),
        postgresql_where=sa.text("wanted > shown AND ts IS NOT NULL"),
    )
    op.create_table(
        "channels",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("joined", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("members_read_at", Utc(), nullable=True),
        sa.Column("told_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel", name="pk_channels"),
    )
    op.create_table(
        "counters",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "name", name="pk_counters"),
    )
    op.create_table(
        "decisions",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("options", Json(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("fewest", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("secrecy", sa.Text(), nullable=False),
        sa.Column("voters", sa.Text(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("quorum_percent", sa.Boolean(), nullable=False),
        sa.Column("close_when_all", sa.Boolean(), nullable=False),
        sa.Column("closes_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("change", sa.Text(), server_default="", nullable=False),
        sa.Column("earliest", sa.Integer(), server_default="1", nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answered", sa.Integer(), server_default="0", nullable=False),
        sa.Column("extended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("nudged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_at", Utc(), nullable=False),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("ending", sa.Text(), server_default="", nullable=False),
        sa.Column("result", Json(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "decision_id", name="pk_decisions"),
        sa.UniqueConstraint("team_id", "draft_id", name="uq_decisions_team_id_draft_id"),
    )
    op.create_index("ix_decisions_channel", "decisions", ["team_id", "channel", "state"])
    op.create_table(
        "deliveries",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("card_id", sa.Text(), nullable=True),
        sa.Column("is_card", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("not_before", Utc(), nullable=False),
        sa.Column("retry_at", Utc(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease", sa.Text(), nullable=True),
        sa.Column("sending_at", Utc(), nullable=True),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team_id", "delivery_id", name="pk_deliveries"),
        sa.UniqueConstraint("team_id", "key", name="uq_deliveries_team_id_key"),
    )
    op.create_index(
        "ix_deliveries_dead",
        "deliveries",
        ["team_id", "channel"],
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["team_id", "not_before"],
        sqlite_where=sa.text("state IN ('pending', 'sending', 'unknown')"),
        postgresql_where=sa.text("state IN ('pending', 'sending', 'unknown')"),
    )
    op.create_table(
        "drafts",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("saved_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "draft_id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_owner", "drafts", ["team_id", "owner", "ritual", "saved_at"])
    op.create_table(
        "history",
        sa.Column(
            "entry_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("happened_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_history"),
    )
    op.create_index("ix_history_ritual", "history", ["team_id", "ritual", "ritual_id", "entry_id"])
    op.create_table(
        "inbox",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("received_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "event_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_table(
        "installations",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("team_name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("bot_token", sa.Text(), nullable=False),
        sa.Column("bot_user", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installer", sa.Text(), nullable=True),
        sa.Column("installed_at", Utc(), nullable=False),
        sa.Column("revoked_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", name="pk_installations"),
    )
    op.create_table(
        "leases",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name="pk_leases"),
    )
    op.create_table(
        "members",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("told_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel", "person", name="pk_members"),
    )
    op.create_index("ix_members_person", "members", ["team_id", "person"])
    op.create_table(
        "people",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("guest", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("external", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("admin", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told_at", Utc(), nullable=False),
        sa.Column("dm_channel", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "person", name="pk_people"),
    )
    op.create_table(
        "pictures",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "ritual", "ritual_id", name="pk_pictures"),
    )
    op.create_index(
        "ix_pictures_open",
        "pictures",
        ["team_id", "not_before"],
        sqlite_where=sa.text("state IN ('wanted', 'uploaded')"),
        postgresql_where=sa.text("state IN ('wanted', 'uploaded')"),
    )
    op.create_table(
        "record_digests",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel", name="pk_record_digests"),
    )
    op.create_table(
        "records",
        sa.Column(
            "record_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("decider", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_records"),
        sa.UniqueConstraint("team_id", "number", name="uq_records_team_id_number"),
        sa.UniqueConstraint(
            "team_id", "ritual", "ritual_id", name="uq_records_team_id_ritual_ritual_id"
        ),
    )
    op.create_index("ix_records_review_on", "records", ["team_id", "review_on"])
    op.create_index("ix_records_superseded_by", "records", ["team_id", "superseded_by"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE record_words USING fts5 "
            "(team_id, title, body, tokenize = \"ascii tokenchars '@'\", prefix = '2 3')"
        )
        op.execute(
            "CREATE TRIGGER record_words_go AFTER DELETE ON records\n"
            "BEGIN DELETE FROM record_words WHERE rowid = old.record_id; END"
        )
    else:
        op.execute(
            "CREATE TABLE record_words (record_id BIGINT CONSTRAINT pk_record_words PRIMARY KEY "
            "REFERENCES records (record_id) ON DELETE CASCADE, words TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_record_words_words ON record_words USING gin (words)")
    op.create_table(
        "record_reviews",
        sa.Column(
            "review_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "number"],
            ["records.team_id", "records.number"],
            name="fk_record_reviews_team_id_number",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("review_id", name="pk_record_reviews"),
    )
    op.create_index("ix_record_reviews_number", "record_reviews", ["team_id", "number"])
    op.create_index("ix_record_reviews_reviewed_on", "record_reviews", ["team_id", "reviewed_on"])
    op.create_table(
        "record_tags",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "number"],
            ["records.team_id", "records.number"],
            name="fk_record_tags_team_id_number",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "number", "tag", name="pk_record_tags"),
    )
    op.create_index("ix_record_tags_tag", "record_tags", ["team_id", "tag"])
    op.create_table(
        "timers",
        sa.Column(
            "timer_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_at", Utc(), nullable=False),
        sa.Column("cursor", sa.Text(), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("parked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("timer_id", name="pk_timers"),
        sa.UniqueConstraint(
            "team_id", "ritual", "ritual_id", "kind", name="uq_timers_team_id_ritual_ritual_id_kind"
        ),
    )
    op.create_index(
        "ix_timers_due",
        "timers",
        ["due_at"],
        sqlite_where=sa.text("NOT parked"),
        postgresql_where=sa.text("NOT parked"),
    )
    op.create_table(
        "user_group_members",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("user_group", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_group", "person", name="pk_user_group_members"),
    )
    op.create_table(
        "user_groups",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("user_group", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_group", name="pk_user_groups"),
    )
    op.create_table(
        "ballots",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action_ts", sa.Text(), nullable=False),
        sa.Column("cast_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "decision_id"],
            ["decisions.team_id", "decisions.decision_id"],
            name="fk_ballots_team_id_decision_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "decision_id", "person", name="pk_ballots"),
    )
    op.create_table(
        "electors",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("left_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "decision_id"],
            ["decisions.team_id", "decisions.decision_id"],
            name="fk_electors_team_id_decision_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "decision_id", "person", name="pk_electors"),
    )
    op.create_index("ix_electors_person", "electors", ["team_id", "person"])
