"""People before a decision: whether they are asked, and the ballots they have cast."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, and_, bindparam, func, select, update

from rituals.decisions.answer import Answer
from rituals.decisions.methods import Profile
from rituals.decisions.model import RITUAL, UNDER_WAY, Ballot, Decision, Seat, State
from rituals.electorate import Voters
from rituals.ids import Person, Team
from storage.answers import read_answer, write_answer
from storage.decision_rows import read_decision
from storage.decisions import HERE
from storage.prepared import run
from storage.schema import ballots, decisions, electors, people
from storage.traces import leave_no_trace
from storage.upsert import put
from storage.visibility import is_member, visible_to


def _with_seat(person: Person | None = None) -> Select[Any]:
    who: BindParameter[str] = bindparam("person", person) if person else bindparam("person")
    return (
        select(
            decisions,
            electors.c.person.label("elector"),
            electors.c.left_at,
            ballots.c.person.label("voter"),
            ballots.c.answer,
            ballots.c.withdrawn,
            ballots.c.version.label("ballot_version"),
            ballots.c.action_ts,
        )
        .outerjoin_from(
            decisions,
            electors,
            and_(
                electors.c.team_id == decisions.c.team_id,
                electors.c.ritual == RITUAL,
                electors.c.ritual_id == decisions.c.decision_id,
                electors.c.person == who,
            ),
        )
        .outerjoin(
            ballots,
            and_(
                ballots.c.team_id == decisions.c.team_id,
                ballots.c.decision_id == decisions.c.decision_id,
                ballots.c.person == who,
            ),
        )
    )


_SEAT = _with_seat().where(HERE)


def find_seat(tx: Connection, team: Team, decision: str, person: Person) -> tuple[Decision, Seat] | None:
    """The decision, and this person before it; None if there is no such decision."""
    row = run(tx, _SEAT, {"team": team, "of": decision, "person": person}).one_or_none()
    if row is None:
        return None
    return _read_both(tx, row, person)


def _read_both(tx: Connection, row: Row[Any], person: Person) -> tuple[Decision, Seat]:
    decision, seat_there = read_decision(row), _seat(row)
    if decision.terms.voters is not Voters.ANYONE:
        return decision, seat_there
    asked = is_member(tx, decision.team, person, decision.terms.channel)
    return decision, replace(seat_there, asked=asked)


def save_ballot(
    tx: Connection, decision: Decision, person: Person, ballot: Ballot, cast_at: datetime
) -> None:
    """This is the person's ballot."""
    put(
        tx,
        ballots,
        {
            "team_id": decision.team,
            "decision_id": decision.id,
            "person": person,
            "answer": None if ballot.answer is None else write_answer(ballot.answer),
            "withdrawn": ballot.withdrawn,
            "version": ballot.version,
            "action_ts": ballot.action_ts,
            "cast_at": cast_at,
        },
    )


_COUNT_ANSWER = update(decisions).where(HERE).values(answered=decisions.c.answered + bindparam("more"))


def count_answer(tx: Connection, decision: Decision, more: int) -> None:
    """One more person has answered, or one fewer (-1)."""
    run(tx, _COUNT_ANSWER, {"team": decision.team, "of": decision.id, "more": more})


_COUNTED = (
    ballots.c.team_id == bindparam("team"),
    ballots.c.decision_id == bindparam("decision"),
    ballots.c.answer.is_not(None),
)


def read_profile(tx: Connection, team: Team, decision: str) -> Profile:
    """How often each ballot was cast."""
    rows = tx.execute(
        select(ballots.c.answer, func.count()).where(*_COUNTED).group_by(ballots.c.answer),
        {"team": team, "decision": decision},
    )
    return {read_answer(written): times for written, times in rows}


