"""Drafts: what a person has typed and not posted yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

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


def save(tx: Connection, draft: Draft) -> None:
    """The draft is kept as it is now."""
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


def find(tx: Connection, team: Team, draft_id: str, owner: Person) -> Draft | None:
    """The draft of this id, if it is this person's and not posted yet."""
    return _find(tx, drafts.c.team_id == team, drafts.c.draft_id == draft_id, drafts.c.owner == owner)


def find_latest(tx: Connection, team: Team, owner: Person, ritual: str, since: datetime) -> Draft | None:
    """The draft of this ritual that the person saved last, if one was saved since then."""
    return _find(
        tx,
        drafts.c.team_id == team,
        drafts.c.owner == owner,
        drafts.c.ritual == ritual,
        drafts.c.saved_at >= since,
    )


def remove(tx: Connection, team: Team, draft_id: str) -> None:
    """The draft is gone: posted, or thrown away."""
    tx.execute(delete(drafts).where(drafts.c.team_id == team, drafts.c.draft_id == draft_id))


def forget(tx: Connection, before: datetime) -> None:
    """Drafts saved before then are gone."""
    tx.execute(delete(drafts).where(drafts.c.saved_at < before))


def _find(tx: Connection, *conditions: Any) -> Draft | None:
    row = tx.execute(
        select(drafts).where(*conditions).order_by(drafts.c.saved_at.desc()).limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Draft(
        Team(row.team_id), DraftId(row.draft_id), Person(row.owner), row.ritual, row.body, row.saved_at
    )
