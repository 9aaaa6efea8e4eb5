"""Leases: one worker at a time sends for a workspace. All times are real time."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from rituals.ids import Team
from storage.prepared import run
from storage.schema import leases
from storage.upsert import add_if_new

_TAKE = (
    update(leases)
    .where(
        leases.c.team_id == bindparam("team"),
        or_(leases.c.token == bindparam("mine"), leases.c.expires_at <= bindparam("real")),
    )
    .values(token=bindparam("mine"), expires_at=bindparam("until"))
)


def take(tx: Connection, team: Team, token: str, real: datetime, until: datetime) -> bool:
    """Takes or renews the lease of a workspace until then; False while another worker holds it."""
    if add_if_new(tx, leases, {"team_id": team, "token": token, "expires_at": until}):
        return True
    return bool(run(tx, _TAKE, {"team": team, "mine": token, "real": real, "until": until}).rowcount)


_HOLDER = select(leases.c.token).where(leases.c.team_id == bindparam("team")).with_for_update()


def holds(tx: Connection, team: Team, token: str) -> bool:
    """Whether the lease is still this worker's: checked in the transaction that relies on it."""
    return bool(run(tx, _HOLDER, {"team": team}).scalar() == token)


def give_back(tx: Connection, token: str) -> None:
    """All leases of this worker are free for others."""
    tx.execute(delete(leases).where(leases.c.token == token))


def free_all(tx: Connection) -> None:
    """All leases are free: whoever held them is known to be gone."""
    tx.execute(delete(leases))
