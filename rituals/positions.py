"""Positions: where a person stands on a proposal, and why. Commitments and RFCs ask for them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST_WORDS, LONGEST_SIGNAL = 2000, 500


class Pledge(StrEnum):
    """What somebody says who sees it differently, once it is decided: will you commit?"""

    YES = "yes"
    ON_RECORD = "on_record"  # Yes, and the concern stays on record.
    NO = "no"  # Told to the decider only; everybody else sees what they see of silence.


@dataclass(frozen=True, slots=True)
class Prediction:
    """What will be seen, and by when, if the person who dissents is right."""

    signal: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Position:
    """Where one person stands, in their own words; which parts there are depends on the stance.

    `stance` is the value of the ritual's own Stance, '' where it was destroyed, as nobody was ever to see it: that they
    took part is left. `version` is that of the text they looked at.
    """

    stance: str
    version: int
    stated_at: datetime
    reason: str = ""
    aims: str = ""  # What they are optimising for.
    prediction: Prediction | None = None
    condition: str = ""  # What would let them commit.
    until: date | None = None  # The day on which a hold lapses.
    pledge: Pledge | None = None
    action_ts: str = ""  # Slack's time of the last click that counted, '' when it came from a form.
    withdrawn: bool = False
