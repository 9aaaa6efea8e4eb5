"""Messages that are owed at one time are told in the order in which they are owed; positions that are never shown are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OPEN = sa.text("state IN ('pending', 'sending', 'unknown')")


def upgrade() -> None:
    _order()
    _unseen_positions()


def _order() -> None:
    op.add_column("deliveries", sa.Column("ordinal", sa.Integer(), server_default="0", nullable=False))
    op.drop_index("ix_deliveries_open", "deliveries")
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["team_id", "not_before", "ordinal"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _unseen_positions() -> None:
    """What a commitment that was cancelled, or ended without a decision, has not shown; who took part is kept."""
    ended = (
        "FROM commitments WHERE commitments.team_id = positions.team_id "
        "AND commitments.commitment_id = positions.ritual_id AND positions.ritual = 'commitment' "
        "AND commitments.state IN ('cancelled', 'no_decision')"
    )
    # Within what people wrote the quotes would stand behind a backslash. Who were to decide before stand last.
    decides = (
        "(commitments.decider = positions.person "
        """OR commitments.body LIKE '%"former"\\:[%"' || positions.person || '"%')"""
    )
    unseen = (
        """AND (commitments.body LIKE '%"revealed_at"\\:null%' """
        f"""OR (commitments.body LIKE '%"closed_at"\\:null%' AND {decides}))"""
    )
    op.execute(f"DELETE FROM positions WHERE withdrawn AND EXISTS (SELECT 1 {ended})")  # noqa: S608 - Nobody's words.
    op.execute(
        "UPDATE positions SET stance = '', reason = '', more = '{}', version = 0, action_ts = '', "  # noqa: S608
        f"stated_at = (SELECT commitments.opened_at {ended}) WHERE EXISTS (SELECT 1 {ended} {unseen})"
    )
