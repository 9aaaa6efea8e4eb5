"""Workspaces that have installed Cairn, and the tokens with which it speaks there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from rituals.ids import Person, Team
from storage.schema import installations
from storage.upsert import put


@dataclass(frozen=True, slots=True)
class Installation:
    """Cairn in one workspace; the token is encrypted."""

    team: Team
    team_name: str
    url: str
    bot_token: str
    bot_user: Person
    scopes: frozenset[str]
    installer: Person | None
    installed_at: datetime


def install(tx: Connection, installation: Installation) -> None:
    """The workspace has Cairn, with this token; installing again renews it."""
    put(
        tx,
        installations,
        {
            "team_id": installation.team,
            "team_name": installation.team_name,
            "url": installation.url,
            "bot_token": installation.bot_token,
            "bot_user": installation.bot_user,
            "scopes": ",".join(sorted(installation.scopes)),
            "installer": installation.installer,
            "installed_at": installation.installed_at,
            "revoked_at": None,
        },
    )


def uninstall(tx: Connection, team: Team, revoked_at: datetime) -> None:
    """The workspace has removed Cairn; a removal older than the latest installation changes nothing."""
    tx.execute(
        update(installations)
        .where(installations.c.team_id == team, installations.c.installed_at <= revoked_at)
        .values(revoked_at=revoked_at, bot_token="")
    )


def find(tx: Connection, team: Team) -> Installation | None:
    """The installation of this workspace, if Cairn is there now."""
    row = tx.execute(
        select(installations).where(installations.c.team_id == team, installations.c.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Installation(
        Team(row.team_id),
        row.team_name,
        row.url,
        row.bot_token,
        Person(row.bot_user),
        frozenset(filter(None, row.scopes.split(","))),
        row.installer and Person(row.installer),
        row.installed_at,
    )


def hold(tx: Connection, team: Team) -> bool:
    """Whether the workspace has Cairn now; it stays so until the transaction ends."""
    row = tx.execute(
        select(installations.c.revoked_at).where(installations.c.team_id == team).with_for_update()
    ).one_or_none()
    return row is not None and row.revoked_at is None


def read_teams(tx: Connection) -> list[Team]:
    """All workspaces that have Cairn now."""
    return [
        Team(team)
        for team in tx.execute(
            select(installations.c.team_id).where(installations.c.revoked_at.is_(None))
        ).scalars()
    ]
