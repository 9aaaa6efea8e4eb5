"""Brings a database to the newest shape of its tables, and writes the next migration when the tables change.

`python -m storage.migrate "Why the tables change"` writes a first draft of that migration, to be read and tidied.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import postgres, sqlite
from storage.database import connect_to_read, parse_url, sqlite_file
from storage.errors import SetupError

# Any number will do, as long as nobody else who takes locks in this database means something else by it.
_ADVISORY_LOCK = 7_205_759_403


def migrate(url: str, to: str = "head") -> None:
    """Bring the database to the newest shape, or to an older one, in one transaction; repeating it changes nothing.

    An SQLite file is made if need be, and must be owned by the caller. Where several processes do this at once on
    PostgreSQL, all but one wait, then find it done. SetupError if the database is newer than this program.
    """
    with _connect(url) as connection:
        known = {script.revision for script in _scripts().walk_revisions()}
        if not known.issuperset(_heads(connection)):
            raise SetupError(
                "The database was made by a newer version of Cairn: run that version, or restore a backup."
            )
        command.upgrade(_config(connection), to)
        if connection.dialect.name == "sqlite":
            _check_references(connection)


def is_current(url: str) -> bool:
    """Whether the database has the shape that this program needs; nothing is changed."""
    parsed = parse_url(url)
    if parsed.drivername == "sqlite" and not sqlite_file(parsed).exists():
        return False
    with connect_to_read(url) as connection:
        return _heads(connection) == set(_scripts().get_heads())


def ensure_current(url: str) -> None:
    """Raises SetupError unless the database has the shape that this program needs; nothing is changed."""
    if not is_current(url):
        raise SetupError(
            "The database is missing or has another shape than this version needs: look at DATABASE_URL, or run "
            "python -m bot migrate."
        )


def write_migration(why: str) -> None:
    """Write the migration from the last one to the tables in `schema.py`, as far as Alembic can guess it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/cairn.db"
        migrate(url)
        with _connect(url) as connection:
            number = len(list(_scripts().walk_revisions())) + 1
            command.revision(_config(connection), why, autogenerate=True, rev_id=f"{number:04}")


@contextmanager
def _connect(url: str) -> Iterator[Connection]:
    """A connection in a transaction that nobody else migrates beside."""
    parsed = parse_url(url)
    if parsed.drivername == "sqlite":
        engine = sqlite.engine_for(sqlite_file(parsed), "BEGIN IMMEDIATE", references=False)
    else:
        engine = postgres.engine_for(parsed)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            yield connection
    finally:
        engine.dispose()


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _heads(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _check_references(connection: Connection) -> None:
    """RuntimeError if the migration left a row that refers to nothing; SQLite did not look while it ran."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise RuntimeError(f"The migration was undone, as it left rows that refer to nothing in: {tables}")


if __name__ == "__main__":
    write_migration(" ".join(sys.argv[1:]))
