"""From what a person typed into the settings to settings, or to the sentence beside the field that needs mending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rituals.calendar import WorkingHours
from rituals.refusal import Refusal, gathered
from rituals.settings.model import LONGEST_ABSENCE, NUDGES, OfPerson, OfWorkspace, make_hours


@dataclass(frozen=True, slots=True)
class Form:
    """What was chosen, unchecked. The names of its fields name the fields of the modal."""

    zone: str = ""
    days: Sequence[str] = ()  # Weekdays, Monday is 0.
    start: str = ""
    end: str = ""
    away_until: date | None = None
    nudges: Sequence[str] = ()  # The rituals that may nudge.


def check_person(form: Form, workspace: OfWorkspace, now: datetime) -> OfPerson:
    """What this person chose; raises Refusal in the fields. What is as in the workspace is not chosen."""
    wrong: dict[str, str] = {}
    zone, hours = form.zone.strip(), workspace.hours
    with gathered(wrong, "zone"):
        check_zone(zone)
    with gathered(wrong, "end"):
        hours = check_hours(form)
    if form.away_until is not None and form.away_until > now.date() + timedelta(days=LONGEST_ABSENCE):
        wrong["away_until"] = "That is more than a year ahead. Pick an earlier day."
    if wrong:
        raise Refusal.in_fields(wrong)
    away = form.away_until if form.away_until and form.away_until >= now.date() - timedelta(days=1) else None
    muted = frozenset(NUDGES) - frozenset(form.nudges)
    return OfPerson(zone, None if hours == workspace.hours else hours, away, muted)


def check_workspace(form: Form) -> OfWorkspace:
    """What holds in the workspace; raises Refusal in the fields."""
    wrong: dict[str, str] = {}
    hours = OfWorkspace().hours
    with gathered(wrong, "end"):
        hours = check_hours(form)
    if wrong:
        raise Refusal.in_fields(wrong)
    return OfWorkspace(hours, bool(form.nudges))


def check_zone(zone: str) -> None:
    """Whether there is such a zone, '' for Slack's; raises Refusal."""
    try:
        if zone:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal("I don't know that zone. Write one such as Europe/Berlin, or leave it empty.") from None


def check_hours(form: Form) -> WorkingHours:
    """The working hours; raises Refusal."""
    if not form.days:
        raise Refusal.in_fields({"days": "Choose at least one day."})
    hours = make_hours(frozenset(map(int, form.days)), _read_time(form.start), _read_time(form.end))
    if hours is None:
        raise Refusal("Working hours end after they start, on the same day.")
    return hours


def _read_time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Refusal("Pick when they start and when they end.") from None
