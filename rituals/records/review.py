"""Looking back: when somebody is asked how a decision turned out, who may say it, and what they may say."""

from dataclasses import dataclass
from datetime import date, datetime, time

from rituals.calendar import WorkingCalendar, local_time, resolve
from rituals.ids import Person
from rituals.phrases import PhraseError, parse_time
from rituals.records.guards import Reader, keeps
from rituals.records.model import NextStep, Record, Review, State, Verdict, name_of
from rituals.refusal import Refusal, gathered

PATIENCE = 3
"""So many business days we wait for an answer: once, and once more."""

LONGEST_STORY = 2_000
DONE_WITH = (State.DEPRECATED, State.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Form:
    """What a person chose and typed, unchecked. The names of its fields name the fields of the modal."""

    verdict: str = ""
    happened: str = ""
    next_step: str = ""
    again_picked: date | None = None
    again_typed: str = ""  # Wins over what was picked.


def is_planned(record: Record) -> bool:
    """Whether somebody is, or will be, asked how it turned out."""
    return record.review_on is not None and record.state not in DONE_WITH


def begins(record: Record, calendar: WorkingCalendar) -> datetime:
    """When its day of review begins for whoever has this calendar; raises ValueError where it has none."""
    if record.review_on is None:
        raise ValueError(f"{record.name} has no day of review.")
    return resolve(datetime.combine(record.review_on, time()), calendar.zone)


def runs_out(asked_at: datetime, calendar: WorkingCalendar) -> datetime:
    """When we no longer wait for the answer to a question that was asked then: a working moment three business days on."""
    asked = local_time(asked_at, calendar.zone)
    day = calendar.add_business_days(asked.date(), PATIENCE)
    return calendar.next_working_moment(resolve(datetime.combine(day, asked.time()), calendar.zone))


def may_look_back(record: Record, reader: Reader) -> bool:
    """Whether this person may say how it turned out: who answers for it; once it was missed, its channel's members."""
    return record.state not in DONE_WITH and (keeps(record, reader) or (reader.missed and reader.inside))


def check_may_look_back(record: Record, reader: Reader) -> None:
    """Refuses everybody else."""
    if record.state is State.SUPERSEDED:
        newer = f" by {name_of(record.superseded_by)}" if record.superseded_by is not None else ""
        raise Refusal(f"{record.name} is superseded{newer}: there is nothing to look back at any more.")
    if record.state in DONE_WITH:
        raise Refusal(f"{record.name} no longer holds: there is nothing to look back at any more.")
    if may_look_back(record, reader):
        return
    if reader.missed:
        raise Refusal("Join its channel first: its members can look back.")
    if record.reviews and record.review_on is None:
        raise Refusal(f"Somebody has looked back already. Type /decisions {record.name} to read it.")
    raise Refusal("Its decider, its owner or a workspace admin looks back. Ask one of them.")


def check(form: Form, by: Person, now: datetime, calendar: WorkingCalendar) -> tuple[Review, date | None]:
    """What this person saw, and the day on which to look back again, if any; raises Refusal in the fields."""
    wrong: dict[str, str] = {}
    happened, again = form.happened.strip(), None
    if form.verdict not in set(Verdict):
        wrong["verdict"] = "Choose how it turned out."
    elif not happened and form.verdict != Verdict.HELD:
        wrong["happened"] = "Write what happened, so that the next decision can learn from it."
    if len(happened) > LONGEST_STORY:
        wrong["happened"] = (
            f"That has {len(happened):,} characters and {LONGEST_STORY:,} fit. Link to the rest."
        )
    with gathered(wrong, "again_typed" if form.again_typed.strip() else "again_picked"):
        again = read_day(form.again_picked, form.again_typed, now, calendar)
    if wrong:
        raise Refusal.in_fields(wrong)
    step = NextStep(form.next_step) if form.next_step in set(NextStep) else NextStep.KEEP
    return Review(local_time(now, calendar.zone).date(), by, Verdict(form.verdict), happened, step), again


def read_day(picked: date | None, typed: str, now: datetime, calendar: WorkingCalendar) -> date | None:
    """The day that was typed, else picked, None if neither; raises Refusal for one that is not still to come."""
    today, day = local_time(now, calendar.zone).date(), picked
    if typed.strip():
        try:
            day = local_time(parse_time(typed, now, calendar), calendar.zone).date()
        except PhraseError as error:
            raise Refusal(str(error)) from None
    if day is not None and day <= today:
        raise Refusal("Choose a day that is still to come.")
    return day
