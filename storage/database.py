"""One way to the stored things, whichever engine keeps them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, Literal, ParamSpec, Protocol, TypeVar

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from storage import postgres, sqlite
from storage.errors import SetupError
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from storage.watch import Watch

P = ParamSpec("P")
T = TypeVar("T")


class Database(Protocol):
    """Runs acts, plain synchronous functions of a transaction, in transactions.

    An act cannot await, so it cannot call Slack. It may be run twice, so it has no effect outside its transaction:
    ids, chance and the time are arguments. It decides before it writes, and catches no database error.
    """

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        """The engine, by SQLAlchemy's name."""
        ...

    async def write(
        self, act: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `act(tx, *args)` in one transaction and return its value after the commit.

        What the act raises is raised here, and then nothing of it is stored. When the waiting task is cancelled
        the act is either not run at all or carried through.
        """
        ...

    async def read(
        self, ask: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `ask(tx, *args)` on one unchanging picture of what is committed; it cannot write."""
        ...

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Call `callback` in the event loop after commits of this process; several commits may share one call."""
        ...

    async def close(self) -> None:
        """Finish what waits, then close; closing twice changes nothing."""
        ...


def open_database(url: str, watch: Watch | None = None) -> Database:
    """The database at `url`: `sqlite:///path` or `postgresql://…`. SetupError if it cannot be used.

    Its tables are made beforehand by `storage.migrate`. It is used by one event loop.
    """
    parsed = parse_url(url)
    if parsed.drivername == "sqlite":
        return SqliteDatabase(sqlite_file(parsed), watch or Watch())
    return PostgresDatabase(parsed, watch or Watch())


@contextmanager
def connect_to_read(url: str) -> Iterator[Connection]:
    """A connection that reads beside whoever owns the database; SetupError if there is none at `url`.

    What it reads is one unchanging picture of what is committed.
    """
    parsed = parse_url(url)
    if parsed.drivername == "sqlite":
        engine = sqlite.engine_for(sqlite_file(parsed), "BEGIN", read_only=True)
    else:
        engine = postgres.engine_for(parsed).execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    try:
        with engine.connect() as tx:
            yield tx
    finally:
        engine.dispose()


def parse_url(url: str) -> URL:
    """The parts of `url`, with our driver for PostgreSQL; SetupError if neither engine is meant."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SetupError(
            "DATABASE_URL is no database address: write sqlite:///path or postgresql://…."
        ) from error
    if parsed.drivername == "sqlite":
        return parsed
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    raise SetupError(
        f"DATABASE_URL begins with {parsed.drivername}: only sqlite and postgresql are supported."
    )


def sqlite_file(url: URL) -> Path:
    """The file of an SQLite address; SetupError if it names none, as a database in memory cannot be kept."""
    if not url.database or url.database == ":memory:":
        raise SetupError("DATABASE_URL names no file: write sqlite:///var/cairn.db, for example.")
    return Path(url.database)
