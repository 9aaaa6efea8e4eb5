"""A telling in a process of its own, which logs all that it can."""

import asyncio

import structlog

from bot import log
from storage.database import open_database
from tests.decisions.leaking import Votes, tell
from tests.town import build_town


def tell_aloud(file: str, votes: Votes) -> None:
    """Tells the story on this SQLite file, with these votes; the log goes to standard error, and ends with “told”."""
    log.set_up("DEBUG")
    asyncio.run(_tell(file, votes))
    structlog.get_logger().debug("told")


async def _tell(file: str, votes: Votes) -> None:
    database = open_database(f"sqlite:///{file}")
    async with build_town(database) as town:
        await tell(town, "Sealed", [votes], closes=True)
    await database.close()
