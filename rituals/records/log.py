"""The log of decisions as somebody takes it along: records, and the names of whom and what they speak of."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rituals.actions.model import Action
from rituals.ids import Channel, Person, Ref, Team
from rituals.records.model import Record
from rituals.records.words import split

LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Log:
    """Records of one workspace, in order of numbers, and what came of them. Whom nobody can name goes by their id."""

    team: Team
    workspace: str = ""
    records: tuple[Record, ...] = ()
    people: Mapping[Person, str] = field(default_factory=dict)
    channels: Mapping[Channel, str] = field(default_factory=dict)
    actions: Mapping[Ref, Sequence[Action]] = field(default_factory=dict)  # By what they came of, due first.

    @property
    def title(self) -> str:
        """What stands over it."""
        return f"Decisions of {self.workspace}" if self.workspace else "Decisions"

    def person(self, person: Person) -> str:
        """What people call this person."""
        return self.people.get(person) or person

    def channel(self, channel: Channel) -> str:
        """What people call this channel."""
        name = self.channels.get(channel)
        return f"#{name}" if name else channel

    def undertaken(self, record: Record) -> Sequence[Action]:
        """The actions that came of what the record was made of."""
        return self.actions.get(record.source_ref, ())

    def find(self, number: int) -> Record | None:
        """The record of this number, if it is in the log."""
        at = bisect_left(self.records, number, key=lambda one: one.number)
        return self.records[at] if self.records[at:] and self.records[at].number == number else None


def complete(records: Iterable[Record]) -> tuple[Record, ...]:
    """These records in order of numbers, without a word of others that are not among them."""
    ordered = sorted(records, key=lambda one: one.number)
    numbers = {one.number for one in ordered}
    return tuple(
        replace(
            one,
            supersedes=tuple(number for number in one.supersedes if number in numbers),
            superseded_by=one.superseded_by if one.superseded_by in numbers else None,
        )
        for one in ordered
    )


def slug(text: str) -> str:
    """The text as part of a file's name, the same on every system; '' where no word of it can be written so."""
    words = [word for word in split(text) if word.isascii()]
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if len(longer) > LONGEST_SLUG:
            break
        made = longer
    return made


def stem(record: Record) -> str:
    """The name of the record's file, without its ending: `0012-which-queue`."""
    return f"{record.number:04}-{slug(record.title) or 'decision'}"
