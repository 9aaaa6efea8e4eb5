"""An RFC about which nothing happens any more: when its author is asked, and what the answers do."""

from datetime import datetime, timedelta
from enum import StrEnum

from rituals.calendar import WorkingCalendar
from rituals.ids import Person
from rituals.refusal import Refusal
from rituals.rfcs.course import put_off, withdraw
from rituals.rfcs.guards import check_owner, check_takes
from rituals.rfcs.model import Rfc, State

SILENCE = timedelta(days=30)
REASON = f"Nothing had happened for {SILENCE.days} days."


class Answer(StrEnum):
    """What the author makes of it."""

    CONTINUE = "continue"  # They are asked again after as long a silence.
    POSTPONE = "postpone"
    WITHDRAW = "withdraw"


def ask_at(last_act: datetime, calendar: WorkingCalendar) -> datetime:
    """When the author, who works by this calendar, is asked after the last act: a working moment."""
    return calendar.next_working_moment(last_act + SILENCE)


def is_silent(rfc: Rfc, last_act: datetime, now: datetime) -> bool:
    """Whether nothing has happened for thirty days, and nothing will by itself."""
    goes_on = rfc.state is State.FINAL and rfc.paused_at is None
    return rfc.state.is_under_review and not goes_on and now >= last_act + SILENCE


def answer(rfc: Rfc, by: Person, chosen: Answer, last_act: datetime, now: datetime) -> Rfc:
    """The RFC after its author has answered; raises Refusal.

    Where nothing has happened for so long an author may postpone it, which is the decider's otherwise.
    """
    check_owner(rfc, by)
    check_takes(rfc, now)
    if chosen is Answer.CONTINUE:
        return rfc
    if not is_silent(rfc, last_act, now):
        raise Refusal("Something has happened since you were asked, so it goes on. Look at the card.")
    if chosen is Answer.POSTPONE:
        return put_off(rfc, by, REASON)
    return withdraw(rfc, by, REASON, now)
