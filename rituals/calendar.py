"""Deadlines, working hours and nudges: how local time and moments meet.

Knows zones, working hours and holidays. Knows no clock (now is an argument), nobody's settings, and not how
things repeat: a rhythm makes local dates, and `resolve` turns each of them into a moment once.
A *moment* is an aware datetime, in UTC wherever it is given back; a *local* time is a naive datetime.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Holidays = frozenset[date]
HalfDay = tuple[date, Literal["am", "pm"]]

DAY = timedelta(days=1)
SEARCH = timedelta(days=400)  # Nothing is looked for further away than this.
USUAL_TIME = time(17)  # The time of a deadline that names a day only.
APART = timedelta(hours=4)  # Two nudges within so much working time become one.
MARGIN = timedelta(hours=1)  # A nudge so soon after the opening, or so late, helps nobody.


class CalendarError(Exception):
    """A calendar without a working day within reach; the message says where it was looked for."""


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The weekdays (Monday is 0) and the local hours, `end` excluded, in which people work."""

    days: frozenset[int] = frozenset(range(5))
    start: time = time(9)
    end: time = time(18)

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("Working hours need one weekday or more, Monday (0) to Sunday (6).")
        if self.start >= self.end:
            raise ValueError("Working hours start before they end, on the same day.")

    @property
    def first_weekday(self) -> int:
        """The weekday that a week starts with: Monday, or Sunday where people rest on Friday and work on Sunday."""
        return 6 if 6 in self.days and 4 not in self.days else 0


