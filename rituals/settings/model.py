"""What can be chosen, and what is so unless somebody chose: the defaults of these values are the defaults."""

from dataclasses import dataclass
from datetime import date, time

from rituals.calendar import DAY, OFFICE_HOURS, Holidays, WorkingHours
from rituals.decisions.terms import EVERY_HINT, Hint, Method, Secrecy

NUDGES = ("decision", "commitment", "rfc", "action", "record", "win")
"""The rituals that nudge, by name; each can be silenced."""

LONGEST_ABSENCE = 366


@dataclass(frozen=True, slots=True)
class OfWorkspace:
    """What holds for everybody who chose nothing else."""

    hours: WorkingHours = OFFICE_HOURS
    nudges: bool = True


@dataclass(frozen=True, slots=True)
class OfChannel:
    """What the form for a decision starts with in this channel; `days` are business days to the deadline."""

    method: Method = Method.SINGLE
    secrecy: Secrecy = Secrecy.OPEN
    days: int = 2
    hints: frozenset[Hint] = EVERY_HINT


@dataclass(frozen=True, slots=True)
class OfPerson:
    """What one person chose; where they chose nothing Slack's zone and the workspace's hours hold."""

    zone: str = ""
    hours: WorkingHours | None = None
    away_until: date | None = None  # Back the day after.
    muted: frozenset[str] = frozenset()  # The rituals that do not nudge this person.


def days_away(until: date | None) -> Holidays:
    """The days on which somebody who is away until that day does not work; from when on they are is not known."""
    return frozenset() if until is None else frozenset(until - n * DAY for n in range(LONGEST_ABSENCE))


def muted_for(person: OfPerson, workspace: OfWorkspace) -> frozenset[str]:
    """The rituals that do not nudge this person here."""
    return person.muted if workspace.nudges else frozenset(NUDGES)


def make_hours(days: frozenset[int], start: time, end: time) -> WorkingHours | None:
    """These working hours; None where they are none."""
    try:
        return WorkingHours(days, start, end)
    except ValueError:
        return None
