"""People and channels as every ritual sees them."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rituals.calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours
from rituals.ids import Channel, Person
from rituals.settings.model import days_away


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the workspace, or one of another workspace who meets us in a shared channel."""

    person: Person
    name: str
    zone: str
    is_bot: bool = False
    deleted: bool = False
    guest: bool = False
    external: bool = False
    admin: bool = False
    hours: WorkingHours = OFFICE_HOURS
    away_until: date | None = None
    muted: frozenset[str] = frozenset()  # The rituals that do not nudge this person.

    @property
    def counts(self) -> bool:
        """Whether this person can ever take part: no bot, nobody deactivated, nobody from outside."""
        return not (self.is_bot or self.deleted or self.external)

    @property
    def why_not(self) -> str:
        """Why this person can never take part, in words that follow “is”; '' if they can."""
        if self.is_bot:
            return "a bot"
        return "deactivated" if self.deleted else "from outside this workspace" if self.external else ""

    @property
    def calendar(self) -> WorkingCalendar:
        """This person's working hours in their own zone, and the days on which they are away."""
        try:
            zone = ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo("UTC")  # Slack may know a zone before our tables do.
        return WorkingCalendar(zone, self.hours, days_away(self.away_until))


@dataclass(frozen=True, slots=True)
class Place:
    """A channel. `known` tells whether its members have been read."""

    channel: Channel
    name: str
    private: bool
    archived: bool
    joined: bool
    known: bool
