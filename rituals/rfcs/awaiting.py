"""What an RFC awaits of each person, since when, and when they are reminded of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from rituals.calendar import WorkingCalendar
from rituals.ids import Person
from rituals.owing import later
from rituals.positions import Position
from rituals.rfcs.course import days_from
from rituals.rfcs.model import Concern, Reviewers, Rfc, Stance, State
from rituals.rfcs.standing import review_of

REMINDED_AFTER = 2, 5  # Business days of whoever is awaited.


class Task(StrEnum):
    """What a person may be awaited for."""

    POSITION = "position"
    RULING = "ruling"  # The author says whether a concern blocks.
    ANSWER = "answer"  # The author answers a concern.
    CONFIRMATION = "confirmation"  # Whoever raised it says whether the answer will do.


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is awaited of one person, since then; which concern it is about, if it is about one."""

    person: Person
    task: Task
    since: datetime
    concern: Concern | None = None


def dues(
    rfc: Rfc, reviewers: Reviewers, concerns: Iterable[Concern], asked: Mapping[Person, datetime]
) -> list[Due]:
    """All that an RFC awaits of people; `asked` tells when those were asked who were not when it opened.

    What its authors owe is owed by each of them: whoever comes first does it. Whoever has an open concern takes no
    position before it is settled, so none is awaited of them.
    """
    if not rfc.state.is_under_review:
        return []
    raised = tuple(concerns)
    review = review_of(rfc, reviewers, raised)
    concerned = {one.raiser for one in raised if one.is_open}
    found = [
        Due(one, Task.POSITION, _since(one, reviewers[one], raised, asked.get(one, rfc.opened_at)))
        for one in review.awaited
        if one not in concerned
    ]
    for owner in rfc.owners:
        found += [Due(owner, Task.RULING, one.raised_at, one) for one in review.unruled]
        found += [Due(owner, Task.ANSWER, one.answered_at or one.raised_at, one) for one in review.unanswered]
    found += [
        Due(one.raiser, Task.CONFIRMATION, one.answered_at or one.raised_at, one)
        for one in review.unconfirmed
    ]
    return found


def _since(
    person: Person, position: Position | None, concerns: Iterable[Concern], asked_at: datetime
) -> datetime:
    """Since when a reviewer is awaited, as far as what is stored tells."""
    if position is None:
        return asked_at
    moments = [asked_at, position.stated_at]
    if position.stance == Stance.HOLD and position.until is not None:
        moments.append(datetime.combine(position.until, time(), position.stated_at.tzinfo))
    if position.stance == Stance.CONCERN:
        moments += [one.answered_at for one in concerns if one.raiser == person and one.answered_at]
    return max(moments)


def reminders(due: Due, rfc: Rfc, calendar: WorkingCalendar) -> Iterator[datetime]:
    """When somebody who works by this calendar is reminded: two working moments, in no order.

    After two business days and after five; where final comment has begun by then, one business day before its end instead.
    """
    first, second = (later(due.since, days, calendar) for days in REMINDED_AFTER)
    if rfc.state is State.FINAL and rfc.paused_at is None and rfc.final_ends is not None:
        begins, before = (
            days_from(rfc.final_ends, -rfc.terms.days, calendar),
            last_call(rfc.final_ends, calendar),
        )
        if second >= begins and due.since < before < rfc.final_ends:
            second = before
    yield first
    yield second


def last_call(ends: datetime, calendar: WorkingCalendar) -> datetime:
    """One business day before this end, in working hours."""
    return calendar.next_working_moment(days_from(ends, -1, calendar))
