"""Moments and days that a form asks for, picked or typed, read in the calendar of the person who asks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rituals.calendar import WorkingCalendar, default_deadline
from rituals.phrases import PhraseError, parse_time
from rituals.refusal import Refusal, beside
from rituals.texts import check_reason, seen

USUAL_DAYS = 2  # Business days to the deadline, where nothing else was chosen.
FARTHEST = timedelta(days=366)
KEEP_STALLED = timedelta(days=30)
"""What has stalled, and nobody extends or closes, ends after so long."""


@dataclass(frozen=True, slots=True)
class Move:
    """Another deadline, and why."""

    closes_at: datetime
    reason: str = ""

    @property
    def detail(self) -> str:
        """What the history keeps of it."""
        return f"{int(self.closes_at.timestamp())} {self.reason.strip()}".rstrip()

    @classmethod
    def read(cls, detail: str) -> "Move":
        """The move of which the history keeps this."""
        stamp, _, reason = detail.partition(" ")
        return cls(datetime.fromtimestamp(int(stamp), UTC), reason)


def check_more_time(is_later: bool, reason: str) -> None:
    """Raises Refusal in the field of the reason for another deadline where more time lacks one, or it is too long."""
    if is_later and not seen(reason):
        raise Refusal.in_fields({"reason": "Write why more time is needed: it is shown on the card."})
    if seen(reason):
        check_reason(reason)


def read_deadline(
    picked: datetime | None, typed: str, days: int, now: datetime, calendar: WorkingCalendar
) -> datetime:
    """The deadline that was typed, else picked, else in so many business days; raises Refusal in the field."""
    if typed.strip():
        with beside("closes_typed"):
            return read_time(typed, now, calendar)
    if picked is None:
        return default_deadline(now, calendar, days)
    check_ahead(picked, now)
    if picked > now + FARTHEST:
        raise Refusal.in_fields({"closes_picked": "That is more than a year ahead. Pick an earlier time."})
    return picked


def check_ahead(moment: datetime, now: datetime) -> None:
    """Raises Refusal in the field in which it was picked unless this moment is still to come."""
    if moment <= now:
        raise Refusal.in_fields({"closes_picked": "That time is past. Pick one that is still to come."})


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
