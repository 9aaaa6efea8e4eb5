"""What an action is. Knows no clock: today and now are arguments."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rituals.ids import ActionId, Channel, Person, Team

LONGEST_TEXT, LONGEST_REASON, MOST_OWNERS = 300, 300, 10


class State(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"  # With a reason.


@dataclass(frozen=True, slots=True)
class Source:
    """Where an action comes from: the name and id of another ritual, or a message. `link` leads there, if anywhere.

    Names in use: decision, commitment, rfc, risk, meeting, retrospective, message.
    """

    ritual: str
    ritual_id: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done by its owners. Who sees its channel sees it; without one, its owners and its author do."""

    team: Team
    id: ActionId
    text: str
    owners: tuple[Person, ...]
    due: date
    added_by: Person
    added_at: datetime
    channel: Channel | None = None
    source: Source | None = None
    state: State = State.OPEN
    reason: str = ""  # Why it was dropped.
    ended_by: Person | None = None
    ended_at: datetime | None = None
    remind_on: date | None = None  # Its owners are reminded on this day; None where it was not planned yet.
