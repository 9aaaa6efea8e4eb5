"""The electorate of a decision: who is asked, frozen when it opens."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, literal, select, update

from rituals.decisions.model import Decision, State
from rituals.ids import Person, Team
from storage.decisions import read_decision
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
    answered = exists().where(
        ballots.c.team_id == electors.c.team_id,
        ballots.c.decision_id == electors.c.decision_id,
        ballots.c.person == electors.c.person,
        ~ballots.c.withdrawn,
    )
    missing = _ASKED.where(electors.c.person > after, electors.c.left_at.is_(None), ~answered)
    return [
        Person(person)
        for person in tx.execute(
            missing.order_by(electors.c.person).limit(most),
            {"team": decision.team, "decision": decision.id},
        ).scalars()
    ]


def leave(tx: Connection, decision: Decision, person: Person, left_at: datetime) -> None:
    """The person is no longer asked; an answer they gave stands."""
    _set_left(tx, decision, [person], left_at)


def come_back(tx: Connection, decision: Decision, person: Person) -> None:
    """The person is asked again."""
    _set_left(tx, decision, [person], None)


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


def read_open_in(tx: Connection, team: Team, person: Person, channel: str | None) -> list[Decision]:
    """Decisions that can be answered, or may be opened again, and ask this person, in one channel or in all."""
    query = select(decisions).join(
        electors,
        and_(
            electors.c.team_id == decisions.c.team_id,
            electors.c.decision_id == decisions.c.decision_id,
            electors.c.person == person,
        ),
    )
    query = query.where(decisions.c.team_id == team, decisions.c.state.in_([State.OPEN, State.STALLED]))
    if channel is not None:
        query = query.where(decisions.c.channel == channel)
    return [read_decision(row) for row in tx.execute(query.order_by(decisions.c.decision_id))]


def read_seated(tx: Connection, team: Team, among: Sequence[Person], asked: bool) -> list[Person]:
    """Those of these people who have a seat in a decision under way, and are asked there or have left; by id."""
    seated = (
        select(electors.c.person)
        .distinct()
        .join(
            decisions,
            and_(
                decisions.c.team_id == electors.c.team_id, decisions.c.decision_id == electors.c.decision_id
            ),
        )
        .where(
            electors.c.team_id == team,
            electors.c.person.in_(among),
            electors.c.left_at.is_(None) if asked else electors.c.left_at.is_not(None),
            decisions.c.state.in_([State.OPEN, State.STALLED]),
        )
    )
    return [Person(person) for person in tx.execute(seated.order_by(electors.c.person)).scalars()]
