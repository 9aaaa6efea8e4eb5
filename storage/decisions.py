"""Decisions: finding and keeping them."""

from sqlalchemy import Connection, update

from rituals.decisions.model import NOT_COUNTED, RITUAL, Decision
from storage import history
from storage.decision_rows import columns_of, read_decision
from storage.electors import Kind
from storage.history import Entry
from storage.schema import decisions
from storage.shelf import Shelf
from storage.upsert import add_if_new

_SHELF = Shelf(decisions, decisions.c.decision_id, read_decision)
HERE = _SHELF.here
hold, find = _SHELF.hold, _SHELF.find
find_visible, find_by_draft = _SHELF.find_visible, _SHELF.find_by_draft

KIND = Kind(RITUAL, decisions, decisions.c.decision_id, NOT_COUNTED)


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
