"""Messages that are owed at one time are told in the order in which they are owed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OPEN = sa.text("state IN ('pending', 'sending', 'unknown')")


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("ordinal", sa.Integer(), server_default="0", nullable=False))
    op.drop_index("ix_deliveries_open", "deliveries")
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["team_id", "not_before", "ordinal"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