def read_votes(tx: Connection, team: Team, decision: str) -> list[tuple[Person, Answer]]:
    """Who answered what. Only for decisions whose answers are open."""
    rows = tx.execute(
        select(ballots.c.person, ballots.c.answer).where(*_COUNTED).order_by(ballots.c.person),
        {"team": team, "decision": decision},
    )
    return [(Person(person), read_answer(written)) for person, written in rows]


_TOOK_PART = (
    select(ballots.c.person)
    .outerjoin(people, and_(people.c.team_id == ballots.c.team_id, people.c.person == ballots.c.person))
    .where(
        ballots.c.team_id == bindparam("team"),
        ballots.c.decision_id == bindparam("decision"),
        ~ballots.c.withdrawn,
    )
)


def read_took_part(tx: Connection, team: Team, decision: str, most: int) -> list[Person]:
    """Who has answered, in order of names, without times; at most so many."""
    rows = tx.execute(
        _TOOK_PART.order_by(func.lower(people.c.name), ballots.c.person).limit(most),
        {"team": team, "decision": decision},
    )
    return [Person(person) for person in rows.scalars()]


_OUTDATED = select(ballots.c.person).where(
    ballots.c.team_id == bindparam("team"),
    ballots.c.decision_id == bindparam("decision"),
    ~ballots.c.withdrawn,
    ballots.c.version < bindparam("version"),
)


def count_outdated(tx: Connection, decision: Decision) -> int:
    """How many answers were given to an older version of the question."""
    outdated = {"team": decision.team, "decision": decision.id, "version": decision.version}
    return tx.execute(select(func.count()).select_from(_OUTDATED.subquery()), outdated).scalar_one()


def read_outdated(tx: Connection, decision: Decision, after: str, most: int) -> list[Person]:
    """Whose answer was given to an older version, by id, at most so many whose id comes after this one."""
    rows = tx.execute(
        _OUTDATED.where(ballots.c.person > after).order_by(ballots.c.person).limit(most),
        {"team": decision.team, "decision": decision.id, "version": decision.version},
    )
    return [Person(person) for person in rows.scalars()]


def forget_answers(tx: Connection, team: Team, decision: str) -> None:
    """What was answered is gone, and when; who took part is kept."""
    tx.execute(
        update(ballots)
        .where(ballots.c.team_id == team, ballots.c.decision_id == decision)
        .values(answer=None, action_ts="")
    )
    leave_no_trace(tx)


def read_open(
    tx: Connection, team: Team, person: Person, most: int | None = None
) -> list[tuple[Decision, Seat]]:
    """Decisions under way that this person sees, with their seat; those that close first, at most so many of them."""
    rows = tx.execute(
        _with_seat(person)
        .where(
            decisions.c.team_id == team,
            decisions.c.state.in_(UNDER_WAY),
            visible_to(person, decisions.c.team_id, decisions.c.channel),
        )
        .order_by(decisions.c.closes_at)
        .limit(most)
    )
    return [_read_both(tx, row, person) for row in rows.all()]


def read_awaiting(tx: Connection, team: Team, person: Person, now: datetime) -> list[Decision]:
    """Open decisions that ask this person, who sees them, and have no answer of theirs; those that close first first."""
    rows = tx.execute(
        _with_seat(person)
        .where(
            decisions.c.team_id == team,
            decisions.c.state == State.OPEN,
            decisions.c.closes_at > now,
            # By the bare column SQLite would walk through all that this person was ever asked.
            func.coalesce(electors.c.person, "") == person,
            electors.c.left_at.is_(None),
            visible_to(person, decisions.c.team_id, decisions.c.channel),
        )
        .order_by(decisions.c.closes_at)
    )
    return [read_decision(row) for row in rows if not _seat(row).has_answered]


def _seat(row: Row[Any]) -> Seat:
    elector, left_at, voter, written, withdrawn, version, action_ts = row[-7:]
    asked = elector is not None and left_at is None
    if voter is None:
        return Seat(asked)
    answer = None if written is None else read_answer(written)
    return Seat(asked, Ballot(answer, version, action_ts, withdrawn))
