"""People and channels as every ritual sees them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rituals.calendar import WorkingCalendar
from rituals.ids import Channel, Person


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
        """This person's working hours in their own zone."""
        try:
            return WorkingCalendar(ZoneInfo(self.zone))
        except (ZoneInfoNotFoundError, ValueError):
            return WorkingCalendar(ZoneInfo("UTC"))  # Slack may know a zone before our tables do.


@dataclass(frozen=True, slots=True)
class Place:
    """A channel. `known` tells whether its members have been read."""

    channel: Channel
    name: str
    private: bool
    archived: bool
    joined: bool
    known: bool
