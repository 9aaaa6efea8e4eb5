"""Times as people read them: Slack's date tokens, in British English with a clock of 24 hours."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sandbox.page.reader import Reader

MONTHS = calendar.month_name[1:]
WEEKDAYS = list(calendar.day_name)
HALF_A_YEAR = timedelta(days=183)
_TOKEN = re.compile(r"\{(\w+)\}")
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def from_ts(ts: str) -> datetime:
    """The moment of a message's `ts`, in UTC."""
    return datetime.fromtimestamp(float(ts), UTC)


def fill(template: str, moment: datetime, reader: Reader) -> str | None:
    """The template of a `<!date>` with its tokens filled in for this reader; None where a token is unknown.

    A relative day that opens the template is capitalised, as Slack does.
    """
    local = moment.astimezone(reader.zone)
    today = reader.now.astimezone(reader.zone).date()
    if any(token not in _TOKENS for token in _TOKEN.findall(template)):
        return None

    def word(found: re.Match[str]) -> str:
        text = ago(moment, reader.now) if found[1] == "ago" else _TOKENS[found[1]](local, today)
        return text[:1].upper() + text[1:] if found.start() == 0 else text

    return _TOKEN.sub(word, template)


def clock(moment: datetime, reader: Reader) -> str:
    """The time of day, "17:00"."""
    return f"{moment.astimezone(reader.zone):%H:%M}"


def stamp(moment: datetime, reader: Reader) -> str:
    """A day and time in one short line, "Tue 24 Nov 17:00"."""
    local = moment.astimezone(reader.zone)
    return f"{WEEKDAYS[local.weekday()][:3]} {local.day} {MONTHS[local.month - 1][:3]} {local:%H:%M}"


def in_full(moment: datetime, reader: Reader) -> str:
    """The whole date and time, "Tuesday, 24 November 2026 at 17:00:05"."""
    local = moment.astimezone(reader.zone)
    return f"{_long(local.date())} {local.year} at {local:%H:%M:%S}"


def day(moment: datetime, reader: Reader) -> str:
    """The heading above the messages of a day: "Today", "Yesterday", or "Tuesday, 24 November"."""
    local = moment.astimezone(reader.zone).date()
    today = reader.now.astimezone(reader.zone).date()
    words = _NEAR.get((local - today).days) or _with_year(_long(local), local, today)
    return words[:1].upper() + words[1:]


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, or how far ahead: "3 minutes ago", "in 2 days"."""
    seconds = round((now - moment).total_seconds())
    size = abs(seconds)
    for name, length in (
        ("year", 31_536_000),
        ("month", 2_592_000),
        ("day", 86_400),
        ("hour", 3600),
        ("minute", 60),
    ):
        if size >= length:
            count = size // length
            words = f"{count} {name}{'s' if count > 1 else ''}"
            return f"{words} ago" if seconds > 0 else f"in {words}"
    return "just now" if seconds >= 0 else "in a moment"


def _long(value: date) -> str:
    return f"{WEEKDAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]}"


def _with_year(words: str, value: date, today: date) -> str:
    """Slack leaves the year out of dates less than half a year away."""
    return words if abs(value - today) < HALF_A_YEAR else f"{words} {value.year}"


def _date(local: datetime, today: date) -> str:
    return _with_year(f"{local.day} {MONTHS[local.month - 1]}", local.date(), today)


def _short(local: datetime, today: date) -> str:
    return _with_year(f"{local.day} {MONTHS[local.month - 1][:3]}", local.date(), today)


def _weekday(local: datetime, today: date) -> str:
    return _with_year(_long(local.date()), local.date(), today)


Words = Callable[[datetime, date], str]


def _pretty(far: Words) -> Words:
    return lambda local, today: _NEAR.get((local.date() - today).days) or far(local, today)


_TOKENS: dict[str, Words] = {
    "date_num": lambda local, _: f"{local:%Y-%m-%d}",
    "date_slash": lambda local, _: f"{local:%d/%m/%Y}",
    "date": _date,
    "date_short": _short,
    "date_long": _weekday,
    "date_long_full": lambda local, _: f"{local.day} {MONTHS[local.month - 1]} {local.year}",
    "date_pretty": _pretty(_date),
    "date_short_pretty": _pretty(_short),
    "date_long_pretty": _pretty(_weekday),
    "day_divider_pretty": _pretty(_weekday),
    "time": lambda local, _: f"{local:%H:%M}",
    "time_secs": lambda local, _: f"{local:%H:%M:%S}",
    "ago": lambda local, _: "",
}
