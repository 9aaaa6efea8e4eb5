"""The ledger: what those who dissented from a commitment have predicted, and what became of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, or_, select

from rituals.commitments.ledger import total
from rituals.commitments.model import Commitment, Forecast, Outcome, Totals
from rituals.ids import CommitmentId, Person, Team
from storage.commitment_rows import read_commitment
from storage.schema import commitments, forecasts
from storage.upsert import add_new, put_all
from storage.visibility import seen_by

_HERE = and_(
    forecasts.c.team_id == bindparam("team"),
    forecasts.c.commitment_id == bindparam("commitment"),
    forecasts.c.person == bindparam("whose"),
)
_OF = and_(
    commitments.c.team_id == forecasts.c.team_id, commitments.c.commitment_id == forecasts.c.commitment_id
)
_OPEN = or_(
    forecasts.c.by_dissenter.is_(None),
    forecasts.c.by_decider.is_(None),
    forecasts.c.by_dissenter == Outcome.EARLY,
    forecasts.c.by_decider == Outcome.EARLY,
)


def add(tx: Connection, team: Team, *foreseen: Forecast) -> None:
    """These predictions stand in the ledger; where one of this person on this commitment stood there, that one stays."""
    add_new(tx, forecasts, [_row(team, one) for one in foreseen])


def find(tx: Connection, team: Team, commitment: str, person: Person) -> Forecast | None:
    """The prediction of this person, if they dissented there and predicted something."""
    whose = {"team": team, "commitment": commitment, "whose": person}
    row = tx.execute(select(forecasts).where(_HERE), whose).one_or_none()
    return None if row is None else _forecast(row)


def save(tx: Connection, team: Team, *foreseen: Forecast) -> None:
    """These predictions stand in the ledger as they are now."""
    put_all(tx, forecasts, [_row(team, one) for one in foreseen])


def read_all(tx: Connection, team: Team, commitment: str) -> list[Forecast]:
    """What was predicted on a commitment, in order of days, then of people's ids."""
    query = select(forecasts).where(forecasts.c.team_id == team, forecasts.c.commitment_id == commitment)
    return [_forecast(row) for row in tx.execute(query.order_by(forecasts.c.due_on, forecasts.c.person))]


def read_of_person(
    tx: Connection, team: Team, person: Person, most: int, skip: int = 0
) -> list[tuple[Forecast, Commitment]]:
    """What this person has predicted, and what was predicted against what they decided, on commitments that they see.

    The latest to be opened first, at most so many, after so many.
    """
    latest = commitments.c.opened_at.desc(), forecasts.c.commitment_id, forecasts.c.person
    query = _concerning(team, person).order_by(*latest)
    width = len(commitments.columns)
    rows = tx.execute(query.limit(most).offset(skip))
    return [(_forecast(row[width:]), read_commitment(row)) for row in rows]


def read_open(tx: Connection, team: Team, person: Person) -> list[tuple[Forecast, Commitment]]:
    """The predictions that are not settled, of this person and against what they decided, that they see; what is due first first."""
    first = forecasts.c.due_on, forecasts.c.commitment_id, forecasts.c.person
    query = _concerning(team, person).where(_OPEN).order_by(*first)
    width = len(commitments.columns)
    return [(_forecast(row[width:]), read_commitment(row)) for row in tx.execute(query)]


def totals(tx: Connection, team: Team, person: Person) -> Totals | None:
    """What was predicted on commitments that this person sees, in numbers; None where these would tell whose it is."""
    seen = select(forecasts).join(commitments, _OF).where(seen_by(team, person, commitments.c.channel))
    return total(map(_forecast, tx.execute(seen.where(forecasts.c.team_id == team))), person)


def _concerning(team: Team, person: Person) -> Select[Any]:
    """What this person has predicted, or decided over, on commitments that they see: the commitment, then the prediction."""
    # The team stands in both, so that each is found by an index of its own.
    theirs = or_(
        and_(forecasts.c.team_id == team, forecasts.c.person == person),
        and_(forecasts.c.team_id == team, forecasts.c.decider == person),
    )
    found = select(commitments, *forecasts.columns).select_from(forecasts).join(commitments, _OF)
    return found.where(theirs, seen_by(team, person, commitments.c.channel))


def _row(team: Team, forecast: Forecast) -> dict[str, Any]:
    return {
        "team_id": team,
        "commitment_id": forecast.commitment,
        "person": forecast.person,
        "decider": forecast.decider,
        "signal": forecast.signal,
        "due_on": forecast.due_on,
        "ask_on": forecast.ask_on,
        "by_dissenter": forecast.by_dissenter,
        "by_decider": forecast.by_decider,
        "published": forecast.published,
    }


def _forecast(row: Sequence[Any]) -> Forecast:
    """The prediction of all columns of the table, in their order."""
    _, commitment, person, decider, signal, due_on, ask_on, by_dissenter, by_decider, published = row
    return Forecast(
        commitment=CommitmentId(commitment),
        person=Person(person),
        decider=Person(decider),
        signal=signal,
        due_on=due_on,
        ask_on=ask_on,
        by_dissenter=by_dissenter and Outcome(by_dissenter),
        by_decider=by_decider and Outcome(by_decider),
        published=published,
    )
