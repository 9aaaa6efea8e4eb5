"""Decisions by those who answer for them: their owners, and whoever decides after the vote."""

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from rituals.decisions.model import UNDER_WAY, Decision, State
from rituals.ids import DecisionId, Person, Team
from storage.decision_rows import read_decision
from storage.schema import decisions
from storage.visibility import visible_to


def read_led(tx: Connection, team: Team, who: Sequence[Person], channel: str | None) -> list[DecisionId]:
    """The decisions under way, in one channel or in all, that any of these people owns or decides; by id."""
    query = select(decisions.c.decision_id).where(
        decisions.c.team_id == team,
        decisions.c.state.in_(UNDER_WAY),
        or_(decisions.c.owner.in_(who), decisions.c.decider.in_(who)),
    )
    if channel is not None:
        query = query.where(decisions.c.channel == channel)
    # Sorted here: asked to sort them, SQLite walks through all decisions in the order of their ids instead.
    return sorted(DecisionId(one) for one in tx.execute(query).scalars())


def read_undecided(tx: Connection, team: Team, person: Person) -> list[Decision]:
    """The decisions that await their outcome and that this person sees, whoever owes it; the oldest first."""
    query = select(decisions).where(
        decisions.c.team_id == team,
        decisions.c.state == State.AWAITING,
        visible_to(person, decisions.c.team_id, decisions.c.channel),
    )
    rows = tx.execute(query.order_by(decisions.c.closes_at, decisions.c.decision_id))
    return [read_decision(row) for row in rows]
