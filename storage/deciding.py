"""Decisions by those who answer for them: their owners, and whoever decides after the vote."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from rituals.decisions.model import UNDER_WAY, Decision, State
from rituals.ids import DecisionId, Person, Team
from storage.decision_rows import co_owners_of, read_decision
from storage.schema import decisions
from storage.visibility import visible_to


def read_led(tx: Connection, team: Team, who: Sequence[Person], channel: str | None) -> list[DecisionId]:
    """The decisions under way, in one channel or in all, that any of these people owns or decides; by id."""
    columns = decisions.c.decision_id, decisions.c.owner, decisions.c.decider, decisions.c.more
    query = select(*columns).where(decisions.c.team_id == team, decisions.c.state.in_(UNDER_WAY))
    if channel is not None:
        query = query.where(decisions.c.channel == channel)
    led = {
        DecisionId(one)
        for one, owner, decider, more in tx.execute(query)
        if not {owner, decider, *co_owners_of(more)}.isdisjoint(who)
    }
    # Sorted here: asked to sort them, SQLite walks through all decisions in the order of their ids instead.
    return sorted(led)


def read_undecided(tx: Connection, team: Team, person: Person) -> list[Decision]:
    """The decisions that await their outcome and that this person sees, whoever owes it; the oldest first."""
    query = select(decisions).where(
        decisions.c.team_id == team,
        decisions.c.state == State.AWAITING,
        visible_to(person, decisions.c.team_id, decisions.c.channel),
    )
    rows = tx.execute(query.order_by(decisions.c.closes_at, decisions.c.decision_id))
    return [read_decision(row) for row in rows]
