"""Times as people type them, and times as they are written where Slack's date tokens do not work.

Knows English words for days and times. Knows no clock (now is an argument) and no ritual.

A phrase names a day, a time of day, or both, in either order, or a time from now:

- `90m`, `3h`, `in 3 hours`: so much later, to the minute.
- `2d`, `1w`, `2bd`: a day, counted from today in calendar days, weeks or business days; not a time from now,
  because who types `2d` at 10:23 does not mean 10:23.
- `today`, `tomorrow`, `fri`, `next tue`, `1 dec`, `dec 1 2026`, `2026-12-01`, `1.12.2026`: a day.
- `next week`, `next month`: its first business day.
- `eow`, `end of month`: its last business day, when working hours end. `eod`, `fri eod`: when working hours end.
- `17:00`, `5:30 pm`, `noon`: a time of day.

A day without a time means 17:00, and 20:00 for `tonight`. What names no date is always ahead: `fri` is the next
Friday whose time has not come, `17:00` is tomorrow's when today's is over. `next tue` is Tuesday of next week. A date
without a year is the next such day, today included. Dates in figures that are read differently in different
countries are refused. Seconds are dropped.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rituals.calendar import DAY, USUAL_TIME, WorkingCalendar, local_time, resolve

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
LONGEST = 80  # Characters; nothing that means a time is longer.
YEAR = timedelta(days=366)
WEEK = timedelta(days=7)
TONIGHT = time(20)


class PhraseError(ValueError):
    """What was typed is no time that can be used; the message is a sentence that says what to type instead."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a phrase may mean, soonest first, and the time it means where it names none."""

    days: tuple[date, ...]
    usual: time = USUAL_TIME


Reading = Callable[[re.Match[str], date, WorkingCalendar], Days]


def parse_time(text: str, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The moment, in UTC and on a whole minute, that a person means who types `text` in `calendar.zone`.

    Raises PhraseError where the text is unreadable, can be read in two ways, is past, or is over a year ahead.
    """
    phrase = _tidy(text)
    local = local_time(now, calendar.zone)
    if found := FROM_NOW.fullmatch(phrase):
        hours, minutes = int(found["hours"] or 0), int(found["minutes"] or 0)
        moment = resolve_minute(now + timedelta(hours=hours, minutes=minutes))
        return _check(moment, now, calendar.zone)
    meant, clock = _read(phrase, local.date(), calendar)
    raise NotImplementedError
