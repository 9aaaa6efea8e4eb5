"""Reading where people stand, as far as whoever looks may see it."""

from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts.course import get_visible
from handlers.commitments.acts.stating import look
from handlers.commitments.views.details import MOST_NAMED, Known
from handlers.payloads import Who
from handlers.undertaken import read_undertaken
from rituals.commitments import seeing
from rituals.commitments.model import Commitment, Positions
from rituals.ids import Person
from rituals.positions import Position
from storage import electors, forecasts, positions


def read_shown(tx: Connection, commitment: Commitment) -> Positions:
    """The positions that everybody may see now; they are not even read while all are hidden."""
    if commitment.is_hidden:
        return {}
    return seeing.shown(commitment, positions.read_all(tx, commitment.ref))


def read_results(
    tx: Connection, who: Who, commitment: str
) -> tuple[Commitment, Position | None, list[Person]]:
    """The commitment, the person's own position, and who took part, in the order of names."""
    found, seat = look(tx, who, commitment)
    return found, seat.standing, list(positions.read_all(tx, found.ref))


def read_details(tx: Connection, who: Who, commitment: str, now: datetime) -> Known:
    """All that there is to tell of a commitment."""
    found = get_visible(tx, who.team, commitment, who.person)
    return Known(
        found,
        electors.read_asked(tx, found.ref, MOST_NAMED),
        electors.count_asked(tx, found.ref),
        read_shown(tx, found),
        [one for one in forecasts.read_all(tx, found.team, found.id) if one.published],
        read_undertaken(tx, found.ref, who.person, now),
    )
