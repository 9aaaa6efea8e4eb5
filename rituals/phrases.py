"""Times as people type them, and times in plain text where Slack's date tokens do not work.

Knows English words for days and times. Knows no clock (now is an argument) and no ritual.

A phrase names a time from now, or a day, a time of day, or both in either order:

- `90m`, `3h`, `in 3 hours`, `1h 30m`: so much later, to the minute.
- `2d`, `1w`, `2bd`, `in 2 days`: the day so many days, weeks or business days after today. These are days, not
  times from now: who types `2d` at 10:23 does not mean 10:23.
- `today`, `tomorrow`, `fri`, `next tue`, `1 dec`, `dec 1 2027`, `2026-12-01`, `1.12.2026`: a day.
- `next week`, `next month`: its first business day. `end of week`, `eom`: its last one, when working hours end.
- `17:00`, `5:30 pm`, `noon`, `eod` (when working hours end): a time of day.

A day without a time means 17:00, `tonight` 20:00. What names no date is ahead: `fri` is the next Friday whose time
has not come, `17:00` is tomorrow's once today's is over. `next tue` is Tuesday of next week. A date without a year is
the next such day, but one that passed less than thirty days ago is a slip, and past. Figures that countries read
differently (`12/01/2026`) are refused. Seconds are dropped.
"""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from rituals.calendar import DAY, USUAL_TIME, WorkingCalendar, local_time, resolve

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TONIGHT = time(20)
WEEK = timedelta(days=7)
YEAR = timedelta(days=366)
SLIP = timedelta(days=30)
LONGEST = 80  # No phrase that means a time has more characters.


class PhraseError(ValueError):
    """What was typed is no time that can be used; the message is a sentence that says what to type instead."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a phrase may mean, soonest first: the first that is still ahead is meant.

    `usual` is the time of day that is meant where none is typed.
    """

    dates: tuple[date, ...]
    usual: time = USUAL_TIME


