"""Decisions: finding and keeping them."""

from sqlalchemy import Connection, and_, bindparam, select, update

from rituals.decisions.model import NOT_COUNTED, RITUAL, Decision
from rituals.ids import Person, Team
from storage import history
from storage.decision_rows import columns_of, read_decision
from storage.electors import Kind
from storage.history import Entry
from storage.prepared import run
from storage.schema import decisions
from storage.upsert import add_if_new
from storage.visibility import visible_to

HERE = and_(decisions.c.team_id == bindparam("team"), decisions.c.decision_id == bindparam("decision"))
_ONE = select(decisions).where(HERE)
_VISIBLE = _ONE.where(visible_to(bindparam("person"), decisions.c.team_id, decisions.c.channel))
_HOLD = select(decisions.c.decision_id).where(HERE).with_for_update()


KIND = Kind(RITUAL, decisions, decisions.c.decision_id, NOT_COUNTED)


def hold(tx: Connection, team: Team, decision: str) -> None:
    """Nobody else changes the decision until this transaction ends. SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        tx.execute(_HOLD, {"team": team, "decision": decision})


def find(tx: Connection, team: Team, decision: str) -> Decision | None:
    """The decision of this id, if there is one."""
    row = run(tx, _ONE, {"team": team, "decision": decision}).one_or_none()
    return None if row is None else read_decision(row)


def find_visible(tx: Connection, team: Team, decision: str, person: Person) -> Decision | None:
    """The decision of this id, if there is one and this person sees its channel now."""
    row = run(tx, _VISIBLE, {"team": team, "decision": decision, "person": person}).one_or_none()
    return None if row is None else read_decision(row)


def find_by_draft(tx: Connection, team: Team, draft: str) -> Decision | None:
    """The decision that this draft became, if it was posted."""
    row = tx.execute(
        select(decisions).where(decisions.c.team_id == team, decisions.c.draft_id == draft)
    ).one_or_none()
    return None if row is None else read_decision(row)


def add(tx: Connection, decision: Decision) -> bool:
    """The decision is open; False if its draft was posted before. Its electorate is seated apart."""
    row = {
        "team_id": decision.team,
        "decision_id": decision.id,
        "draft_id": decision.draft,
        "opened_at": decision.opened_at,
        **columns_of(decision),
    }
    return add_if_new(tx, decisions, row)


def save(tx: Connection, decision: Decision) -> None:
    """The decision stands as it is now."""
    tx.execute(
        update(decisions)
        .where(decisions.c.team_id == decision.team, decisions.c.decision_id == decision.id)
        .values(columns_of(decision))
    )


def find_last_move(tx: Connection, decision: Decision) -> Entry | None:
    """The act that moved the deadline last, if it was moved."""
    return history.find_last(tx, decision.ref, ("extended", "shortened", "moved suggestions"))
