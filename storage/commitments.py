"""Commitments: finding and keeping them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, select, update

from rituals.commitments.model import RITUAL, UNDER_WAY, Commitment, State
from rituals.commitments.stating import Seat
from rituals.ids import CommitmentId, Person, Team
from storage.commitment_rows import columns_of, read_commitment
from storage.electors import Kind
from storage.positions import read_position
from storage.prepared import run
from storage.schema import commitments, electors, positions
from storage.upsert import add_if_new
from storage.visibility import visible_to

HERE = and_(
    commitments.c.team_id == bindparam("team"), commitments.c.commitment_id == bindparam("commitment")
)
_ONE = select(commitments).where(HERE)
_HOLD = select(commitments.c.commitment_id).where(HERE).with_for_update()

# Where positions are fixed nobody is counted any more; what has stalled may be extended.
KIND = Kind(
    RITUAL,
    commitments,
    commitments.c.commitment_id,
    [State.OPEN, State.STALLED, State.REVEALED, State.WORKING],
)


def hold(tx: Connection, team: Team, commitment: str) -> None:
    """Nobody else changes the commitment until this transaction ends. SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        tx.execute(_HOLD, {"team": team, "commitment": commitment})


def find(tx: Connection, team: Team, commitment: str) -> Commitment | None:
    """The commitment of this id, if there is one."""
    row = run(tx, _ONE, {"team": team, "commitment": commitment}).one_or_none()
    return None if row is None else read_commitment(row)


_VISIBLE = _ONE.where(visible_to(bindparam("person"), commitments.c.team_id, commitments.c.channel))


def find_visible(tx: Connection, team: Team, commitment: str, person: Person) -> Commitment | None:
    """The commitment of this id, if there is one and this person sees its channel now."""
    row = run(tx, _VISIBLE, {"team": team, "commitment": commitment, "person": person}).one_or_none()
    return None if row is None else read_commitment(row)


def find_seat(tx: Connection, team: Team, commitment: str, person: Person) -> tuple[Commitment, Seat] | None:
    """The commitment, and this person before it; None if there is no such commitment."""
    found = find(tx, team, commitment)
    return None if found is None else (found, _read_seats(tx, (team, person), [found.id])[found.id])


def find_by_draft(tx: Connection, team: Team, draft: str) -> Commitment | None:
    """The commitment that this draft became, if it was posted."""
    row = tx.execute(
        select(commitments).where(commitments.c.team_id == team, commitments.c.draft_id == draft)
    ).one_or_none()
    return None if row is None else read_commitment(row)


def add(tx: Connection, commitment: Commitment) -> bool:
    """The commitment is open; False if its draft was posted before. Its electorate is seated apart."""
    row = {
        "team_id": commitment.team,
        "commitment_id": commitment.id,
        "draft_id": commitment.draft,
        "opened_at": commitment.opened_at,
        **columns_of(commitment),
    }
    return add_if_new(tx, commitments, row)


def save(tx: Connection, commitment: Commitment) -> None:
    """The commitment stands as it is now."""
    tx.execute(
        update(commitments)
        .where(commitments.c.team_id == commitment.team, commitments.c.commitment_id == commitment.id)
        .values(columns_of(commitment))
    )


def read_open(tx: Connection, team: Team, person: Person) -> list[tuple[Commitment, Seat]]:
    """The commitments under way that this person sees, and the person before each; what ends first first."""
    found = [read_commitment(row) for row in tx.execute(_visible(team, person))]
    seats = _read_seats(tx, (team, person), [one.id for one in found])
    return [(one, seats[one.id]) for one in found]


def _read_seats(
    tx: Connection, whose: tuple[Team, Person], ids: Sequence[CommitmentId]
) -> dict[CommitmentId, Seat]:
    seated, taken = (
        select(table).where(
            table.c.team_id == whose[0],
            table.c.ritual == RITUAL,
            table.c.ritual_id.in_(ids),
            table.c.person == whose[1],
        )
        for table in (electors, positions)
    )
    asked = {row.ritual_id for row in tx.execute(seated) if row.left_at is None}
    stand = {row.ritual_id: read_position(row) for row in tx.execute(taken)}
    return {one: Seat(one in asked, stand.get(one)) for one in ids}


def _visible(team: Team, person: Person) -> Select[Any]:
    ends = func.coalesce(commitments.c.phase_ends, commitments.c.closes_at)
    return (
        select(commitments)
        .where(commitments.c.team_id == team, commitments.c.state.in_(UNDER_WAY), _seen_by(person))
        .order_by(ends, commitments.c.commitment_id)
    )


def _seen_by(person: Person) -> ColumnElement[bool]:
    # Asked for each row: of a list of channels SQLite would walk through all that ever was in them.
    return visible_to(person, commitments.c.team_id, commitments.c.channel)


def read_led(tx: Connection, team: Team, who: Sequence[Person], channel: str | None) -> list[CommitmentId]:
    """The commitments under way, in one channel or in all, that any of these people owns or decides; by id."""
    query = select(
        commitments.c.commitment_id, commitments.c.owner, commitments.c.co_owners, commitments.c.decider
    ).where(commitments.c.team_id == team, commitments.c.state.in_(UNDER_WAY))
    if channel is not None:
        query = query.where(commitments.c.channel == channel)
    led = {
        CommitmentId(one)
        for one, owner, co_owners, decider in tx.execute(query)
        if not {owner, *co_owners, decider}.isdisjoint(who)
    }
    return sorted(led)
