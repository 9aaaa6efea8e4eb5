"""What the tests of the bot share."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database, open_database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database with all tables and no row, on each engine. How long acts take is tested elsewhere."""
    database = open_database(database_url)
    yield database
    await database.close()
