"""Messages that are done with are forgotten after a while, in portions; what is still owed is not."""

from datetime import UTC, datetime, timedelta
from itertools import product

from sqlalchemy import Connection, func, select, update

from bot.process import forget_messages
from rituals.ids import Person, Team
from storage import deliveries, schema
from storage.database import Database
from storage.deliveries import Delivery, Sending

NOW = datetime(2030, 1, 1, tzinfo=UTC)
OLD, NEW = NOW - timedelta(days=91), NOW - timedelta(days=89)


def owe(tx: Connection) -> None:
    for team, moment, state in product(("T1", "T2"), (OLD, NEW), Sending):
        key = f"{moment} {state}"
        made = Delivery(Team(team), key, "note", "note", "1", moment, person=Person("U1"))
        deliveries.add(tx, [made])
        is_this = schema.deliveries.c.key == key
        tx.execute(update(schema.deliveries).where(is_this).values(state=state))


def count_states(tx: Connection) -> dict[tuple[datetime, str], int]:
    columns = schema.deliveries.c.not_before, schema.deliveries.c.state
    rows = tx.execute(select(*columns, func.count()).group_by(*columns))
    return {(moment, state): number for moment, state, number in rows}


async def test_messages_that_are_done_are_forgotten_once_they_are_old(database: Database) -> None:
    await database.write(owe)
    await forget_messages(database, NOW - timedelta(days=90), portion=5)
    still_owed = {(OLD, state): 2 for state in (Sending.PENDING, Sending.SENDING, Sending.UNKNOWN)}
    assert await database.read(count_states) == still_owed | {(NEW, state): 2 for state in Sending}
