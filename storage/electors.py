"""The electorate of a decision: who is asked, frozen when it opens."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, literal, select, update

from rituals.decisions.model import NOT_COUNTED, Decision
from rituals.ids import DecisionId, Person, Team
from storage.schema import ballots, decisions, electors
from storage.upsert import COUNTED, add_new


def seat(tx: Connection, decision: Decision, asked: Select[tuple[str]]) -> int:
    """Freezes the electorate: those whom the query finds now are asked. Returns how many they are."""
    found = asked.subquery()
    rows = select(literal(decision.team), literal(decision.id), found.c.person)
    seated = electors.insert().from_select(["team_id", "decision_id", "person"], rows)
    return tx.execute(seated, execution_options=COUNTED).rowcount


def add(tx: Connection, decision: Decision, asked: Sequence[Person]) -> None:
    """These people are asked, too, also those of them who had left."""
    add_new(
        tx,
        electors,
        [{"team_id": decision.team, "decision_id": decision.id, "person": person} for person in asked],
    )
    _set_left(tx, decision, asked, None)


_ASKED = select(electors.c.person).where(
    electors.c.team_id == bindparam("team"), electors.c.decision_id == bindparam("decision")
)

_ANSWERED = exists().where(
    ballots.c.team_id == electors.c.team_id,
    ballots.c.decision_id == electors.c.decision_id,
    ballots.c.person == electors.c.person,
    ~ballots.c.withdrawn,
)


def count_asked(tx: Connection, team: Team, decision: str) -> int:
    """How many are in the electorate, those who left before they answered too."""
    counted = select(func.count()).select_from(_ASKED.subquery())
    return tx.execute(counted, {"team": team, "decision": decision}).scalar_one()


def read_asked(tx: Connection, team: Team, decision: str, most: int) -> list[Person]:
    """The electorate by id, those who left before they answered too; at most so many."""
    asked = tx.execute(_ASKED.order_by(electors.c.person).limit(most), {"team": team, "decision": decision})
    return [Person(person) for person in asked.scalars()]


def read_missing(tx: Connection, decision: Decision, after: str, most: int) -> list[Person]:
    """Those who are asked and have not answered, by id, at most so many whose id comes after this one."""
    missing = _ASKED.where(electors.c.person > after, electors.c.left_at.is_(None), ~_ANSWERED)
    return [
        Person(person)
        for person in tx.execute(
            missing.order_by(electors.c.person).limit(most),
            {"team": decision.team, "decision": decision.id},
        ).scalars()
    ]


def leave(tx: Connection, decision: Decision, who: Sequence[Person], left_at: datetime) -> None:
    """These people are no longer asked; the answers they gave stand."""
    _set_left(tx, decision, who, left_at)


def come_back(tx: Connection, decision: Decision, who: Sequence[Person]) -> None:
    """These people are asked again."""
    _set_left(tx, decision, who, None)


def _set_left(tx: Connection, decision: Decision, who: Sequence[Person], left_at: datetime | None) -> None:
    tx.execute(
        update(electors)
        .where(
            electors.c.team_id == decision.team,
            electors.c.decision_id == decision.id,
            electors.c.person.in_(who),
        )
        .values(left_at=left_at)
    )


def read_concerned(
    tx: Connection, team: Team, who: Sequence[Person], channel: str | None
) -> list[DecisionId]:
    """The decisions under way, in one channel or in all, in which any of these people has a seat.

    In order of ids, as everybody locks them.
    """
    here = and_(decisions.c.team_id == electors.c.team_id, decisions.c.decision_id == electors.c.decision_id)
    query = (
        select(electors.c.decision_id)
        .distinct()
        .join(decisions, here)
        .where(
            electors.c.team_id == team,
            electors.c.person.in_(who),
            decisions.c.state.in_(NOT_COUNTED),
        )
        .order_by(electors.c.decision_id)
    )
    if channel is not None:
        query = query.where(decisions.c.channel == channel)
    return [DecisionId(decision) for decision in tx.execute(query).scalars()]


def read_seated(tx: Connection, decision: Decision, who: Sequence[Person], asked: bool) -> dict[Person, bool]:
    """Those of these people who are asked, or who have left; each with whether they have answered."""
    rows = tx.execute(
        select(electors.c.person, _ANSWERED)
        .where(
            electors.c.team_id == decision.team,
            electors.c.decision_id == decision.id,
            electors.c.person.in_(who),
            electors.c.left_at.is_(None) if asked else electors.c.left_at.is_not(None),
        )
        .order_by(electors.c.person)
    )
    return {Person(person): bool(answered) for person, answered in rows}
