"""RFCs: finding and keeping them, and who reviews them. Their wordings, concerns and comments are kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import (
    Connection,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    update,
)

from rituals.ids import Person, Team
from rituals.positions import Position
from rituals.rfcs.model import RITUAL, UNDER_WAY, Concern, Reviewers, Rfc
from rituals.rfcs.reviewing import without_gone
from storage import concerns, counters
from storage.electors import Kind
from storage.positions import read_position
from storage.rfc_rows import columns_of, read_rfc
from storage.schema import cards, channels, electors, people, positions, rfcs
from storage.shelf import Shelf
from storage.upsert import add_if_new
from storage.visibility import visible_to

SERIES = "RFC"
KIND = Kind(RITUAL, rfcs, cast(rfcs.c.number, Text), UNDER_WAY)

_SHELF = Shelf(rfcs, rfcs.c.number, read_rfc)
hold, find = _SHELF.hold, _SHELF.find
find_visible, find_by_draft = _SHELF.find_visible, _SHELF.find_by_draft


def add(tx: Connection, rfc: Rfc) -> Rfc | None:
    """The RFC with the number that it has from now on; None if its draft was posted before.

    Its reviewers are seated apart, and its first wording is kept apart.
    """
    if find_by_draft(tx, rfc.team, rfc.draft) is not None:
        return None
    numbered = replace(rfc, number=counters.take_next(tx, rfc.team, SERIES))
    row = {
        "team_id": rfc.team,
        "number": numbered.number,
        "draft_id": rfc.draft,
        "opened_at": rfc.opened_at,
        **columns_of(rfc),
    }
    return numbered if add_if_new(tx, rfcs, row) else None


def save(tx: Connection, rfc: Rfc) -> None:
    """The RFC stands as it is now."""
    here = rfcs.c.team_id == rfc.team, rfcs.c.number == rfc.number
    tx.execute(update(rfcs).where(*here).values(columns_of(rfc)))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An RFC with what its review stands on; `concerns` are those that nobody has resolved."""

    rfc: Rfc
    reviewers: Reviewers
    concerns: tuple[Concern, ...]


def read_open_for(tx: Connection, team: Team, person: Person) -> list[Reviewed]:
    """The RFCs under way that this person sees, in order of numbers; the rules tell which of them await something."""
    query = select(rfcs).where(
        rfcs.c.team_id == team,
        rfcs.c.state.in_(UNDER_WAY),
        visible_to(person, rfcs.c.team_id, rfcs.c.channel),
    )
    # Sorted here: asked to sort them, SQLite walks through all RFCs in the order of their numbers instead.
    found = sorted((read_rfc(row) for row in tx.execute(query)), key=lambda one: one.number)
    return _complete(tx, team, found)


def read_led(tx: Connection, team: Team, who: Sequence[Person], channel: str | None) -> list[str]:
    """The RFCs under way, in one channel or in all, that any of these people owns or decides; ids, in their order."""
    columns = rfcs.c.number, rfcs.c.owner, rfcs.c.co_owners, rfcs.c.decider
    query = select(*columns).where(rfcs.c.team_id == team, rfcs.c.state.in_(UNDER_WAY))
    if channel is not None:
        query = query.where(rfcs.c.channel == channel)
    return sorted(
        str(number)
        for number, owner, co_owners, decider in tx.execute(query)
        if not {owner, *co_owners, decider}.isdisjoint(who)
    )


def touch_pointers(tx: Connection, team: Team, channel: str | None) -> None:
    """The short cards of private RFCs that stand in this channel, or lead there, are redrawn; all where none is named."""
    home = channels.alias()
    private = exists().where(
        rfcs.c.team_id == cards.c.team_id,
        cast(rfcs.c.number, Text) == cards.c.ritual_id,
        rfcs.c.channel != cards.c.channel,
        home.c.team_id == rfcs.c.team_id,
        home.c.channel == rfcs.c.channel,
        home.c.private,
        *([] if channel is None else [or_(rfcs.c.channel == channel, cards.c.channel == channel)]),
    )
    short = update(cards).where(cards.c.team_id == team, cards.c.ritual == RITUAL, private)
    tx.execute(short.values(wanted=cards.c.wanted + 1))


_BESIDE = and_(
    positions.c.team_id == electors.c.team_id,
    positions.c.ritual == electors.c.ritual,
    positions.c.ritual_id == electors.c.ritual_id,
    positions.c.person == electors.c.person,
)
_REVIEWERS = (
    select(
        positions,
        electors.c.ritual_id.label("of"),
        electors.c.person.label("reviewer"),
        electors.c.left_at.label("gone_at"),
    )
    .select_from(electors)
    .outerjoin(positions, _BESIDE)
    .outerjoin(people, and_(people.c.team_id == electors.c.team_id, people.c.person == electors.c.person))
    .where(
        electors.c.team_id == bindparam("team"),
        electors.c.ritual == RITUAL,
        electors.c.ritual_id.in_(bindparam("ids", expanding=True)),
        or_(electors.c.left_at.is_(None), positions.c.withdrawn == false()),
    )
    .order_by(func.lower(people.c.name), electors.c.person)
)


def read_reviewers(tx: Connection, rfc: Rfc) -> Reviewers:
    """Who reviews it, in order of names, each with their position, also one that they withdrew.

    Who left is among them only with an approval that counts.
    """
    return _read_reviewers(tx, rfc.team, [rfc])[rfc.ref.id]


def _complete(tx: Connection, team: Team, found: Sequence[Rfc]) -> list[Reviewed]:
    reviewers = _read_reviewers(tx, team, found)
    raised = concerns.read_unresolved(tx, team, [one.number for one in found])
    return [Reviewed(one, reviewers[one.ref.id], tuple(raised.get(one.number, ()))) for one in found]


def _read_reviewers(tx: Connection, team: Team, found: Sequence[Rfc]) -> dict[str, Reviewers]:
    ids = [one.ref.id for one in found]
    reviewers: dict[str, dict[Person, Position | None]] = {one: {} for one in ids}
    gone: dict[str, list[Person]] = {one: [] for one in ids}
    for row in tx.execute(_REVIEWERS, {"team": team, "ids": ids}):
        person = Person(row.reviewer)
        reviewers[row.of][person] = None if row.stance is None else read_position(row)
        if row.gone_at is not None:
            gone[row.of].append(person)
    return {one.ref.id: without_gone(one, reviewers[one.ref.id], gone[one.ref.id]) for one in found}
