"""Local time and working time where clocks change, held against a walk from minute to minute.

The walk only asks what clocks show at a moment, which has one answer; the rules also go from local times to moments.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest

from rituals.calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours, resolve

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

# Moments within a day of a change of clocks, each with its peculiarity.
CHANGES = {
    "New York, an hour skipped": ("America/New_York", "2026-03-08T07:00Z"),
    "New York, an hour twice": ("America/New_York", "2026-11-01T06:00Z"),
    "London, an hour skipped": ("Europe/London", "2026-03-29T01:00Z"),
    "London, an hour twice": ("Europe/London", "2026-10-25T01:00Z"),
    "Lord Howe, half an hour twice": ("Australia/Lord_Howe", "2026-04-04T15:00Z"),
    "Lord Howe, half an hour skipped": ("Australia/Lord_Howe", "2026-10-03T15:30Z"),
    "Apia, a Friday skipped": ("Pacific/Apia", "2011-12-30T10:00Z"),
    "Kiritimati, a Saturday skipped": ("Pacific/Kiritimati", "1994-12-31T10:00Z"),
    "Cairo, a midnight skipped": ("Africa/Cairo", "2024-04-25T22:00Z"),
    "Cairo, the last hour of a day twice": ("Africa/Cairo", "2024-10-31T21:00Z"),
    "Beirut, a midnight skipped": ("Asia/Beirut", "2026-03-28T22:00Z"),
    "Beirut, the last hour of a day twice": ("Asia/Beirut", "2026-10-24T21:00Z"),
    "Casablanca, Ramadan begins": ("Africa/Casablanca", "2026-02-15T02:00Z"),
    "Casablanca, Ramadan ends": ("Africa/Casablanca", "2026-03-22T02:00Z"),
}
every_change = pytest.mark.parametrize(("name", "change"), CHANGES.values(), ids=CHANGES)


@dataclass(frozen=True, slots=True)
class Walk:
    """Each minute of the four days around a change, and what clocks show then."""

    zone: ZoneInfo
    moments: list[datetime]
    shown: list[datetime]


@cache
def walk(name: str, change: str) -> Walk:
    zone = ZoneInfo(name)
    begin = datetime.fromisoformat(change) - 2 * DAY
    moments = [begin + n * MINUTE for n in range(4 * 24 * 60)]
    return Walk(zone, moments, [moment.astimezone(zone).replace(tzinfo=None, fold=0) for moment in moments])


@cache
def work(name: str, change: str) -> list[tuple[WorkingCalendar, list[bool]]]:
    """Some calendars, and for each minute whether clocks show a time in their hours on one of their days."""
    seen = walk(name, change)
    after_change = frozenset({seen.shown[-24 * 60].date()})
    calendars = [
        *(WorkingCalendar(seen.zone, hours) for hours in HOURS.values()),
        WorkingCalendar(seen.zone, HOURS["nearly all day"], after_change),
    ]
    return [(calendar, [is_work(local, calendar) for local in seen.shown]) for calendar in calendars]


def is_work(local: datetime, calendar: WorkingCalendar) -> bool:
    hours = calendar.hours
    on_time = hours.start <= local.time() < hours.end
    return on_time and local.weekday() in hours.days and local.date() not in calendar.holidays


HOURS = {
    "office": OFFICE_HOURS,
    "nearly all day": WorkingHours(frozenset(range(7)), time(0, 15), time(23, 45)),
    "starting when clocks change": WorkingHours(frozenset(range(7)), time(2, 30), time(11)),
    "ending when clocks change": WorkingHours(frozenset({0, 3, 4, 5, 6}), time(0), time(1, 30)),
}


@every_change
def test_a_local_time_is_the_first_moment_that_shows_it_or_moves_on_by_the_gap(
    name: str, change: str
) -> None:
    seen = walk(name, change)
    first: dict[datetime, datetime] = {}
    for moment, local in zip(seen.moments, seen.shown, strict=True):
        first.setdefault(local, moment)
    steps = list(zip(seen.shown, seen.shown[1:], strict=False))
    assert sum(after - before != MINUTE for before, after in steps) == 1
    for before, after in steps:
        gap = after - before - MINUTE
        skipped = before + MINUTE
        while skipped < after:
            assert resolve(skipped, seen.zone) == first[skipped + gap]
            skipped += MINUTE
    for local, moment in first.items():
        assert resolve(local, seen.zone) == moment


@every_change
def test_working_time_is_the_number_of_minutes_whose_clock_time_is_in_working_hours(
    name: str, change: str
) -> None:
    seen = walk(name, change)
    for calendar, working in work(name, change):
        passed = list(accumulate(working, initial=0))
        for start in range(0, len(working), 613):
            for end in range(start, len(working), 409):
                expected = (passed[end] - passed[start]) * MINUTE
                assert calendar.working_time(seen.moments[start], seen.moments[end]) == expected


@every_change
def test_the_next_working_moment_is_the_first_minute_in_working_hours(name: str, change: str) -> None:
    seen = walk(name, change)
    for calendar, working in work(name, change):
        following: datetime | None = None
        for n in reversed(range(len(working))):
            following = seen.moments[n] if working[n] else following
            if n % 61 == 0:
                assert calendar.is_working(seen.moments[n]) == working[n]
                if following:
                    assert calendar.next_working_moment(seen.moments[n]) == following
