"""Times as people type them. In these tests it is Friday, 20 November 2026, 10:23:45 in Berlin."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours, local_time
from rituals.phrases import WEEKDAYS, PhraseError, parse_time

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = WorkingCalendar(BERLIN)
NOW = datetime(2026, 11, 20, 10, 23, 45, 678, BERLIN)
DAY = timedelta(days=1)


def read(text: str, now: datetime = NOW, calendar: WorkingCalendar = OFFICE) -> str:
    """What is understood, as local time in ISO form to the minute."""
    return local_time(parse_time(text, now, calendar), calendar.zone).isoformat(" ").removesuffix(":00")


def refusal(text: str, now: datetime = NOW, calendar: WorkingCalendar = OFFICE) -> str:
    with pytest.raises(PhraseError) as refused:
        parse_time(text, now, calendar)
    return str(refused.value)


# What a moment can be called.
NAMES = {
    "2026-11-20 10:24": "fri 10:24 | 10:24",
    "2026-11-20 11:53": "90m | 90 min | 1h 30m | 1h30m",
    "2026-11-20 12:00": "eow 12:00 | noon | 12pm",
    "2026-11-20 13:23": "3h | in 3 hours | in three hours",
    "2026-11-20 17:00": "0d | today | fri | friday 17:00 | fri 5pm | 5pm on Friday | 17:00 | 5 p.m.",
    "2026-11-20 17:30": "5:30 pm",
    "2026-11-20 18:00": "eod | by the end of the day | 20 nov 6pm | eow | end of this week",
    "2026-11-20 20:00": "tonight",
    "2026-11-21 00:00": "12am",
    "2026-11-21 00:05": "0:05",
    "2026-11-21 09:00": "tomorrow 9am | 9am",
    "2026-11-21 10:23": "10:23",
    "2026-11-21 17:00": "tomorrow",
    "2026-11-22 09:00": "in 2 days at 9am",
    "2026-11-22 17:00": "2d | 2 days | in two days",
    "2026-11-23 17:00": "monday next week | next week",
    "2026-11-23 18:00": "eod Monday",
    "2026-11-24 10:30": "next tue 10:30",
    "2026-11-24 17:00": "2bd | 2 business days",
    "2026-11-25 12:00": "weds noon",
    "2026-11-25 17:00": "3 working days",
    "2026-11-26 17:00": "thu | this thurs",
    "2026-11-27 10:23": "fri 10:23",
    "2026-11-27 17:00": "1w | in a week | next fri",
    "2026-11-27 18:00": "end of next week",
    "2026-11-29 17:00": "next sun",
    "2026-11-30 18:00": "end of month",
    "2026-12-01 09:00": "dec 1 9am | tue 1 dec 9am",
    "2026-12-01 14:00": "2026-12-01 14:00 | 2026-12-01T14:00 | 14:00 2026-12-01 | 1.12.2026 14:00",
    "2026-12-01 14:01": "2026-12-01T14:01:59",
    "2026-12-01 17:00": "next month | 2026-12-01 | 2026-12-1 | 1 dec | 1st of December, 2026",
    "2026-12-02 09:00": "Dec 2nd, 9 am",
    "2026-12-31 18:00": "next eom",
    "2027-10-21 17:00": "21 oct",
    "2027-11-21 17:00": "2027-11-21",
}
PHRASES = {text: moment for moment, texts in NAMES.items() for text in texts.split(" | ")}


@pytest.mark.parametrize(("text", "expected"), PHRASES.items())
def test_people_are_understood(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", PHRASES)
def test_capitals_spaces_and_stops_do_not_matter(text: str) -> None:
    spaced = text.upper().replace(" ", " \u00a0 ")
    assert read(f"\u200e  {spaced} .") == read(text)


@pytest.mark.parametrize("zero", ["٠", "०", "０"])
def test_the_digits_of_all_scripts_are_read(zero: str) -> None:
    digits = {ord("0") + n: chr(ord(zero) + n) for n in range(10)}
    for text in ("90m", "2d 9am", "fri 17:00", "1.12.2026", "2026-12-01T14:00"):
        assert read(text.translate(digits)) == read(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "foo",
            "2",
            "17",
            "1730",
            "fri 5",
            "fri fri",
            "17:00 18:00",
            "noon 5pm",
            "17h30",
            "1,5h",
            "3x",
            "-2d",
        ),
        *(
            "25:00",
            "24:00",
            "17:60",
            "13pm",
            "0am",
            "5:3 pm",
            "week",
            "next",
            "next 2d",
            "month",
            "1 monday",
            "33.44",
        ),
        *("2026-12", "2026-12-01Z", "2026-12-01T14", "17:00+01:00", "²", "am", "T", "99999d", "eod eod"),
    ],
)
def test_what_cannot_be_read_is_answered_with_examples(text: str) -> None:
    advice = "Type for example 2d, fri 17:00, tomorrow 9am or 2026-11-30 14:00."
    assert refusal(text) == f"“{text}” is not a time that Cairn can read. {advice}"


def test_no_time_is_answered_with_examples() -> None:
    assert refusal(" \n\u00a0").startswith("There is no time yet. Type for example 2d, ")


def test_a_long_text_is_cut_in_the_answer() -> None:
    assert refusal("fri " * 5000).startswith(f"“{'fri ' * 20}…” is not a time")
    assert "is not a time" in refusal("at " * 30 + "fri")


@pytest.mark.parametrize("text", ["2d", "fri 17:00", "tomorrow 9am", "2026-11-30 14:00", "3h"])
def test_the_examples_given_can_be_typed(text: str) -> None:
    assert text in refusal("foo") + refusal("today 9am")
    assert read(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("today 9am", "Fri 20 Nov 09:00"),
        ("today 10:23", "Fri 20 Nov 10:23"),
        ("20 nov 9am", "Fri 20 Nov 09:00"),
        ("19 nov", "Thu 19 Nov 17:00"),
        ("thu 22 oct", "Thu 22 Oct 17:00"),
        ("0001-01-01 00:00", "Mon 1 Jan 0001 00:00"),
        ("0m", "Fri 20 Nov 10:23"),
    ],
)
def test_the_past_is_refused(text: str, written: str) -> None:
    assert refusal(text) == f"{written} is past: type a later time, for example 3h, tomorrow 9am or 2d."


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2027-11-22", "Mon 22 Nov 2027 17:00"),
        ("29 feb", "Tue 29 Feb 2028 17:00"),
        ("9999h", "Tue 11 Jan 2028 01:23"),
        ("9999bd", "Thu 19 Mar 2065 17:00"),
        ("9999-12-31 23:59", "Fri 31 Dec 9999 23:59"),
    ],
)
def test_more_than_a_year_ahead_is_refused(text: str, written: str) -> None:
    assert refusal(text) == f"{written} is more than a year ahead: type a time up to 2027-11-21."


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12/01/2026", "2026-01-12 or 2026-12-01"),
        ("12/01/26 14:00", "2026-01-12 or 2026-12-01"),
        ("25/12/2026", "2026-12-25"),
        ("1/12", "2026-12-01 or 2027-01-12 or 1:12"),
        ("17.30", "17:30"),
    ],
)
def test_figures_that_countries_read_differently_are_refused(text: str, meant: str) -> None:
    figures = text.split(maxsplit=1)[0]
    assert refusal(text) == f"“{figures}” means different things in different countries: type {meant}."


@pytest.mark.parametrize("text", ["31 feb", "feb 30 2027", "2026-11-31", "2026-13-01", "31.11.2026", "0 dec"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    assert refusal(text).startswith(f"There is no such day as “{text}”. Type for example ")


def test_a_weekday_beside_a_date_has_to_fit() -> None:
    assert refusal("mon 1 dec 9am") == "1 Dec 2026 is a Tuesday: type 2026-12-01 if you mean that day."


def test_weeks_and_business_days_follow_the_calendar() -> None:
    sunday_to_thursday = WorkingHours(frozenset({6, 0, 1, 2, 3}), time(8), time(16))
    cairo = WorkingCalendar(ZoneInfo("Africa/Cairo"), sunday_to_thursday, frozenset({date(2026, 11, 22)}))
    assert read("1bd", calendar=cairo) == "2026-11-23 17:00"
    assert read("next week", calendar=cairo) == "2026-11-23 17:00"
    assert read("next sun", calendar=cairo) == "2026-11-22 17:00"
    assert read("next mon", calendar=cairo) == "2026-11-23 17:00"
    assert read("eow", calendar=cairo) == "2026-11-26 16:00"
    assert read("eod", calendar=cairo) == "2026-11-20 16:00"


def test_the_end_of_week_is_next_weeks_once_this_weeks_is_over() -> None:
    assert read("eow", now=NOW + DAY) == "2026-11-27 18:00"
    long_weekend = WorkingCalendar(BERLIN, OFFICE_HOURS, frozenset({date(2026, 11, 27)}))
    assert read("eow", now=NOW + DAY, calendar=long_weekend) == "2026-11-26 18:00"


def test_this_minute_is_past() -> None:
    minute = NOW.replace(second=0, microsecond=0)
    assert "is past" in refusal("0m", now=minute)
    assert "is past" in refusal("today 10:23", now=minute)


def test_the_end_of_today_does_not_move_to_tomorrow() -> None:
    assert "is past" in refusal("eod", now=NOW + timedelta(hours=10))


def test_hours_are_counted_in_time_and_days_by_the_calendar_where_clocks_change() -> None:
    saturday = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    assert read("24h", now=saturday) == "2026-10-25 11:00"
    assert read("1d 12:00", now=saturday) == "2026-10-25 12:00"


def test_a_time_that_is_skipped_moves_forward_and_one_that_occurs_twice_is_the_first() -> None:
    assert read("2027-03-28 02:30") == "2027-03-28 03:30"
    assert parse_time("2027-10-31 02:30", NOW, OFFICE) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


names = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Africa/Cairo"]
calendars = st.sampled_from([WorkingCalendar(ZoneInfo(name)) for name in names])
nows = st.integers(0, 5 * 365 * 24 * 60 * 60).map(
    lambda seconds: NOW.astimezone(UTC) + timedelta(seconds=seconds)
)
minutes_ahead = st.integers(1, 365 * 24 * 60)


@given(calendar=calendars, now=nows, ahead=minutes_ahead)
def test_what_is_written_reads_back(calendar: WorkingCalendar, now: datetime, ahead: int) -> None:
    moment = (now + timedelta(minutes=ahead)).replace(second=0, microsecond=0)
    back = parse_time(f"{moment.astimezone(calendar.zone):%Y-%m-%d %H:%M}", now, calendar)
    # Where a local time occurs twice, the first is meant.
    assert back == moment or moment.astimezone(calendar.zone).fold == 1


@given(calendar=calendars, now=nows, weekday=st.integers(0, 6), clock=st.times())
def test_a_weekday_is_the_first_such_day_whose_time_is_ahead(
    calendar: WorkingCalendar, now: datetime, weekday: int, clock: time
) -> None:
    moment = parse_time(f"{WEEKDAYS[weekday]} {clock:%H:%M}", now, calendar)
    assert now < moment
    local = local_time(moment, calendar.zone)
    passed = local - local_time(now, calendar.zone)
    # A change of clocks may move the time itself, by an hour.
    assert passed <= 7 * DAY + timedelta(hours=1)
    assert local.weekday() == weekday


words = st.sampled_from(
    [
        *(
            "next",
            "end",
            "of",
            "day",
            "week",
            "month",
            "eod",
            "eow",
            "eom",
            "fri",
            "Tuesday",
            "today",
            "noon",
        ),
        *("17:00", "9am", "am", "99:99", "2d", "3h", "bd", "1", "12", "29", "31st", "9999", "2027", "2028"),
        *("dec", "feb", "2026-12-01", "0000-01-01", "1.2.2027", "1/2", "77/88", "tonight", ".", "a", "in"),
    ]
)


@given(calendar=calendars, now=nows, text=st.lists(words, max_size=5).map(" ".join) | st.text(max_size=12))
def test_whatever_is_typed_is_a_whole_minute_ahead_or_refused(
    calendar: WorkingCalendar, now: datetime, text: str
) -> None:
    with suppress(PhraseError):
        moment = parse_time(text, now, calendar)
        assert now < moment < now + 368 * DAY
        assert (moment.second, moment.microsecond, moment.tzinfo) == (0, 0, UTC)
