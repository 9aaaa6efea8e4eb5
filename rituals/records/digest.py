"""The monthly digest: when it is posted, of which days it tells, and the figures in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from dateutil.relativedelta import relativedelta

from rituals.calendar import DAY, WorkingCalendar, local_time, resolve
from rituals.records.model import Record, Review, Verdict

POSTED_AT = time(10)
LATE = timedelta(days=7)
"""So late a digest is still worth posting; later it is skipped."""

MONTH, YEAR = relativedelta(months=1), relativedelta(years=1)
AGES = (("for a week at most", 7), ("for a month at most", 31), ("for a quarter at most", 92))
OLDER = "for longer"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a month brought, as far as everybody in a channel may know it. No person has a place in it.

    `first` is the month's first day; `superseded` has each older record with the newer one's number, None where
    that lives elsewhere; `actions` counts open ones by age.
    """

    first: date
    decided: Sequence[Record] = ()
    reviewed: Sequence[tuple[Record, Review]] = ()
    superseded: Sequence[tuple[Record, int | None]] = ()
    due: Sequence[Record] = ()
    actions: Sequence[tuple[str, int]] = ()
    took: Sequence[int] = ()  # Days from question to decision, of the last twelve months.
    verdicts: Sequence[Verdict] = ()  # Of the last twelve months.

    @property
    def is_empty(self) -> bool:
        """Whether the month brought nothing, and nothing waits."""
        return not (self.decided or self.reviewed or self.superseded or self.due or self.actions)


def posting(month: date, calendar: WorkingCalendar) -> datetime:
    """When the digest is posted that is due in the month of this day: on its first business day, at ten."""
    day = calendar.add_business_days(month.replace(day=1) - DAY, 1)
    return calendar.next_working_moment(resolve(datetime.combine(day, POSTED_AT), calendar.zone))


def next_posting(now: datetime, calendar: WorkingCalendar) -> datetime:
    """The first posting after now."""
    here = posting(local_time(now, calendar.zone).date(), calendar)
    return here if here > now else posting(local_time(now, calendar.zone).date() + MONTH, calendar)


def last_posting(now: datetime, calendar: WorkingCalendar) -> datetime:
    """The latest posting that is not after now."""
    here = posting(local_time(now, calendar.zone).date(), calendar)
    return here if here <= now else posting(local_time(now, calendar.zone).date() - MONTH, calendar)


def is_timely(posted_at: datetime, now: datetime) -> bool:
    """Whether a digest that was to be posted then is still worth it now."""
    return now - posted_at <= LATE


def told_of(posted_at: datetime, calendar: WorkingCalendar) -> date:
    """The first day of the month of which a posting tells: the one before."""
    return local_time(posted_at, calendar.zone).date().replace(day=1) - MONTH


def by_age(days: Iterable[int]) -> list[tuple[str, int]]:
    """How many open actions there are of which age, from their ages in days; the youngest first, none of no age."""
    counted = dict.fromkeys([*(label for label, _ in AGES), OLDER], 0)
    for age in days:
        counted[next((label for label, most in AGES if age <= most), OLDER)] += 1
    return [(label, number) for label, number in counted.items() if number]


def half_within(took: Sequence[int]) -> float:
    """The days within which half of these decisions were taken: the median. Needs one or more."""
    return median(took)