OFFICE_HOURS = WorkingHours()


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When a person or a team works: their zone, their hours, their holidays.

    A moment is *working* when a clock on the wall there shows a time within the hours, on a business day.
    """

    zone: ZoneInfo
    hours: WorkingHours = OFFICE_HOURS
    holidays: Holidays = frozenset()

    def is_business_day(self, day: date) -> bool:
        """Whether people work on that date."""
        return day.weekday() in self.hours.days and day not in self.holidays

    def add_business_days(self, day: date, n: int) -> date:
        """The nth business day after `day`, or before it where n is negative; `day` itself where n is 0.

        Raises CalendarError where two business days are more than 400 days apart.
        """
        step = DAY if n > 0 else -DAY
        for _ in range(abs(n)):
            day = self._find_business_day(day, step)
        return day

    def _find_business_day(self, day: date, step: timedelta) -> date:
        for distance in range(1, SEARCH.days + 1):
            candidate = day + distance * step
            if self.is_business_day(candidate):
                return candidate
        raise CalendarError(f"There is no working day within {SEARCH.days} days of {day}.")

    def is_working(self, moment: datetime) -> bool:
        """Whether people work at that moment."""
        local = local_time(moment, self.zone)
        return self.is_business_day(local.date()) and self.hours.start <= local.time() < self.hours.end

    def next_working_moment(self, moment: datetime) -> datetime:
        """The first working moment at or after `moment`.

        Raises CalendarError where there is none within 400 days.
        """
        for begins, _ in self.shifts(moment, _utc(moment) + SEARCH):
            return begins
        raise CalendarError(f"There are no working hours within {SEARCH.days} days after {moment}.")

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments: none where `end` is not after `start`."""
        return sum((ends - begins for begins, ends in self.shifts(start, end)), timedelta())

    def add_working_time(self, start: datetime, length: timedelta) -> datetime:
        """The moment by which so much working time has passed since `start`; the length is positive.

        Raises CalendarError where there is not so much within 400 days.
        """
        for begins, ends in self.shifts(start, _utc(start) + SEARCH):
            if length <= ends - begins:
                return begins + length
            length -= ends - begins
        raise CalendarError(f"There is not so much working time within {SEARCH.days} days after {start}.")

    def find_half_way(self, start: datetime, end: datetime) -> datetime | None:
        """The working moment that has as much working time before it as after it, None where there is no working time."""
        shifts = list(self.shifts(start, end))
        left = sum((ends - begins for begins, ends in shifts), timedelta()) / 2
        for begins, ends in shifts:
            if left < ends - begins:
                return begins + left
            left -= ends - begins
        return None

    def shifts(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time between two moments, in order, each from its first moment to its end."""
        for begins, ends, offset in _stretches(_utc(start), _utc(end), self.zone):
            # Within a stretch the clock on the wall runs evenly: it shows UTC plus the offset.
            day, last = (begins + offset).date(), (ends + offset).date()
            while day <= last:
                opens = max(begins, datetime.combine(day, self.hours.start, UTC) - offset)
                closes = min(ends, datetime.combine(day, self.hours.end, UTC) - offset)
                if opens < closes and self.is_business_day(day):
                    yield opens, closes
                day += DAY


def resolve(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which clocks in `zone` show the naive time `local`.

    A time that is skipped moves forward by the gap (02:30 → 03:30); of a time that occurs twice, the first is meant.
    """
    if local.tzinfo is not None:
        raise ValueError("A local time has no zone of its own.")
    # With fold=0 zoneinfo counts with the offset before the change, which means just this in both cases.
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def local_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """The naive time that clocks in `zone` show at that moment."""
    return _utc(moment).astimezone(zone).replace(tzinfo=None, fold=0)


def default_deadline(now: datetime, calendar: WorkingCalendar, days: int = 2) -> datetime:
    """So many business days ahead at 17:00 local time."""
    day = calendar.add_business_days(local_time(now, calendar.zone).date(), days)
    return resolve(datetime.combine(day, USUAL_TIME), calendar.zone)


def nudge_times(opened: datetime, deadline: datetime, calendar: WorkingCalendar) -> tuple[datetime, ...]:
    """When to nudge those who have not answered: at most two working moments, in order.

    One is half-way, counted in working time, so that a weekend is nobody's half. The other is one business day
    before the deadline, at its local time, moved forward into working hours where it has to be; that loses no
    working time. Where at most four working hours lie between the two, the later is kept: more people have
    answered by then, and fewer are disturbed. In a decision of less than two working days that is half-way.
    Neither comes within an hour of the opening or of the deadline, so what takes under two hours has no nudge.
    """
    half_way = calendar.find_half_way(opened, deadline)
    if half_way is None:
        return ()
    local = local_time(deadline, calendar.zone)
    day_before = datetime.combine(calendar.add_business_days(local.date(), -1), local.time())
    last = calendar.next_working_moment(resolve(day_before, calendar.zone))
    earliest, latest = _utc(opened) + MARGIN, _utc(deadline) - MARGIN
    useful = [moment for moment in (half_way, last) if earliest <= moment <= latest]
    # No working time lies between them either where the last comes before half-way.
    if calendar.working_time(half_way, last) <= APART:
        useful = sorted(useful)[-1:]
    return tuple(useful)


def half_day(moment: datetime, zone: ZoneInfo) -> HalfDay:
    """The local date and half of the day, split at noon, within which nudges to one person are merged."""
    local = local_time(moment, zone)
    return local.date(), "am" if local.hour < 12 else "pm"


def _stretches(
    start: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """Cut the time between two moments in UTC into parts of a day at most, each with one offset from UTC."""
    while start < end:
        offset = _offset(start, zone)
        stop = min(start + DAY, end)
        if _offset(stop, zone) != offset:
            stop = _find_change(start, stop, zone)
        yield start, stop, offset
        start = stop


def _find_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the offset changes. No zone changes it twice within a day."""
    offset = _offset(before, zone)
    while after - before > timedelta.resolution:
        middle = before + (after - before) // 2
        if _offset(middle, zone) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return local_time(moment, zone) - moment.replace(tzinfo=None)


def _utc(moment: datetime) -> datetime:
    """The same moment in UTC: Python compares and subtracts times of one zone by what its clocks show."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a zone.")
    return moment.astimezone(UTC)
