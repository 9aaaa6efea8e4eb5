"""Changing where an RFC is pointed to, and by which rule it is accepted, while it is under review."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from rituals.calendar import WorkingCalendar
from rituals.ids import Channel, Person
from rituals.refusal import Refusal
from rituals.rfcs.course import lazy_end
from rituals.rfcs.form import check_pointers
from rituals.rfcs.guards import check_not_ended, check_owner, check_takes
from rituals.rfcs.model import Profile, Rfc, State


def point(rfc: Rfc, by: Person, channels: Sequence[Channel], now: datetime) -> Rfc:
    """The RFC with short cards in these channels, and in no others; raises Refusal."""
    check_owner(rfc, by)
    check_not_ended(rfc, now)
    pointers = check_pointers(channels, rfc.terms.channel)
    return replace(rfc, terms=replace(rfc.terms, pointers=pointers))


def check_rule(rfc: Rfc, by: Person, now: datetime) -> None:
    """Raises Refusal unless this person may change now by which rule it is accepted: not once it is about to be."""
    check_owner(rfc, by)
    check_takes(rfc, now)
    if rfc.state is State.FINAL:
        raise Refusal(
            "It is about to be accepted, so the rule stays as it is. A hold or a concern ends that."
        )


def set_rule(
    rfc: Rfc,
    rule: tuple[Profile, int],
    reviewers: Collection[Person],
    now: datetime,
    calendar: WorkingCalendar,
) -> Rfc:
    """The RFC under another rule, which was checked before; raises Refusal. By lazy consensus its days count from now.

    So nothing is accepted in the moment in which the rule is changed. `calendar` is that of its owner.
    """
    profile, days = rule
    if profile is Profile.FINAL_COMMENT and not set(reviewers).difference(rfc.owners):
        raise Refusal.in_fields({"profile": "Final comment takes a reviewer or more. Add one first."})
    if (profile, days) == (rfc.terms.profile, rfc.terms.days):
        return rfc
    changed = replace(rfc, terms=replace(rfc.terms, profile=profile, days=days))
    return replace(changed, final_ends=lazy_end(changed, now, calendar))
