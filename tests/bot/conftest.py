"""What the tests of the bot share."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.lending import Kept


@pytest.fixture
async def database(kept: Kept) -> AsyncIterator[Database]:
    """A database with all tables and no row, on each engine. How long acts take is tested elsewhere."""
    yield kept.lend()
    await kept.take_back()
