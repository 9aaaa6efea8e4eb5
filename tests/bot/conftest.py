"""What the tests of the bot share."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.bot.office import Office
from tests.lending import Kept
from tests.town import Town


@pytest.fixture
async def database(kept: Kept) -> AsyncIterator[Database]:
    """A database with all tables and no row, on each engine. How long acts take is tested elsewhere."""
    yield kept.lend()
    await kept.take_back()


@pytest.fixture
def office(town: Town) -> Office:
    """A workspace whose couriers the test makes."""
    return Office(town)
