"""Numbers shown to people (`D-12`), given once per workspace."""

from sqlalchemy import Connection, select, update

from rituals.ids import Team
from storage.schema import counters
from storage.upsert import add_new


def take_next(tx: Connection, team: Team, name: str) -> int:
    """The next number of this name, from 1."""
    add_new(tx, counters, [{"team_id": team, "name": name, "value": 0}])
    here = (counters.c.team_id == team) & (counters.c.name == name)
    tx.execute(update(counters).where(here).values(value=counters.c.value + 1))
    number: int = tx.execute(select(counters.c.value).where(here)).scalar_one()
    return number
