"""Nudges: whatever waits for a person is told in one message a person and half-day, in their working hours."""

from datetime import datetime

from rituals.calendar import half_day
from rituals.ids import Team
from rituals.workspace import Member
from storage.deliveries import Delivery


def nudge_at(team: Team, member: Member, moment: datetime) -> Delivery:
    """The nudge that this person gets in the half-day of this moment; two of the same half-day are one."""
    day, half = half_day(moment, member.calendar.zone)
    return Delivery(
        team=team,
        key=f"nudge:{member.person}:{day}:{half}",
        view="nudge",
        ritual="person",
        ritual_id=member.person,
        person=member.person,
        not_before=moment,
    )
