"""`python -m tests.decisions.telling_aloud file votes`: tells the story in a process that logs all that it can."""

import asyncio
import json
import sys

from bot import log
from storage.database import open_database
from tests.decisions.leaking import tell
from tests.town import build_town


async def main(file: str, votes: str) -> None:
    """Tells the story on this database, with these votes as JSON; the log goes to standard error."""
    log.set_up("DEBUG")
    database = open_database(f"sqlite:///{file}")
    async with build_town(database) as town:
        await tell(town, "Sealed", [json.loads(votes)], closes=True)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
