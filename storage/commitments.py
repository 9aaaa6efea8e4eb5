"""Commitments: finding and keeping them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from rituals.commitments.model import RITUAL, UNDER_WAY, Commitment, State
from rituals.commitments.stating import Seat
from rituals.ids import CommitmentId, Person, Team
from storage.commitment_rows import columns_of, read_commitment
from storage.electors import Kind
from storage.positions import read_position
from storage.schema import commitments, electors, positions
from storage.shelf import Shelf
from storage.upsert import add_if_new
from storage.visibility import visible_to

_SHELF = Shelf(commitments, commitments.c.commitment_id, read_commitment)
hold, find = _SHELF.hold, _SHELF.find
find_visible, find_by_draft = _SHELF.find_visible, _SHELF.find_by_draft

# Where positions are fixed nobody is counted any more; what has stalled may be extended.
KIND = Kind(
    RITUAL,
    commitments,
    commitments.c.commitment_id,
    [State.OPEN, State.STALLED, State.REVEALED, State.WORKING],
)


def find_seat(tx: Connection, team: Team, commitment: str, person: Person) -> tuple[Commitment, Seat] | None:
    """The commitment, and this person before it; None if there is no such commitment."""
    found = find(tx, team, commitment)
    return None if found is None else (found, _read_seats(tx, (team, person), [found.id])[found.id])


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
