"""What may happen to an action, and when its owners are reminded of it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from rituals.actions.model import LONGEST_REASON, Action, State
from rituals.ids import Person
from rituals.refusal import Refusal

UNKNOWN = "I can't find that action. It may have been removed, or you may not see where it belongs."
NOT_YOURS = "Only its owners and whoever added it can change it. Ask one of them."
WEEK = timedelta(days=7)


def check_may_change(action: Action, by: Person, here: Collection[Person]) -> None:
    """Owners and author change an action; once none of them is here any more, anybody who sees it. Raises Refusal."""
    concerned = {*action.owners, action.added_by}
    if by not in concerned and concerned.intersection(here):
        raise Refusal(NOT_YOURS)


def finish(action: Action, by: Person, now: datetime) -> Action:
    """The action is done; done twice, it stays as it was."""
    if action.state is State.DONE:
        return action
    return replace(action, state=State.DONE, reason="", ended_by=by, ended_at=now)


def drop(action: Action, by: Person, reason: str, now: datetime) -> Action:
    """The action will not be done, for a reason; raises Refusal in the field."""
    reason = reason.strip()
    if not reason:
        raise Refusal.in_fields({"reason": "Write why it will not be done, so that nobody has to ask."})
    if len(reason) > LONGEST_REASON:
        raise Refusal.in_fields(
            {"reason": f"The reason has {len(reason):,} characters and {LONGEST_REASON} fit."}
        )
    if action.state is State.DONE:
        raise Refusal.in_fields({"reason": "It is done already. Reopen it first."})
    return replace(action, state=State.DROPPED, reason=reason, ended_by=by, ended_at=now)


def reopen(action: Action) -> Action:
    """The action is open again, as it was."""
    return replace(action, state=State.OPEN, reason="", ended_by=None, ended_at=None)


def snooze(action: Action, due: date) -> Action:
    """The action is due on another day; raises Refusal."""
    _check_open(action)
    return replace(action, due=due)


def reassign(action: Action, owners: tuple[Person, ...]) -> Action:
    """The action has these owners; raises Refusal."""
    _check_open(action)
    return replace(action, owners=owners)


def _check_open(action: Action) -> None:
    if action.state is not State.OPEN:
        raise Refusal("It has ended. Reopen it first.")


def next_reminder(due: date, after: date) -> date:
    """The first day after that one on which owners are reminded: when it is due, and every seven days from then on."""
    if due > after:
        return due
    return due + ((after - due) // WEEK + 1) * WEEK
