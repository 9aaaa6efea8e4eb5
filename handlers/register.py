"""Taking in who is who and who is where, whichever way Slack told it: by an event, or when it was asked.

What was told later stands, and the rituals learn of who went and who came back in the same transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection

from rituals.ids import Person, Team
from rituals.workspace import Member
from storage import channels, people

Moved: TypeAlias = Callable[[Connection, Team, Sequence[Person], str | None, datetime], None]
"""What follows where these people went, or came back: in this channel, or in the whole workspace."""


@dataclass(frozen=True, slots=True)
class Heard:
    """By real time, when Slack told us or was asked; and the rituals' time at which that is taken in."""

    at: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Register:
    """Keeps people and members, and tells these listeners who is lost and who is back."""

    lost: Sequence[Moved] = ()
    regained: Sequence[Moved] = ()

    def take_people(self, tx: Connection, team: Team, told: Sequence[Member], heard: Heard) -> None:
        """These people are as Slack told."""
        barred, freed = people.save_people(tx, team, told, heard.at)
        _tell(self.lost, tx, (team, barred, None), heard.now)
        _tell(self.regained, tx, (team, freed, None), heard.now)

    def take_joined(
        self, tx: Connection, team: Team, channel: str, told: Sequence[str], heard: Heard
    ) -> None:
        """These people are in the channel."""
        new = channels.add_members(tx, (team, channel), told, heard.at)
        _tell(self.regained, tx, (team, new, channel), heard.now)

    def take_left(self, tx: Connection, team: Team, channel: str, told: Sequence[str], heard: Heard) -> None:
        """These people are not in the channel."""
        gone = channels.remove_members(tx, (team, channel), told, heard.at)
        _tell(self.lost, tx, (team, gone, channel), heard.now)


def _tell(
    listeners: Sequence[Moved],
    tx: Connection,
    moved: tuple[Team, Sequence[Person], str | None],
    now: datetime,
) -> None:
    team, who, channel = moved
    for listener in listeners if who else ():
        listener(tx, team, who, channel, now)