def parse_time(text: str, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The moment ahead, a whole minute in UTC, that somebody means who types `text` at `now`.

    Raises PhraseError where it cannot be read, can be read in two ways, is past, or is over a year ahead.
    """
    here = local_time(now, calendar.zone)
    phrase = _tidy(text)
    if found := FROM_NOW.fullmatch(phrase):
        later = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
        _refuse_far(here + later, here)
        moment = (now.astimezone(UTC) + later).replace(second=0, microsecond=0)
        if moment <= now:
            raise _past(here, here)
        return moment
    wanted = _read(phrase, here.date(), calendar)
    if not wanted:
        raise _unreadable(text, here.date())
    for local in wanted:
        _refuse_far(local, here)
        # What is over a day back is past in every zone; the year 1 could not be resolved in some.
        if here - local < DAY and (moment := resolve(local, calendar.zone)) > now:
            return moment
    raise _past(wanted[-1], here)


def _write(local: datetime, here: datetime) -> str:
    year = "" if local.year == here.year else f" {local.year:04}"
    return f"{WEEKDAYS[local.weekday()][:3]} {local.day} {MONTHS[local.month - 1]}{year} {local:%H:%M}"


FILLERS = frozenset({"at", "by", "coming", "in", "of", "on", "the", "this", "till", "until"})
NUMBERS = {"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4"}
WORDS = NUMBERS | {"a.m": "am", "p.m": "pm", "midday": "noon", "tmrw": "tomorrow"}
FROM_NOW = re.compile(
    r"(?=\d)(?:(?P<hours>\d{1,4}) ?(?:h|hrs?|hours?))?(?: ?(?P<minutes>\d{1,5}) ?(?:m|mins?|minutes?))?"
)


def _tidy(text: str) -> str:
    """Lower case, ASCII digits, single spaces, no words that say nothing; empty where the text is too long."""
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text).casefold().replace(",", " ")
    shown = (str(unicodedata.decimal(char, char)) for char in plain if unicodedata.category(char) != "Cf")
    words = (word.strip(".;!'\"`“”") for word in "".join(shown).split())
    phrase = " ".join(WORDS.get(word, word) for word in words if word and word not in FILLERS)
    phrase = re.sub(r"\bend (next )?(day|week|month)\b", lambda m: f"{m[1] or ''}eo{m[2][0]}", phrase)
    phrase = re.sub(r"(?<=\d)([ap])\.m\b", r"\1m", phrase)
    return re.sub(r"(?<=\d)t(?=\d)", " ", phrase)


CLOCK = r"noon|eod|(?P<hour>\d{1,2})(?=:| ?[ap]m)(?::(?P<minute>\d\d)(?::\d\d)?)?(?: ?(?P<half>[ap])m)?"
CLOCK_LAST = re.compile(rf"(?:(?P<day>.+) )?(?P<clock>{CLOCK})")
CLOCK_FIRST = re.compile(rf"(?P<clock>{CLOCK}) (?P<day>.+)")


def _read(phrase: str, today: date, calendar: WorkingCalendar) -> list[datetime]:
    """The local times that a phrase may mean, soonest first; none where it cannot be read."""
    found = CLOCK_LAST.fullmatch(phrase) or CLOCK_FIRST.fullmatch(phrase)
    clock = _read_clock(found, calendar) if found else None
    if found is None:
        days = _read_days(phrase, today, calendar)
    elif clock is None:
        days = None
    elif found["day"]:
        days = _read_days(found["day"], today, calendar)
    else:
        days = Days((today,) if found["clock"] == "eod" else (today, today + DAY))
    return [datetime.combine(day, clock or days.usual) for day in days.dates] if days else []


def _read_clock(found: re.Match[str], calendar: WorkingCalendar) -> time | None:
    if found["clock"] == "noon":
        return time(12)
    if found["clock"] == "eod":
        return calendar.hours.end
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _read_days(phrase: str, today: date, calendar: WorkingCalendar) -> Days | None:
    for pattern, reading in READINGS:
        if found := pattern.fullmatch(phrase):
            return reading(found, today, calendar)
    return None


def _name_day(found: re.Match[str], today: date, _: WorkingCalendar) -> Days:
    if found[0] == "tonight":
        return Days((today,), TONIGHT)
    return Days((today + DAY if found[0] == "tomorrow" else today,))


def _count_days(found: re.Match[str], today: date, calendar: WorkingCalendar) -> Days:
    if found["business"]:
        return Days((calendar.add_business_days(today, int(found["business"])),))
    return Days((today + int(found["days"] or 0) * DAY + int(found["weeks"] or 0) * WEEK,))


def _find_weekday(found: re.Match[str], today: date, calendar: WorkingCalendar) -> Days:
    weekday = _index(WEEKDAYS, found["weekday"])
    begins = _begin("week", 1, today, calendar) if found["next"] else today
    day = begins + (weekday - begins.weekday()) % 7 * DAY
    return Days((day,) if found["next"] else (day, day + WEEK))


def _find_first(found: re.Match[str], today: date, calendar: WorkingCalendar) -> Days:
    return Days((calendar.add_business_days(_begin(found["unit"], 1, today, calendar) - DAY, 1),))


def _find_last(found: re.Match[str], today: date, calendar: WorkingCalendar) -> Days:
    unit = "week" if found["unit"] == "w" else "month"
    ends = [_begin(unit, ahead, today, calendar) for ahead in (1, 2)][1 if found["next"] else 0 :]
    return Days(tuple(calendar.add_business_days(end, -1) for end in ends), calendar.hours.end)


def _find_date(found: re.Match[str], today: date, _: WorkingCalendar) -> Days:
    """A date with or without a year, and with the weekday that it falls on, if any is typed."""
    year, month = found.groupdict().get("year"), found["month"]
    number = int(month) if month.isdecimal() else _index(MONTHS, month) + 1
    day = _next_such_day(year, number, int(found["day"]), today)
    if day is None:
        raise PhraseError(f"There is no such day as “{found[0]}”. {_advise(today)}")
    if found["weekday"] and _index(WEEKDAYS, found["weekday"]) != day.weekday():
        written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        raise PhraseError(f"{written} is a {WEEKDAYS[day.weekday()]}: type {day} if you mean that day.")
    return Days((day,))


def _refuse_figures(found: re.Match[str], today: date, _: WorkingCalendar) -> None:
    """Figures that are day and month in one country, month and day in another, and perhaps a time in a third."""
    first, second, year = int(found["first"]), int(found["second"]), found["year"]
    year = f"20{year}" if year and len(year) == 2 else year
    days = {_next_such_day(year, first, second, today), _next_such_day(year, second, first, today)}
    meant = [str(day) for day in sorted(day for day in days if day)]
    if year is None and first < 24 and second < 60:
        meant.append(f"{first}:{second:02}")
    if meant:
        advice = f"type {' or '.join(meant)}."
        raise PhraseError(f"“{found[0]}” means different things in different countries: {advice}")


def _next_such_day(year: str | None, month: int, day: int, today: date) -> date | None:
    """That day of that year; without a year the next one, or this year's if it passed less than thirty days ago."""
    # Within nine years there is a 29 February, even around 2100.
    for candidate in (int(year),) if year else range(today.year, today.year + 9):
        with suppress(ValueError):
            if (found := date(candidate, month, day)) > today - SLIP or year:
                return found
    return None


def _begin(unit: str, ahead: int, today: date, calendar: WorkingCalendar) -> date:
    """The first day of the week or month that lies so many ahead of today's."""
    if unit == "month":
        return today + relativedelta(day=1, months=ahead)
    return today - (today.weekday() - calendar.hours.first_weekday) % 7 * DAY + ahead * WEEK


def _index(names: tuple[str, ...], word: str) -> int:
    """The place of the name that the word is, or is short for; its first three letters tell."""
    return [name[:3].casefold() for name in names].index(word[:3])


WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY_OF_MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
Reading = Callable[[re.Match[str], date, WorkingCalendar], Days | None]
READINGS: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (re.compile(r"today|tonight|tomorrow"), _name_day),
    (
        re.compile(
            r"(?P<days>\d{1,4}) ?(?:d|days?)|(?P<weeks>\d{1,4}) ?(?:w|wks?|weeks?)|"
            r"(?P<business>\d{1,4}) ?(?:bd|(?:business|working) days?)"
        ),
        _count_days,
    ),
    (re.compile(rf"(?P<next>next )?{WEEKDAY}"), _find_weekday),
    (re.compile(rf"{WEEKDAY} (?P<next>next week)"), _find_weekday),
    (re.compile(r"next (?P<unit>week|month)"), _find_first),
    (re.compile(r"(?P<next>next )?eo(?P<unit>[wm])"), _find_last),
    (re.compile(rf"(?:{WEEKDAY} )?{DAY_OF_MONTH} ?{MONTH}(?: (?P<year>\d{{4}}))?"), _find_date),
    (re.compile(rf"(?:{WEEKDAY} )?{MONTH} ?{DAY_OF_MONTH}(?: (?P<year>\d{{4}}))?"), _find_date),
    (re.compile(rf"(?:{WEEKDAY} )?(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)"), _find_date),
    (re.compile(rf"(?:{WEEKDAY} )?(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{{4}})"), _find_date),
    (re.compile(r"(?P<first>\d\d?)[-/.](?P<second>\d\d?)(?:[-/.](?P<year>\d\d|\d{4}))?"), _refuse_figures),
)


def _advise(today: date) -> str:
    return f"Type for example 2d, fri 17:00, tomorrow 9am or {today + 10 * DAY} 14:00."


def _unreadable(text: str, today: date) -> PhraseError:
    shown = " ".join(text.split())
    if not shown:
        return PhraseError(f"There is no time yet. {_advise(today)}")
    shown = shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"
    return PhraseError(f"“{shown}” is not a time that Cairn can read. {_advise(today)}")


def _past(local: datetime, here: datetime) -> PhraseError:
    return PhraseError(
        f"{_write(local, here)} is past: type a later time, for example 3h, tomorrow 9am or 2d."
    )


def _refuse_far(local: datetime, here: datetime) -> None:
    latest = here.date() + YEAR
    if local.date() > latest:
        raise PhraseError(f"{_write(local, here)} is more than a year ahead: type a time up to {latest}.")
