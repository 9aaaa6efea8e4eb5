"""A sealed decision and the five people whom it needs, for tests of what is kept secret."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from sandbox.filling import Value
from sandbox.things import Message
from storage.schema import ballots, seals
from tests.decisions.scenes import QUEUE, decide, happen
from tests.town import Town

FIVE = ["Ann", "Ben", "Chen", "Dana", "Eli"]
ALL_VOTED = {"Ann": "Kafka", "Ben": "SQS", "Chen": "SQS", "Dana": "SQS", "Eli": "NATS"}


async def gather(town: Town) -> None:
    """Dana and Eli have joined the others in #platform: they are five."""
    await town["Dana"].joins("platform")
    await town["Ann"].invites("Eli", "platform")
    await happen(town)


async def seal(
    town: Town, line: str = QUEUE, more: Mapping[str, Value] | None = None, shown: str = "Sealed"
) -> Message:
    """Ann has opened a sealed decision, or one of another level, in #platform, where they are five; returns its card."""
    await gather(town)
    return await decide(town, line, {**(more or {}), "What is shown": shown})


def read_stored(tx: Connection) -> tuple[int, int, int, int]:
    """How many ballots there are, how many of them in clear and how many sealed, and how many keys."""
    cells = func.count(), func.count(ballots.c.answer), func.count(ballots.c.sealed)
    counted = tx.execute(select(*cells).select_from(ballots)).one()
    return (*counted, tx.execute(select(func.count()).select_from(seals)).scalar_one())
