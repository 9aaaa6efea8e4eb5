"""From what a person typed to an action, or to the sentence beside the field that needs mending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rituals.actions.model import LONGEST_TEXT, MOST_OWNERS
from rituals.calendar import WorkingCalendar, local_time
from rituals.ids import Person
from rituals.phrases import PhraseError, parse_time
from rituals.refusal import Refusal, gathered

FARTHEST = timedelta(days=366)
USUAL_DAYS = 5


@dataclass(frozen=True, slots=True)
class Form:
    """What a person typed, unchecked. The names of its fields name the fields of the modal."""

    text: str = ""
    owners: tuple[Person, ...] = ()
    due_picked: date | None = None
    due_typed: str = ""  # Wins over what was picked.
    channel: str = ""


def read_line(line: str, mentioned: Sequence[Person]) -> Form:
    """What `/actions add Write the runbook | fri | @ben` asks for, mentions wherever they stand."""
    text, *rest = (part.strip() for part in line.split("|"))
    due = next((part for part in rest if part and not part.startswith("@")), "")
    return Form(text, tuple(dict.fromkeys(mentioned)), due_typed=due)


def default_due(today: date, calendar: WorkingCalendar) -> date:
    """Five business days ahead."""
    return calendar.add_business_days(today, USUAL_DAYS)


def check(form: Form, now: datetime, calendar: WorkingCalendar) -> tuple[str, date]:
    """The text on one line and the due date; raises Refusal with a sentence for each field that needs mending."""
    wrong: dict[str, str] = {}
    text = " ".join(form.text.split())
    if not text:
        wrong["text"] = "Write what is to be done."
    elif len(text) > LONGEST_TEXT:
        wrong["text"] = (
            f"That has {len(text):,} characters and {LONGEST_TEXT} fit. Keep what is to be done; link to the rest."
        )
    with gathered(wrong, "owners"):
        check_owners(form.owners)
    due = now.date()
    with gathered(wrong, "due_typed" if form.due_typed.strip() else "due_picked"):
        due = read_due(form, now, calendar)
    if wrong:
        raise Refusal.in_fields(wrong)
    return text, due


def check_owners(owners: Sequence[Person]) -> None:
    """One owner or more, and not too many; raises Refusal."""
    if not owners:
        raise Refusal("Choose at least one owner.")
    if len(owners) > MOST_OWNERS:
        raise Refusal(
            f"You chose {len(owners)} owners and {MOST_OWNERS} fit: what everybody owns, nobody does. "
            "Make an action for each part."
        )


def read_due(form: Form, now: datetime, calendar: WorkingCalendar) -> date:
    """The day that was typed, else picked, else the default, in the calendar's zone; raises Refusal."""
    today = local_time(now, calendar.zone).date()
    if form.due_typed.strip():
        try:
            return local_time(parse_time(form.due_typed, now, calendar), calendar.zone).date()
        except PhraseError as error:
            raise Refusal(str(error)) from None
    if form.due_picked is None:
        return default_due(today, calendar)
    if form.due_picked < today:
        raise Refusal("That day is past. Pick today or a later one.")
    if form.due_picked > today + FARTHEST:
        raise Refusal("That is more than a year ahead. Pick an earlier day.")
    return form.due_picked
