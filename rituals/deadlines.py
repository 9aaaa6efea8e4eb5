"""Moments and days that a form asks for, picked or typed, read in the calendar of the person who asks."""

from datetime import date, datetime, timedelta

from rituals.calendar import WorkingCalendar, default_deadline
from rituals.phrases import PhraseError, parse_time
from rituals.refusal import Refusal, beside

USUAL_DAYS = 2  # Business days to the deadline, where nothing else was chosen.
FARTHEST = timedelta(days=366)


def read_deadline(
    picked: datetime | None, typed: str, days: int, now: datetime, calendar: WorkingCalendar
) -> datetime:
    """The deadline that was typed, else picked, else in so many business days; raises Refusal in the field."""
    if typed.strip():
        with beside("closes_typed"):
            return read_time(typed, now, calendar)
    if picked is None:
        return default_deadline(now, calendar, days)
    if picked <= now:
        raise Refusal.in_fields({"closes_picked": "That time is past. Pick one that is still to come."})
    if picked > now + FARTHEST:
        raise Refusal.in_fields({"closes_picked": "That is more than a year ahead. Pick an earlier time."})
    return picked


def read_time(text: str, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The time that was typed, read in the calendar's zone; raises Refusal."""
    try:
        return parse_time(text, now, calendar)
    except PhraseError as error:
        raise Refusal(str(error)) from None


def check_review_on(day: date | None, today: date) -> date | None:
    """The day of the review; raises Refusal in the field."""
    if day is not None and day <= today:
        raise Refusal.in_fields({"review_on": "Choose a day that is still to come."})
    return day
