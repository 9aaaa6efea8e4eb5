"""What the tests of rules share: the owner's calendar, a click, and the course from one state to the next."""

from zoneinfo import ZoneInfo

import pytest

from rituals.calendar import WorkingCalendar
from rituals.commitments import course
from rituals.commitments.model import Commitment, Positions
from rituals.commitments.stating import Click, Seat
from rituals.positions import Position
from rituals.refusal import Refusal
from tests.commitments.making import COMMITMENT, MONDAY, WEDNESDAY

BERLIN = WorkingCalendar(ZoneInfo("Europe/Berlin"))
CLICK = Click(MONDAY, MONDAY.date(), "2")


def asked(position: Position | None = None) -> Seat:
    """Somebody who is asked, and stands there."""
    return Seat(True, position)


def revealed(positions: Positions, commitment: Commitment = COMMITMENT) -> Commitment:
    """What the deadline makes of a commitment where people stand so."""
    return course.reach_deadline(commitment, positions, WEDNESDAY, BERLIN)


def fields_of(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    """The fields beside which something is said."""
    return list(refused.value.fields)
