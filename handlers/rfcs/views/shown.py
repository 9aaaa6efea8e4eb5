"""An RFC with what stands around it, as far as people are shown it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rituals.ids import Person
from rituals.positions import Position
from rituals.rfcs.model import Concern, Rfc
from rituals.rfcs.standing import Review, Waiting, review_of, waits_for


@dataclass(frozen=True, slots=True)
class Shown:
    """An RFC, its reviewers and its concerns; `record` is the number of what was kept, `home` leads to its card."""

    rfc: Rfc
    reviewers: Mapping[Person, Position | None] = field(default_factory=dict)
    concerns: Sequence[Concern] = ()
    record: int | None = None
    home: str = ""

    @property
    def review(self) -> Review:
        """How the review stands."""
        return review_of(self.rfc, self.reviewers, self.concerns)

    @property
    def waits(self) -> tuple[Waiting, ...]:
        """What it waits for."""
        return waits_for(self.rfc, self.review)
