"""A migrated database has the tables that the program expects, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from storage import postgres, sqlite
from storage.database import parse_url, sqlite_file
from storage.errors import SetupError
from storage.migrate import is_current, migrate
from storage.schema import metadata
from tests.forks import fork


def test_a_migrated_database_has_the_tables_of_the_schema(empty_url: str) -> None:
    migrate(empty_url)
    with connect(empty_url) as connection:
        # SQLite gives defaults back in its own spelling, so these are compared on PostgreSQL.
        options = {
            "compare_server_default": connection.dialect.name == "postgresql",
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith("record_words"),
        }
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert differences == []


def test_indexes_cover_the_same_rows_as_in_the_schema(empty_url: str, database_url: str) -> None:
    migrate(empty_url)
    assert indexes(empty_url) == indexes(database_url)


def test_migrating_again_changes_nothing(empty_url: str) -> None:
    assert not is_current(empty_url)
    migrate(empty_url)
    assert is_current(empty_url)
    with connect(empty_url) as connection:
        connection.execute(text("INSERT INTO counters (team_id, name, value) VALUES ('T1', 'RFC', 7)"))
    migrate(empty_url)
    assert is_current(empty_url)
    with connect(empty_url) as connection:
        assert connection.execute(text("SELECT value FROM counters")).scalar_one() == 7


def test_asking_makes_no_file(tmp_path: Path) -> None:
    assert not is_current(f"sqlite:///{tmp_path}/cairn.db")
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_a_newer_version_is_left_alone(empty_url: str) -> None:
    migrate(empty_url)
    with connect(empty_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not is_current(empty_url)
    with pytest.raises(SetupError, match="made by a newer version of Cairn"):
        migrate(empty_url)


def test_rows_that_refer_to_nothing_undo_a_migration(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/cairn.db"
    engine = sqlite.engine_for(tmp_path / "cairn.db", "BEGIN", references=False)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE a (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE b (a INTEGER REFERENCES a (id))"))
        connection.execute(text("INSERT INTO b VALUES (1)"))
    engine.dispose()
    with pytest.raises(RuntimeError, match="refer to nothing in: b"):
        migrate(url)
    assert not is_current(url)


def test_processes_that_migrate_at_once_on_postgresql_wait_for_each_other(empty_postgres_url: str) -> None:
    processes = [fork(migrate, empty_postgres_url) for _ in range(3)]
    assert [(ended.returncode, ended.stderr) for ended in (process.end() for process in processes)] == [
        (0, "")
    ] * 3
    assert is_current(empty_postgres_url)


@contextmanager
def connect(url: str) -> Iterator[Connection]:
    parsed = parse_url(url)
    if parsed.drivername == "sqlite":
        engine = sqlite.engine_for(sqlite_file(parsed), "BEGIN")
    else:
        engine = postgres.engine_for(parsed)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def indexes(url: str) -> set[str]:
    """The words that make each index, and SQLite's table for full-text search."""
    with connect(url) as connection:
        if connection.dialect.name == "sqlite":
            rows = text(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND "
                "(type IN ('index', 'trigger') OR name LIKE 'record_words%')"
            )
        else:
            rows = text("SELECT indexdef FROM pg_indexes WHERE tablename <> 'alembic_version'")
        return set(connection.scalars(rows))
