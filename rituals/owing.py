"""Who owes something that a ritual waits for, and when they are asked for it again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from rituals.calendar import WorkingCalendar, local_time, resolve
from rituals.ids import Person

REMINDED_AFTER, OWNERS_AFTER = (1, 3), 5  # Business days.
OWNERS_ASKED = 4
"""The decider is asked, then reminded twice; the fourth time the owners are asked."""


@dataclass(frozen=True, slots=True)
class Decider:
    """The person who decides, as far as the rules ask; `here` tells that they can."""

    name: str
    here: bool = True


@dataclass(frozen=True, slots=True)
class Answering:
    """Who is there to answer for what is owed: whoever decides or not, and these of its owners."""

    decider: bool
    owners: tuple[Person, ...]

    @property
    def is_nobody(self) -> bool:
        """Whether all of them are gone: it waits for whoever in its channel takes it over."""
        return not self.decider and not self.owners


ALL_HERE = Answering(True, ())
"""Whoever decides is there, and nobody has asked for the owners."""


def who_answers(decider: Person | None, owners: Sequence[Person], here: Collection[Person]) -> Answering:
    """Who is left; `here` are those of them who can take part and see the channel."""
    return Answering(decider in here, tuple(owner for owner in owners if owner in here))


def reminder_times(now: datetime, calendar: WorkingCalendar) -> tuple[datetime, ...]:
    """When the decider, who works by this calendar, is reminded after being asked now: working moments, in order."""
    return tuple(later(now, days, calendar) for days in REMINDED_AFTER)


def owners_time(now: datetime, calendar: WorkingCalendar) -> datetime:
    """When the owner, who works by this calendar, is asked to step in for a decider who was asked now."""
    return later(now, OWNERS_AFTER, calendar)


def later(now: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    """The same time so many business days later, moved forward into working hours where it has to be."""
    local = local_time(now, calendar.zone)
    there = datetime.combine(calendar.add_business_days(local.date(), days), local.time())
    return calendar.next_working_moment(resolve(there, calendar.zone))
