"""More ways to decide, sealed votes, records of every end, looking back, digests and wins."""

from datetime import date, datetime, time, timedelta, timezone

import sqlalchemy as sa
from alembic import op

from storage.types import Json, Utc

revision = "0002"
down_revision = "0001"

# Where a day begins before it does anywhere else.
FIRST_ZONE = timezone(timedelta(hours=14))


def upgrade() -> None:
    op.create_table(
        "wins",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("win_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", Utc(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "win_id", name="pk_wins"),
    )
    op.create_index("ix_wins_owner", "wins", ["team_id", "owner", "added_at"])
    op.create_table(
        "seals",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("ritual", sa.Text(), nullable=False),
        sa.Column("ritual_id", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "ritual", "ritual_id", name="pk_seals"),
    )
    # Nothing wrote into it before.
    op.drop_table("record_digests")
    op.create_table(
        "record_digests",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("digest_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel", name="pk_record_digests"),
        sa.UniqueConstraint("team_id", "digest_id", name="uq_record_digests_team_id_digest_id"),
    )
    op.create_index(
        "ix_timers_parked",
        "timers",
        ["due_at"],
        sqlite_where=sa.text("parked"),
        postgresql_where=sa.text("parked"),
    )
    # Columns are added in place: records copied into a new table would lose the trigger that removes their words.
    op.add_column("decisions", sa.Column("decider", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("more", Json(), server_default="{}", nullable=False))
    op.add_column("ballots", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    op.add_column("records", sa.Column("asked_on", sa.Date(), nullable=True))
    op.add_column("records", sa.Column("missed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_records_decided_on", "records", ["team_id", "decided_on"])
    op.create_index("ix_decisions_state", "decisions", ["team_id", "state"])
    tx = op.get_bind()
    _complete_results(tx)
    _choose_hints(tx)
    _move_days_of_asking(tx)
    _plan_reviews(tx)
    _plan_records()
    _hide_times()


def _complete_results(tx: sa.Connection) -> None:
    """A result tells how many abstained, how scores lie and who was preferred to whom."""
    table = sa.table(
        "decisions", sa.column("team_id"), sa.column("decision_id"), sa.column("result", Json())
    )
    for team, decision, result in tx.execute(sa.select(table).where(table.c.result.is_not(None))).all():
        here = table.c.team_id == team, table.c.decision_id == decision
        whole = {**result, "abstained": 0, "marks": [], "duels": []}
        tx.execute(sa.update(table).where(*here).values(result=whole))


def _choose_hints(tx: sa.Connection) -> None:
    """Hints are chosen one by one: none of them where they were switched off."""
    table = sa.table(
        "channel_settings", sa.column("team_id"), sa.column("channel"), sa.column("chosen", Json())
    )
    for team, channel, chosen in tx.execute(sa.select(table)).all():
        if not chosen.pop("hygiene", True):
            here = table.c.team_id == team, table.c.channel == channel
            tx.execute(sa.update(table).where(*here).values(chosen={**chosen, "hints": []}))


def _move_days_of_asking(tx: sa.Connection) -> None:
    """The day on which a question was put has a column of its own."""
    table = sa.table(
        "records", sa.column("record_id"), sa.column("body", Json()), sa.column("asked_on", sa.Date())
    )
    for record, body in tx.execute(sa.select(table.c.record_id, table.c.body)).all():
        asked_on = body.pop("asked_on", None)
        moved = {"body": body, "asked_on": asked_on and date.fromisoformat(asked_on)}
        tx.execute(sa.update(table).where(table.c.record_id == record).values(moved))


def _plan_reviews(tx: sa.Connection) -> None:
    """Whoever is to look back is asked: the timer goes off before the day begins for them, and finds their hours."""
    records = sa.table(
        "records",
        sa.column("team_id"),
        sa.column("number"),
        sa.column("state"),
        sa.column("review_on", sa.Date()),
    )
    names = ("team_id", "ritual", "ritual_id", "kind")
    timers = sa.table("timers", *map(sa.column, names), sa.column("due_at", Utc()))
    planned = records.c.review_on.is_not(None), records.c.state.not_in(["deprecated", "superseded"])
    for team, number, _, day in tx.execute(sa.select(records).where(*planned)).all():
        begins = datetime.combine(day, time(), FIRST_ZONE)
        timer = dict(zip(names, (team, "record", str(number), "ask"), strict=True))
        tx.execute(sa.insert(timers).values(**timer, due_at=begins))


def _plan_records() -> None:
    """What was decided before every end left a record is recorded now."""
    op.execute(
        "INSERT INTO timers (team_id, ritual, ritual_id, kind, due_at) "
        "SELECT team_id, 'decision', '', 'leave records', min(opened_at) "
        "FROM decisions WHERE state IN ('decided', 'no_decision') GROUP BY team_id"
    )


def _hide_times() -> None:
    """When somebody gave a hidden answer is not kept, nor of those that were forgotten when they clicked."""
    decision = "decisions.team_id = ballots.team_id AND decisions.decision_id = ballots.decision_id"
    op.execute(
        "UPDATE ballots SET action_ts = '' WHERE answer IS NULL AND EXISTS (SELECT 1 FROM decisions "
        f"WHERE {decision} AND secrecy = 'private' AND state IN ('decided', 'no_decision', 'cancelled'))"
    )
    op.execute(
        f"UPDATE ballots SET cast_at = (SELECT opened_at FROM decisions WHERE {decision}) "
        f"WHERE EXISTS (SELECT 1 FROM decisions WHERE {decision} AND secrecy = 'private')"
    )
