"""Drafts: what a person has typed and not posted yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select

from rituals.ids import DraftId, Person, Team
from storage.schema import drafts
from storage.upsert import put


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of one person's; `body` is what its ritual makes of it."""

    team: Team
    id: DraftId
    owner: Person
    ritual: str
    body: Mapping[str, Any]
    saved_at: datetime


def save(tx: Connection, draft: Draft) -> bool:
    """The draft is kept as it is now; False, and nothing changes, if this id is another person's draft."""
    here = drafts.c.team_id == draft.team, drafts.c.draft_id == draft.id
    owner = tx.execute(select(drafts.c.owner).where(*here)).scalar()
    if owner not in (None, draft.owner):
        return False
    put(
        tx,
        drafts,
        {
            "team_id": draft.team,
            "draft_id": draft.id,
            "owner": draft.owner,
            "ritual": draft.ritual,
            "body": draft.body,
            "saved_at": draft.saved_at,
        },
    )
    return True


def find(tx: Connection, team: Team, draft_id: str, owner: Person) -> Draft | None:
    """The draft of this id, if it is this person's and not posted yet."""
    here = drafts.c.team_id == team, drafts.c.draft_id == draft_id, drafts.c.owner == owner
    return next(iter(_read(tx, *here)), None)


def read_latest(tx: Connection, whose: tuple[Team, Person], ritual: str, since: datetime) -> list[Draft]:
    """The person's drafts of this ritual that were saved since then, the latest first."""
    team, owner = whose
    mine = drafts.c.team_id == team, drafts.c.owner == owner
    return _read(tx, *mine, drafts.c.ritual == ritual, drafts.c.saved_at >= since)


def remove(tx: Connection, team: Team, draft_id: str) -> None:
    """The draft is gone: posted, or thrown away."""
    tx.execute(delete(drafts).where(drafts.c.team_id == team, drafts.c.draft_id == draft_id))


def remove_all(tx: Connection, team: Team, beginning: str) -> None:
    """All drafts whose ids begin so are gone."""
    of_all = drafts.c.draft_id.startswith(beginning, autoescape=True)
    tx.execute(delete(drafts).where(drafts.c.team_id == team, of_all))


def forget(tx: Connection, before: datetime) -> None:
    """Drafts saved before then are gone."""
    tx.execute(delete(drafts).where(drafts.c.saved_at < before))


def _read(tx: Connection, *conditions: ColumnElement[bool]) -> list[Draft]:
    rows = tx.execute(select(drafts).where(*conditions).order_by(drafts.c.saved_at.desc(), drafts.c.draft_id))
    return [
        Draft(Team(row.team_id), DraftId(row.draft_id), Person(row.owner), row.ritual, row.body, row.saved_at)
        for row in rows
    ]
