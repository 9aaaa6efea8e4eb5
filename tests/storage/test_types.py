"""The same Python values come back from both engines."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.exc import StatementError

from storage.database import Database
from storage.types import Json, Utc

moments = Table(
    "moments",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", Utc),
    Column("note", Json),
)
NOON = datetime(2026, 12, 1, 12, 0, 0, 1, tzinfo=UTC)


@pytest.fixture
async def database(fresh_database: Database) -> Database:
    await fresh_database.write(moments.create)
    return fresh_database


async def test_a_moment_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    abroad = NOON.astimezone(timezone(timedelta(hours=10, minutes=30)))
    await database.write(put, at=abroad)
    (moment,) = await database.read(all_moments)
    assert moment == NOON
    assert moment.tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError) as refusal:
        await database.write(put, at=datetime(2026, 12, 1, 12, 0))  # noqa: DTZ001 (it is the point)
    assert isinstance(refusal.value.orig, TypeError)
    assert await database.read(all_moments) == []


async def test_no_moment_is_a_value_too(database: Database) -> None:
    await database.write(put, at=None)
    assert await database.read(all_moments) == [None]


async def test_moments_are_compared_and_sorted_by_the_database(database: Database) -> None:
    days = [NOON + timedelta(days=day) for day in (3, -40_000, 0, 40_000)]
    for day in days:
        await database.write(put, at=day)
    assert await database.read(all_moments) == sorted(days)
    assert await database.read(all_moments, since=NOON) == sorted(days)[1:]
    assert await database.read(latest) == max(days)


async def test_what_json_can_say_comes_back(database: Database) -> None:
    note = {"options": ["SQS", "NATS – ü"], "weights": [0.5, 1], "open": True, "why": None}
    await database.write(put, at=NOON, note=note)
    assert await database.read(all_notes) == [note]


@given(st.datetimes(timezones=st.just(UTC)))
def test_no_moment_loses_anything_in_sqlite(moment: datetime) -> None:
    dialect = sqlite_dialect()
    stored = Utc().process_bind_param(moment, dialect)
    assert Utc().process_result_value(stored, dialect) == moment


def put(tx: Connection, at: datetime | None, note: Any = None) -> None:
    tx.execute(insert(moments), {"at": at, "note": note})


def all_moments(tx: Connection, since: datetime | None = None) -> list[datetime | None]:
    rows = select(moments.c.at).order_by(moments.c.at)
    return list(tx.scalars(rows if since is None else rows.where(moments.c.at >= since)))


def latest(tx: Connection) -> datetime | None:
    latest_at: datetime | None = tx.execute(select(func.max(moments.c.at))).scalar_one()
    return latest_at


def all_notes(tx: Connection) -> list[Any]:
    return list(tx.scalars(select(moments.c.note)))
