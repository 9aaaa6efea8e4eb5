"""Commitments and RFCs: an electorate for every ritual, positions that people take, a card in the thread of another."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Json, Utc

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _electors()
    _positions()
    _cards()
    _commitments()
    _rfcs()


def _electors() -> None:
    """Whom a decision asks is asked by a ritual of any kind."""
    # Keys have one name in a whole database: the old table goes before the new one comes.
    op.execute("CREATE TABLE electors_before AS SELECT * FROM electors")
    op.drop_table("electors")
    op.create_table(
        "electors",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("left_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "ritual", "ritual_id", "person", name="pk_electors"),
    )
    op.create_index("ix_electors_person", "electors", ["team_id", "person"])
    op.execute(
        "INSERT INTO electors (team_id, ritual, ritual_id, person, left_at) "
        "SELECT team_id, 'decision', decision_id, person, left_at FROM electors_before"
    )
    op.drop_table("electors_before")


def _positions() -> None:
    op.create_table(
        "positions",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("more", Json(), server_default="{}", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action_ts", sa.Text(), server_default="", nullable=False),
        sa.Column("stated_at", Utc(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "ritual", "ritual_id", "person", name="pk_positions"),
    )


def _cards() -> None:
    op.add_column("cards", sa.Column("under", sa.Text(), nullable=True))


def _commitments() -> None:
    op.create_table(
        "commitments",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("commitment_id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("co_owners", Json(), nullable=False),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", Utc(), nullable=False),
        sa.Column("closes_at", Utc(), nullable=False),
        sa.Column("phase_ends", Utc(), nullable=True),
        sa.Column("body", Json(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "commitment_id", name="pk_commitments"),
        sa.UniqueConstraint("team_id", "draft_id", name="uq_commitments_team_id_draft_id"),
    )
    op.create_index("ix_commitments_channel", "commitments", ["team_id", "channel"])
    op.create_index("ix_commitments_state", "commitments", ["team_id", "state"])
    op.create_table(
        "forecasts",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("commitment_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ask_on", sa.Date(), nullable=False),
        sa.Column("by_dissenter", sa.Text(), nullable=True),
        sa.Column("by_decider", sa.Text(), nullable=True),
        sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "commitment_id", "person", name="pk_forecasts"),
        sa.ForeignKeyConstraint(
            ["team_id", "commitment_id"],
            ["commitments.team_id", "commitments.commitment_id"],
            name="fk_forecasts_team_id_commitment_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_forecasts_person", "forecasts", ["team_id", "person"])
    op.create_index("ix_forecasts_decider", "forecasts", ["team_id", "decider"])


def _rfcs() -> None:
    op.create_table(
        "rfcs",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("pointers", Json(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("co_owners", Json(), nullable=False),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", Utc(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "number", name="pk_rfcs"),
        sa.UniqueConstraint("team_id", "draft_id", name="uq_rfcs_team_id_draft_id"),
    )
    op.create_index("ix_rfcs_channel", "rfcs", ["team_id", "channel"])
    op.create_index("ix_rfcs_state", "rfcs", ["team_id", "state"])
    _of_rfcs(
        "rfc_versions",
        sa.Column("text", Json(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", Utc(), nullable=False),
        sa.Column("editorial", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("objected_by", sa.Text(), nullable=True),
    )
    _of_rfcs(
        "concerns",
        sa.Column("raiser", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Boolean(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("body", Json(), nullable=False),
    )
    _of_rfcs(
        "comments",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kept_at", Utc(), nullable=False),
        sa.Column("quoted", sa.Text(), nullable=True),
        sa.Column("permalink", sa.Text(), server_default="", nullable=False),
    )


def _of_rfcs(name: str, *columns: sa.Column[Any]) -> None:
    """A table of what belongs to RFCs, numbered within each."""
    op.create_table(
        name,
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("rfc", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("team_id", "rfc", "number", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["team_id", "rfc"],
            ["rfcs.team_id", "rfcs.number"],
            name=f"fk_{name}_team_id_rfc",
            ondelete="CASCADE",
        ),
    )
