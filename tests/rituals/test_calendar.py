"""Working hours, deadlines and nudges."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.calendar import (
    APART,
    MARGIN,
    OFFICE_HOURS,
    CalendarError,
    WorkingCalendar,
    WorkingHours,
    default_deadline,
    half_day,
    local_time,
    nudge_times,
    resolve,
)

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = WorkingCalendar(BERLIN)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A local time, which has no zone."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026, whose 20th is a Friday."""
    return resolve(local(2026, 11, day, hour, minute), BERLIN)


def test_a_moment_in_working_hours_is_its_own_next_working_moment_to_the_microsecond() -> None:
    moment = datetime(2026, 11, 24, 10, 0, 0, 123, UTC)
    assert OFFICE.next_working_moment(moment) == moment


def test_the_end_of_working_hours_is_not_in_them() -> None:
    assert OFFICE.is_working(berlin(24, 17, 59))
    assert not OFFICE.is_working(berlin(24, 18))


def test_no_working_time_passes_backwards() -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert OFFICE.working_time(now, now - DAY) == timedelta()


def test_two_moments_of_one_zone_are_measured_by_time_and_not_by_what_clocks_show() -> None:
    night = WorkingCalendar(BERLIN, WorkingHours(frozenset(range(7)), time(0), time(6)))
    start = datetime(2026, 3, 29, 1, tzinfo=BERLIN)
    assert night.working_time(start, datetime(2026, 3, 29, 4, tzinfo=BERLIN)) == timedelta(hours=2)


def test_a_search_that_finds_no_working_day_ends_with_a_sentence() -> None:
    never = frozenset(date(2026, 1, 1) + n * DAY for n in range(1000))
    closed = WorkingCalendar(BERLIN, OFFICE_HOURS, never)
    with pytest.raises(CalendarError, match=r"no working hours within 400 days after 2026-11-24"):
        closed.next_working_moment(datetime(2026, 11, 24, tzinfo=UTC))
    with pytest.raises(CalendarError, match=r"no working day within 400 days of 2026-11-24"):
        closed.add_business_days(date(2026, 11, 24), 1)
    assert nudge_times(datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC), closed) == ()


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        (frozenset[int](), time(9), time(18)),
        (frozenset({7}), time(9), time(18)),
        (frozenset({0}), time(18), time(18)),
        (frozenset({0}), time(22), time(6)),
    ],
)
def test_impossible_working_hours_are_refused(days: frozenset[int], start: time, end: time) -> None:
    with pytest.raises(ValueError, match="Working hours"):
        WorkingHours(days, start, end)


def test_a_moment_without_a_zone_and_a_local_time_with_one_are_refused() -> None:
    moment = datetime(2026, 11, 24, 10, tzinfo=UTC)
    with pytest.raises(ValueError, match="needs a zone"):
        OFFICE.next_working_moment(moment.replace(tzinfo=None))
    with pytest.raises(ValueError, match="needs a zone"):
        half_day(moment.replace(tzinfo=None), BERLIN)
    with pytest.raises(ValueError, match="no zone of its own"):
        resolve(moment, BERLIN)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), -1, date(2026, 11, 20)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 12, 23), 2, date(2026, 12, 28)),
    ],
)
def test_business_days_leave_out_weekends_and_holidays(day: date, n: int, expected: date) -> None:
    calendar = WorkingCalendar(BERLIN, OFFICE_HOURS, frozenset({date(2026, 12, 25)}))
    assert calendar.add_business_days(day, n) == expected


@given(
    day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    n=st.integers(-30, 30).filter(bool),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    gaps=st.frozensets(st.integers(-40, 40), max_size=10),
)
def test_as_many_business_days_are_counted_as_were_asked_for(
    day: date, n: int, days: frozenset[int], gaps: frozenset[int]
) -> None:
    calendar = WorkingCalendar(BERLIN, WorkingHours(days), frozenset(day + gap * DAY for gap in gaps))
    end = calendar.add_business_days(day, n)
    assert calendar.is_business_day(end)
    passed = range(1, (end - day).days + 1) if n > 0 else range((end - day).days, 0)
    assert sum(calendar.is_business_day(day + k * DAY) for k in passed) == abs(n)


