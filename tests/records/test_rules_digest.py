"""The rules of the monthly digest: when it is posted, and its figures."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.calendar import WorkingCalendar, WorkingHours, local_time
from rituals.records.digest import (
    Digest,
    by_age,
    half_within,
    is_timely,
    last_posting,
    next_posting,
    posting,
    told_of,
)

BERLIN = WorkingCalendar(ZoneInfo("Europe/Berlin"))
SUNDAYS = WorkingCalendar(ZoneInfo("Asia/Amman"), WorkingHours(frozenset({6, 0, 1, 2, 3})))
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 20 * 365 * 24).map(lambda hours: BEGIN + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("month", "calendar", "at"),
    [
        (date(2026, 12, 24), BERLIN, "2026-12-01 09:00"),  # A Tuesday.
        (date(2026, 11, 1), BERLIN, "2026-11-02 09:00"),  # The 1st is a Sunday.
        (date(2026, 8, 31), BERLIN, "2026-08-03 08:00"),  # A Saturday; summer time.
        (date(2026, 11, 1), SUNDAYS, "2026-11-01 07:00"),
    ],
)
def test_it_is_posted_at_ten_on_the_first_business_day(
    month: date, calendar: WorkingCalendar, at: str
) -> None:
    assert posting(month, calendar) == datetime.fromisoformat(at).replace(tzinfo=UTC)


@given(MOMENTS, st.sampled_from([BERLIN, SUNDAYS]))
def test_the_last_and_the_next_lie_on_either_side_of_now_a_month_apart(
    now: datetime, calendar: WorkingCalendar
) -> None:
    last, following = last_posting(now, calendar), next_posting(now, calendar)
    assert last <= now < following
    assert timedelta(days=26) < following - last < timedelta(days=36)
    assert told_of(following, calendar) == local_time(last, calendar.zone).date().replace(day=1)


def test_it_tells_of_the_month_before() -> None:
    assert told_of(datetime(2027, 1, 1, 9, tzinfo=UTC), BERLIN) == date(2026, 12, 1)


def test_it_is_worth_posting_for_a_week() -> None:
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert is_timely(at, at + timedelta(days=7))
    assert not is_timely(at, at + timedelta(days=7, seconds=1))


def test_actions_are_counted_by_age_and_not_by_person() -> None:
    assert by_age([0, 7, 8, 31, 93]) == [
        ("for a week at most", 2),
        ("for a month at most", 2),
        ("for longer", 1),
    ]
    assert by_age([]) == []


def test_half_of_the_decisions_is_the_median() -> None:
    assert half_within([9, 1, 2]) == 2
    assert half_within([1, 2]) == 1.5


def test_figures_alone_are_no_news() -> None:
    assert Digest(date(2026, 11, 1), took=(1, 2, 3)).is_empty
    assert not Digest(date(2026, 11, 1), actions=(("for longer", 1),)).is_empty
