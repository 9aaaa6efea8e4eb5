"""A copy of an SQLite database, made beside whoever runs Cairn."""

import os
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.database import connect_to_read, parse_url, sqlite_file
from storage.errors import SetupError


def back_up(url: str, file: Path) -> int:
    """Writes the database as it is at one moment into a file that nobody else can read; returns its bytes.

    The file is there whole or not at all. SetupError where it is there already, or where something cannot be read or written.
    """
    parsed = parse_url(url)
    if parsed.drivername != "sqlite":
        raise SetupError(
            f"PostgreSQL makes its own backups: pg_dump --format=custom --file={file}, with the address in DATABASE_URL."
        )
    if not sqlite_file(parsed).exists():
        raise SetupError(f"There is no database {sqlite_file(parsed)}: look at DATABASE_URL.")
    if os.path.lexists(file):  # A link that leads nowhere may lead to a disk that is away.
        raise SetupError(f"{file} is there already: name a file that is still to be made.")
    try:
        # In a folder of its own, with which whatever SQLite puts beside it goes, too.
        with TemporaryDirectory(prefix=".backup-", dir=file.parent) as folder:
            unfinished = Path(folder) / "unfinished.db"
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with connect_to_read(url) as tx:
                _copy(tx.connection.driver_connection, unfinished)
            return unfinished.rename(file).stat().st_size
    except OSError as error:
        raise SetupError(f"{file} cannot be written: {error.strerror}. Choose another place.") from error
    except sqlite3.Error as error:
        raise SetupError(f"The backup has failed, and nothing is left of it: {error}.") from error


def _copy(source: Any, file: Path) -> None:
    target = sqlite3.connect(file, isolation_level=None)
    try:
        source.backup(target)
        # One file, with no log beside it that could be forgotten.
        target.execute("PRAGMA journal_mode=DELETE")
        (found,) = target.execute("PRAGMA quick_check").fetchone()
    finally:
        target.close()
    if found != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged, so the database may be, too ({found})")
    with file.open("rb") as written:
        os.fsync(written.fileno())
