"""The electorate is the same for every ritual; people take positions; a card may stand in the thread of another."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, Utc

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _electors()
    _positions()
    _cards()


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