@pytest.mark.parametrize(
    ("days", "first"),
    [({0, 1, 2, 3, 4}, 0), ({6, 0, 1, 2, 3}, 6), ({0, 1, 2, 3, 4, 5}, 0), (set(range(7)), 0), ({1, 2}, 0)],
)
def test_a_week_starts_on_monday_or_on_sunday_where_friday_is_free(days: set[int], first: int) -> None:
    assert WorkingHours(frozenset(days)).first_weekday == first


@pytest.mark.parametrize(
    ("now", "deadline"),
    [
        (berlin(16, 10), berlin(18, 17)),
        (berlin(20, 10), berlin(24, 17)),
        (berlin(20, 23, 59), berlin(24, 17)),
        (berlin(21, 10), berlin(24, 17)),
        (berlin(22, 0), berlin(24, 17)),
    ],
)
def test_the_default_deadline_is_two_business_days_ahead_at_17_00(now: datetime, deadline: datetime) -> None:
    assert default_deadline(now, OFFICE) == deadline


def test_the_default_deadline_is_counted_in_the_zone_of_the_calendar() -> None:
    auckland = WorkingCalendar(ZoneInfo("Pacific/Auckland"))
    # There it is Tuesday already.
    assert local_time(default_deadline(berlin(16, 14), auckland), auckland.zone) == local(2026, 11, 19, 17)


NUDGES = {
    "half an hour has none": (berlin(17, 10), berlin(17, 10, 30), []),
    "ninety minutes have none": (berlin(17, 10), berlin(17, 11, 30), []),
    "two hours have one": (berlin(17, 10), berlin(17, 12), [berlin(17, 11)]),
    "three hours have one": (berlin(17, 10), berlin(17, 13), [berlin(17, 11, 30)]),
    "an evening has none": (berlin(17, 18), berlin(17, 23), []),
    "a weekend has none": (berlin(20, 18), berlin(22, 20), []),
    "two business days have one, a day before the end": (berlin(16, 10), berlin(18, 17), [berlin(17, 17)]),
    "four working hours between two are not enough": (berlin(16, 10), berlin(18, 18), [berlin(18, 9)]),
    "a week has two": (berlin(16, 9), berlin(20, 18), [berlin(18, 13, 30), berlin(20, 9)]),
    "over a weekend half-way is counted in working time": (berlin(20, 15), berlin(23, 18), [berlin(23, 12)]),
    "Friday morning to early Monday is nudged on Friday": (
        berlin(20, 9),
        berlin(23, 9, 30),
        [berlin(20, 13, 45)],
    ),
    "Friday evening to early Monday has none": (berlin(20, 17, 30), berlin(23, 9, 30), []),
    "overnight has one": (berlin(17, 16), berlin(18, 12), [berlin(18, 9, 30)]),
    "an end late at night is announced that morning": (
        berlin(16, 9),
        berlin(20, 22),
        [berlin(18, 13, 30), berlin(20, 9)],
    ),
    "an end on Sunday is announced on Friday": (
        berlin(9, 9),
        berlin(22, 12),
        [berlin(16, 9), berlin(20, 12)],
    ),
    "a deadline that is over has none": (berlin(17, 12), berlin(17, 10), []),
}


@pytest.mark.parametrize(("opened", "deadline", "expected"), NUDGES.values(), ids=NUDGES)
def test_nudges(opened: datetime, deadline: datetime, expected: list[datetime]) -> None:
    assert list(nudge_times(opened, deadline, OFFICE)) == expected


def test_the_day_before_a_holiday_is_the_business_day_before_the_end() -> None:
    calendar = WorkingCalendar(BERLIN, OFFICE_HOURS, frozenset({date(2026, 11, 19)}))
    assert nudge_times(berlin(9, 9), berlin(20, 17), calendar)[-1] == berlin(18, 17)


