"""Results as they are stored, on both engines: read back as they were counted, by every method."""

from dataclasses import replace

from sqlalchemy import Connection

from rituals.decisions.model import Decision
from rituals.ids import DecisionId, DraftId
from storage import decisions
from storage.database import Database
from tests.decisions.counted import COUNTED


def keep(tx: Connection, decision: Decision) -> Decision | None:
    """The decision, written and read again."""
    decisions.add(tx, decision)
    return decisions.find(tx, decision.team, decision.id)


async def test_every_result_is_given_back_as_it_was(database: Database) -> None:
    for name, decision in COUNTED.items():
        named = replace(decision, id=DecisionId(name), draft=DraftId(name))
        assert await database.write(keep, named) == named, name
