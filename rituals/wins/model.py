"""What a win is, and the quarter of which it is told. Knows no clock."""

from dataclasses import dataclass
from datetime import date, datetime

from rituals.calendar import DAY
from rituals.ids import Channel, Person, Team, WinId

LONGEST_TEXT = 500
UNKNOWN = "I can't find that win. It may have been deleted, or it is not yours."


@dataclass(frozen=True, slots=True)
class Win:
    """Something that went well. Its owner alone sees it, wherever it is not `shared`."""

    team: Team
    id: WinId
    text: str
    owner: Person
    added_by: Person  # Another than the owner has given it to them.
    added_at: datetime
    day: date  # On which it was added, where the owner is.
    shared: tuple[Channel, ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether it is from somebody else."""
        return self.added_by != self.owner


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """“2026-Q4”."""
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def following(self) -> "Quarter":
        """The quarter after it."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.following.first - DAY


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def read_quarter(name: str) -> Quarter:
    """The quarter of this name; raises ValueError."""
    year, number = name.split("-Q")
    return Quarter(int(year), int(number))
