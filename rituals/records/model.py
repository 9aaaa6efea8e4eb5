"""The values of a record: one decision as it is remembered."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rituals.ids import Channel, Person, Ref, Team

LONGEST_TITLE, LONGEST_TAG, MOST_TAGS = 300, 40, 10
_NUMBER = re.compile(r"d-?(\d{1,9})", re.IGNORECASE)


class State(StrEnum):
    """Where what was decided stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DEPRECATED = "deprecated"  # It no longer holds, and nothing has taken its place.
    SUPERSEDED = "superseded"


class Verdict(StrEnum):
    """How a decision turned out, as the person who looked back saw it."""

    HELD = "held"
    PARTLY = "partly"
    DID_NOT = "did_not"


class NextStep(StrEnum):
    """What follows from looking back."""

    KEEP = "keep"
    AMEND = "amend"
    REVERSE = "reverse"


@dataclass(frozen=True, slots=True)
class Source:
    """What a record was made of; there is one record of each. `permalink` leads to its message, '' if none."""

    ritual: str
    ritual_id: str
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the options that were weighed; `pros` and `cons` have one a line."""

    text: str
    description: str = ""
    pros: str = ""
    cons: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion of a matrix and its weight in per cent."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Dissent:
    """Who saw it differently, in their own words, and what they expect to be seen if they are right.

    `stands` is what they made of it, in words: “disagreed, commits”; `outcome` is what became of the prediction, where
    that was published.
    """

    person: Person
    words: str
    prediction: str = ""
    stands: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Participation:
    """How many answered; `seats` is None where anyone could."""

    answered: int
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Something that belongs to it: an address, and what it is called."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was seen when somebody looked back."""

    reviewed_on: date
    person: Person
    verdict: Verdict
    happened: str
    next_step: NextStep


@dataclass(frozen=True, slots=True)
class Record:
    """A decision as it is remembered; `number` is 0 until it is stored."""

    team: Team
    source: Source
    channel: Channel
    title: str
    state: State
    owner: Person
    decided_on: date
    number: int = 0
    asked_on: date | None = None  # When the question was put; None where nobody asked.
    context: str = ""
    options: tuple[Alternative, ...] = ()
    criteria: tuple[Weighed, ...] = ()
    result: tuple[str, ...] = ()  # How it came out, in lines of words without markup.
    decision: str = ""  # The option that was chosen, or a sentence.
    rationale: str = ""
    trade_offs: str = ""
    dissent: tuple[Dissent, ...] = ()
    participation: Participation | None = None
    method: str = ""  # In words: “approval”.
    decider: Person | None = None  # None: the vote decided.
    consulted: tuple[Person, ...] = ()
    informed: tuple[Person, ...] = ()
    success_metrics: str = ""
    fallback: str = ""
    confidence: int | None = None  # 1–5
    review_on: date | None = None
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    supersedes: tuple[int, ...] = ()
    superseded_by: int | None = None
    reviews: tuple[Review, ...] = ()

    @property
    def name(self) -> str:
        """What people call it: `D-12`."""
        return name_of(self.number)

    @property
    def source_ref(self) -> Ref:
        """The ritual that it was made of."""
        return Ref(self.team, self.source.ritual, self.source.ritual_id)

    @property
    def reviewer(self) -> Person:
        """Who is asked how it turned out."""
        return self.decider or self.owner


def name_of(number: int) -> str:
    """What people call the record of this number: `D-12`."""
    return f"D-{number}"


def read_name(text: str) -> int | None:
    """The number of a record that was typed as its name: `D-12`, `d12`; None where it is no name."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else None


def read_tags(text: str) -> tuple[str, ...]:
    """The tags of a field that has them apart by commas, semicolons or white space; in small letters, each once."""
    words = (word.strip("#").casefold() for word in re.split(r"[\s,;]+", text))
    return tuple(dict.fromkeys(word for word in words if word))
