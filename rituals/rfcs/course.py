"""The course of an RFC from its opening to its end: each act gives the RFC that follows, or refuses.

After every act that changes positions, concerns, reviewers, owners or the text, `settle` says what follows from it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from rituals.calendar import WorkingCalendar, default_deadline, local_time, resolve
from rituals.ids import DraftId, Person, Team
from rituals.refusal import Refusal
from rituals.rfcs.guards import check_decider, check_not_ended, check_owner, check_takes, has_ended
from rituals.rfcs.model import Profile, Rfc, State, Terms
from rituals.rfcs.standing import Review, may_go_final, may_stay_final
from rituals.texts import check_reason

LEAST_LEFT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """What is put up for review, and by whom."""

    team: Team
    draft: DraftId
    owner: Person
    terms: Terms
    co_owners: tuple[Person, ...] = ()


class Turn(StrEnum):
    """What an act made of the course of an RFC."""

    STARTED = "started"  # It will be accepted unless something comes up.
    BACK = "back"  # Something came up: it is under review again.
    PAUSED = "paused"
    RESUMED = "resumed"
    ACCEPTED = "accepted"
    EXTENDED = "extended"  # By an edit at its end that reviewers may object to.


def open_review(opening: Opening, now: datetime, calendar: WorkingCalendar) -> Rfc:
    """The RFC, under review from now on; its number is given by storage."""
    rfc = Rfc(
        team=opening.team,
        draft=opening.draft,
        owner=opening.owner,
        terms=opening.terms,
        state=State.REVIEW,
        opened_at=now,
        co_owners=opening.co_owners,
    )
    return replace(rfc, final_ends=lazy_end(rfc, now, calendar))


def settle(rfc: Rfc, review: Review, now: datetime, calendar: WorkingCalendar) -> Rfc:
    """What follows for the RFC from how its review stands; `calendar` is that of its owner.

    Final comment starts by itself when the conditions hold, ends when they fail, pauses while somebody's concern waits
    for the author's ruling, and then goes on with the working time that was left, an hour at least. By lazy
    consensus FINAL means that the conditions hold: its end was fixed when it opened, and where that is past it is
    accepted at once. Once the end has come nothing changes here any more.
    """
    if not rfc.state.is_under_review or has_ended(rfc, now):
        return rfc
    if rfc.state is State.REVIEW:
        return _start(rfc, now, calendar) if may_go_final(rfc, review) else rfc
    if not may_stay_final(rfc, review):
        ends = rfc.final_ends if rfc.terms.profile is Profile.LAZY else None
        return replace(rfc, state=State.REVIEW, final_ends=ends, paused_at=None)
    if review.unruled:
        return rfc if rfc.paused_at else replace(rfc, paused_at=now)
    return _resume(rfc, now, calendar)


def _start(rfc: Rfc, now: datetime, calendar: WorkingCalendar) -> Rfc:
    lazy = rfc.terms.profile is Profile.LAZY
    ends = rfc.final_ends if lazy else default_deadline(now, calendar, rfc.terms.days)
    return reach_end(replace(rfc, state=State.FINAL, final_ends=ends), now)


def _resume(rfc: Rfc, now: datetime, calendar: WorkingCalendar) -> Rfc:
    if rfc.paused_at is None or rfc.final_ends is None:
        return rfc
    left = max(calendar.working_time(rfc.paused_at, rfc.final_ends), LEAST_LEFT)
    return replace(rfc, paused_at=None, final_ends=calendar.add_working_time(now, left))


def give_time(rfc: Rfc, now: datetime, calendar: WorkingCalendar) -> Rfc:
    """The RFC after an editorial edit: one business day longer where less is left in which reviewers can object."""
    if rfc.state is not State.FINAL or rfc.final_ends is None:
        return rfc
    if (rfc.paused_at or now) <= days_from(rfc.final_ends, -1, calendar):
        return rfc
    return replace(rfc, final_ends=days_from(rfc.final_ends, 1, calendar))


def days_from(moment: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    """The same time so many business days later, or earlier."""
    local = local_time(moment, calendar.zone)
    day = calendar.add_business_days(local.date(), days)
    return resolve(datetime.combine(day, local.time()), calendar.zone)


def lazy_end(rfc: Rfc, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """From when on it is accepted by lazy consensus."""
    return default_deadline(now, calendar, rfc.terms.days) if rfc.terms.profile is Profile.LAZY else None


def reach_end(rfc: Rfc, now: datetime) -> Rfc:
    """What the clock makes of it: accepted, if its time for comments is over; else unchanged."""
    return replace(rfc, state=State.ACCEPTED, closed_at=now) if has_ended(rfc, now) else rfc


def turn_of(before: Rfc, after: Rfc) -> Turn | None:
    """What has become of it between the two, as far as people are told."""
    if after.state is not before.state:
        turns = {State.FINAL: Turn.STARTED, State.ACCEPTED: Turn.ACCEPTED}
        is_back = (before.state, after.state) == (State.FINAL, State.REVIEW)
        return Turn.BACK if is_back else turns.get(after.state)
    if after.paused_at == before.paused_at:
        return None
    return Turn.PAUSED if after.paused_at else Turn.RESUMED


def postpone(rfc: Rfc, by: Person, reason: str, now: datetime) -> Rfc:
    """The RFC put off by its decider, with a reason; it can be taken up again."""
    check_decider(rfc, by)
    check_takes(rfc, now)
    return put_off(rfc, by, check_reason(reason))


def put_off(rfc: Rfc, by: Person, reason: str) -> Rfc:
    """The RFC put off by somebody who may do so."""
    return replace(rfc, state=State.POSTPONED, ended_by=by, ending=reason, final_ends=None, paused_at=None)


def take_up(rfc: Rfc, by: Person, now: datetime, calendar: WorkingCalendar) -> Rfc:
    """The RFC under review again, because an owner takes it up; lazy consensus counts its days anew."""
    check_owner(rfc, by)
    check_not_ended(rfc, now)
    if rfc.state is not State.POSTPONED:
        raise Refusal(f"{rfc.name} is under review already.")
    taken_up = replace(rfc, state=State.REVIEW, ended_by=None, ending="")
    return replace(taken_up, final_ends=lazy_end(rfc, now, calendar))


def reject(rfc: Rfc, by: Person, reason: str, now: datetime) -> Rfc:
    """The RFC rejected by its decider, with a reason."""
    check_decider(rfc, by)
    check_not_ended(rfc, now)
    return _ended(rfc, State.REJECTED, by, check_reason(reason), now)


def withdraw(rfc: Rfc, by: Person, reason: str, now: datetime, admin: bool = False) -> Rfc:
    """The RFC withdrawn by an owner, who may say why, or by an admin of the workspace, who has to."""
    if not admin:
        check_owner(rfc, by)
    check_not_ended(rfc, now)
    is_left_open = by in rfc.owners and not reason.strip()
    return _ended(rfc, State.WITHDRAWN, by, "" if is_left_open else check_reason(reason), now)


def _ended(rfc: Rfc, state: State, by: Person, reason: str, now: datetime) -> Rfc:
    ended = replace(rfc, state=state, closed_at=now, ended_by=by, ending=reason)
    return replace(ended, final_ends=None, paused_at=None)


def supersede(rfc: Rfc, by: Person, successor: Rfc) -> Rfc:
    """The accepted RFC after another accepted one has taken its place; raises Refusal.

    An owner of the new one, or the decider of the old, says so.
    """
    if by not in successor.owners and by != rfc.terms.decider:
        raise Refusal(
            f"Only the author of {successor.name} or the decider of {rfc.name} can say so. Ask one of them."
        )
    if rfc.number == successor.number:
        raise Refusal.in_fields({"successor": "An RFC can't take its own place. Choose another."})
    if rfc.state is not State.ACCEPTED:
        raise Refusal(f"{rfc.name} is not in force, so nothing can take its place.")
    if successor.state is not State.ACCEPTED:
        raise Refusal.in_fields({"successor": f"{successor.name} has to be accepted first."})
    return replace(rfc, state=State.SUPERSEDED, superseded_by=successor.number, ended_by=by)
