"""What is the same for every ritual where people leave, and where they come back: their seats, and who owns it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from rituals.electorate import Voters
from rituals.ids import Channel, Person, Ref, Team
from storage import electors, people, visibility


@dataclass(frozen=True, slots=True)
class Seating:
    """An electorate that is seated: of which ritual, in which channel, and how it was chosen."""

    ref: Ref
    channel: Channel
    voters: Voters


def unseat(tx: Connection, seating: Seating, who: Sequence[Person], now: datetime) -> list[Person]:
    """Those of these people who do not belong there any more are no longer asked; returns who had not answered.

    Who was chosen by name, or by a group, and still sees the channel stays.
    """
    seated = electors.read_seated(tx, seating.ref, who, asked=True)
    belonging = _read_belonging(tx, seating, who)
    gone = [person for person in seated if person not in belonging]
    electors.leave(tx, seating.ref, gone, now)
    return [person for person in gone if not seated[person]]


def seat_again(tx: Connection, seating: Seating, who: Sequence[Person]) -> list[Person]:
    """Those of these people who had left and belong there are asked again; returns who had not answered."""
    seated = electors.read_seated(tx, seating.ref, who, asked=False)
    belonging = _read_belonging(tx, seating, who)
    back = [person for person in seated if person in belonging]
    electors.come_back(tx, seating.ref, back)
    return [person for person in back if not seated[person]]


def _read_belonging(tx: Connection, seating: Seating, who: Sequence[Person]) -> set[Person]:
    """Those of these people who may be asked: members of the channel; or, of those who were chosen, who sees it."""
    team, channel = seating.ref.team, seating.channel
    if seating.voters is Voters.CHANNEL:
        return set(visibility.read(tx, visibility.only(visibility.inside(team, channel), who)))
    return set(visibility.read(tx, visibility.seeing(visibility.among(team, who), channel)))


def read_heirs(
    tx: Connection, team: Team, channel: Channel, owner: Person, heirs: Sequence[Person]
) -> list[Person]:
    """Those of these heirs who take part and see the channel, if the owner is gone from the workspace; else nobody."""
    member = people.find_person(tx, team, owner)
    if member is None or member.counts:
        return []  # Whoever has only left the channel is still there to hand it over.
    return visibility.read(tx, visibility.seeing(visibility.among(team, heirs), channel))