zones = st.sampled_from(
    ["America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Africa/Casablanca", "Pacific/Apia", "UTC"]
).map(ZoneInfo)
moments = st.datetimes(local(2010, 1, 1), local(2030, 1, 1), timezones=st.just(UTC))
hours = st.builds(
    lambda days, edges: WorkingHours(days, time(edges[0]), time(edges[1])),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.tuples(st.integers(0, 11), st.integers(12, 23)),
)
any_calendar = st.builds(WorkingCalendar, zones, hours)


@given(calendar=any_calendar, opened=moments, minutes=st.integers(0, 30 * 24 * 60))
def test_nudges_are_few_apart_and_in_working_hours_between_opening_and_deadline(
    calendar: WorkingCalendar, opened: datetime, minutes: int
) -> None:
    deadline = opened + minutes * MINUTE
    nudges = nudge_times(opened, deadline, calendar)
    assert len(nudges) <= 2
    assert all(calendar.is_working(nudge) for nudge in nudges)
    assert all(opened + MARGIN <= nudge <= deadline - MARGIN for nudge in nudges)
    if len(nudges) == 2:
        assert calendar.working_time(*nudges) > APART


@given(calendar=any_calendar, start=moments, minutes=st.integers(0, 10 * 24 * 60))
def test_half_way_has_as_much_working_time_before_it_as_after_it(
    calendar: WorkingCalendar, start: datetime, minutes: int
) -> None:
    end = start + minutes * MINUTE
    half_way = calendar.find_half_way(start, end)
    if half_way is None:
        assert calendar.working_time(start, end) == timedelta()
    else:
        assert calendar.is_working(half_way)
        difference = calendar.working_time(start, half_way) - calendar.working_time(half_way, end)
        assert abs(difference) <= timedelta.resolution


@given(calendar=any_calendar, start=moments, parts=st.tuples(st.integers(0, 9999), st.integers(0, 9999)))
def test_working_time_adds_up(calendar: WorkingCalendar, start: datetime, parts: tuple[int, int]) -> None:
    middle = start + parts[0] * MINUTE
    end = middle + parts[1] * MINUTE
    both = calendar.working_time(start, middle) + calendar.working_time(middle, end)
    assert calendar.working_time(start, end) == both


def test_working_time_that_is_left_goes_on_in_working_hours() -> None:
    left = OFFICE.working_time(berlin(19, 15), berlin(20, 17))
    assert OFFICE.add_working_time(berlin(20, 16), left) == berlin(23, 18)
    with pytest.raises(CalendarError, match="not so much working time"):
        OFFICE.add_working_time(berlin(20, 16), timedelta(hours=9 * 400))


@given(calendar=any_calendar, start=moments, minutes=st.integers(1, 20 * 60))
def test_adding_working_time_is_measuring_it_backwards(
    calendar: WorkingCalendar, start: datetime, minutes: int
) -> None:
    end = calendar.add_working_time(start, minutes * MINUTE)
    assert calendar.working_time(start, end) == minutes * MINUTE
    assert calendar.is_working(end - timedelta.resolution)


@given(moment=moments, zone=zones)
def test_what_clocks_show_resolves_to_the_moment_or_to_the_first_of_two(
    moment: datetime, zone: ZoneInfo
) -> None:
    back = resolve(local_time(moment, zone), zone)
    assert local_time(back, zone) == local_time(moment, zone)
    assert back <= moment


def test_the_halves_of_a_day_meet_at_noon_of_the_person() -> None:
    noon = berlin(20, 12)
    assert half_day(noon - timedelta.resolution, BERLIN) == (date(2026, 11, 20), "am")
    assert half_day(noon, BERLIN) == (date(2026, 11, 20), "pm")
    assert half_day(noon, ZoneInfo("Pacific/Kiritimati")) == (date(2026, 11, 21), "am")
