"""What a decision leaves behind: its record, and the round in which the same was asked anew."""

from sqlalchemy import Connection, bindparam, exists, select

from rituals.decisions.model import RITUAL, Decision, State
from rituals.ids import DecisionId, Team
from storage import decisions
from storage.decision_rows import read_decision
from storage.records import find_number
from storage.schema import decisions as table
from storage.schema import history, records

ASKED_ANEW = "asked anew"
"""The act in a decision's history that tells, in its detail, which decision asks the same again."""

_NEXT = (
    select(history.c.detail)
    .where(
        history.c.team_id == bindparam("team"),
        history.c.ritual == RITUAL,
        history.c.ritual_id == bindparam("decision"),
        history.c.act == ASKED_ANEW,
    )
    .order_by(history.c.entry_id.desc())
    .limit(1)
)


def find_record(tx: Connection, decision: Decision) -> int | None:
    """The number of the record that the decision left, if it left one."""
    return find_number(tx, decision.ref)


def find_next(tx: Connection, decision: Decision) -> DecisionId | None:
    """The latest round in which the same is asked anew; only where whoever sees this one sees that one, too."""
    found = tx.execute(_NEXT, {"team": decision.team, "decision": decision.id}).scalar()
    after = decisions.find(tx, decision.team, found) if found else None
    return after.id if after is not None and after.terms.channel == decision.terms.channel else None


def read_unrecorded(tx: Connection, team: Team, most: int) -> list[Decision]:
    """Decisions that have ended, not cancelled, and left no record: the first to end first, at most so many."""
    recorded = exists().where(
        records.c.team_id == team, records.c.ritual == RITUAL, records.c.ritual_id == table.c.decision_id
    )
    ended = table.c.team_id == team, table.c.state.in_([State.DECIDED, State.NO_DECISION])
    query = select(table).where(*ended, ~recorded).order_by(table.c.closed_at, table.c.decision_id)
    return [read_decision(row) for row in tx.execute(query.limit(most))]
