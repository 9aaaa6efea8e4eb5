"""The values of an RFC: what it proposes, who reviews it, and where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rituals.ids import Channel, DraftId, Person, Ref, Team
from rituals.positions import Position

RITUAL = "rfc"
_NAME = re.compile(r"rfc[-\s]?(\d{1,9})", re.IGNORECASE)


class Stance(StrEnum):
    """The positions that a reviewer can take."""

    APPROVE = "approve"
    COMMENTS = "comments"  # I approve, with comments.
    CONCERN = "concern"  # It has a concern of mine, which blocks.
    HOLD = "hold"  # Not yet: no concern, still reading, until a day.
    DECLINE = "decline"  # It is not my call.


APPROVING = Stance.APPROVE, Stance.COMMENTS


class State(StrEnum):
    """Where an RFC stands."""

    REVIEW = "review"
    FINAL = "final"  # Final comment: accepted at its end, unless something comes up.
    POSTPONED = "postponed"  # It can be taken up again.
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"  # It was accepted, and another one has taken its place.

    @property
    def is_under_review(self) -> bool:
        """Whether people take positions on it."""
        return self in (State.REVIEW, State.FINAL)

    @property
    def is_final(self) -> bool:
        """Whether nothing can change any more but that another one takes its place."""
        return self in (State.ACCEPTED, State.REJECTED, State.WITHDRAWN, State.SUPERSEDED)


UNDER_REVIEW = State.REVIEW, State.FINAL
UNDER_WAY = *UNDER_REVIEW, State.POSTPONED


class Profile(StrEnum):
    """By which rule it is accepted."""

    FINAL_COMMENT = "final_comment"
    LAZY = "lazy"  # After so many business days with two approvals and no open concern.


@dataclass(frozen=True, slots=True)
class Text:
    """What an RFC says. Title, summary, motivation, and the proposal or a link are there in any that was posted."""

    title: str
    summary: str = ""
    motivation: str = ""
    proposal: str = ""
    alternatives: str = ""  # One a paragraph; doing nothing among them, with its cost.
    impact: str = ""
    metrics: str = ""
    risks: str = ""
    questions: str = ""
    references: str = ""
    link: str = ""  # To the full document.


@dataclass(frozen=True, slots=True)
class Terms:
    """What is put up for review, and how."""

    channel: Channel
    text: Text
    decider: Person  # The author, where nobody else was named.
    profile: Profile = Profile.FINAL_COMMENT
    days: int = 5  # Business days of final comment; of lazy consensus, from its opening.
    pointers: tuple[Channel, ...] = ()  # Where a short card leads here.


@dataclass(frozen=True, slots=True)
class Rfc:
    """An RFC as it stands; `number` is 0 until it is stored."""

    team: Team
    draft: DraftId
    owner: Person  # The author.
    terms: Terms
    state: State
    opened_at: datetime
    number: int = 0
    version: int = 1
    counts_from: int = 1  # Sign-offs on older versions do not count.
    change: str = ""  # The author's note on the newest version.
    # When final comment ends; where it is paused, when it would have. By lazy consensus: from when on it is accepted.
    final_ends: datetime | None = None
    paused_at: datetime | None = None  # Somebody's concern waits for the author's ruling.
    closed_at: datetime | None = None
    ended_by: Person | None = None
    ending: str = ""  # The reason of a rejection, a postponement, a withdrawal.
    superseded_by: int | None = None
    co_owners: tuple[Person, ...] = ()

    @property
    def ref(self) -> Ref:
        """What it is called where any ritual may stand."""
        return Ref(self.team, RITUAL, str(self.number))

    @property
    def name(self) -> str:
        """What people call it: `RFC-7`."""
        return name_of(self.number)

    @property
    def owners(self) -> tuple[Person, ...]:
        """The author, then those who write with them."""
        return self.owner, *self.co_owners


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of an RFC. Those that were marked editorial leave sign-offs as they are, unless a reviewer objects."""

    number: int
    text: Text
    note: str
    by: Person
    written_at: datetime
    editorial: bool = False
    objected_by: Person | None = None


class Standing(StrEnum):
    """Where a concern stands."""

    OPEN = "open"
    ANSWERED = "answered"  # The author has answered; whoever raised it has not said whether that will do.
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Quote:
    """A message of the thread that became a concern or a comment: who wrote it, and where it is."""

    author: Person
    permalink: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern, in the words of whoever raised it.

    `blocks` is True for a reviewer's; that of anybody else waits (None) until the author rules.
    """

    number: int
    raiser: Person
    words: str
    wanted: str  # What would resolve it.
    version: int  # Of the text that it was raised on.
    raised_at: datetime
    blocks: bool | None = None
    standing: Standing = Standing.OPEN
    answer: str = ""
    answered_in: int | None = None  # The version in which it was addressed.
    answered_at: datetime | None = None
    resolved_by: Person | None = None  # The raiser, or the decider in their place.
    reason: str = ""  # Why the decider resolved it.
    quote: Quote | None = None

    @property
    def is_open(self) -> bool:
        """Whether it keeps the RFC from being accepted: it blocks, or waits for the author's ruling."""
        return self.standing is not Standing.RESOLVED and self.blocks is not False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that was kept: from a form, or from a message of the thread."""

    number: int
    person: Person
    words: str
    kept_at: datetime
    quote: Quote | None = None


Reviewers = Mapping[Person, Position | None]
"""The reviewers in order of names, each with their position, None where they have taken none."""


def name_of(number: int) -> str:
    """What people call the RFC of this number: `RFC-7`."""
    return f"RFC-{number}"


def read_name(text: str) -> int | None:
    """The number of an RFC that was typed as its name: `RFC-7`, `rfc7`; None where it is no name."""
    found = _NAME.fullmatch(text.strip())
    return int(found[1]) if found else None
