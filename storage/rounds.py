"""What a decision leaves behind: its record, and the round in which the same was asked anew."""

from sqlalchemy import Connection, bindparam, select

from rituals.decisions.model import Decision
from rituals.ids import DecisionId
from storage import decisions
from storage.decisions import RITUAL
from storage.schema import history, records

ASKED_ANEW = "asked anew"
"""The act in a decision's history that tells, in its detail, which decision asks the same again."""

_RECORD = select(records.c.number).where(
    records.c.team_id == bindparam("team"),
    records.c.ritual == RITUAL,
    records.c.ritual_id == bindparam("decision"),
)
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
    return tx.execute(_RECORD, {"team": decision.team, "decision": decision.id}).scalar()


def find_next(tx: Connection, decision: Decision) -> DecisionId | None:
    """The latest round in which the same is asked anew; only where whoever sees this one sees that one, too."""
    found = tx.execute(_NEXT, {"team": decision.team, "decision": decision.id}).scalar()
    after = decisions.find(tx, decision.team, found) if found else None
    return after.id if after is not None and after.terms.channel == decision.terms.channel else None
