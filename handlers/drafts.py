"""Drafts: what somebody has typed and not posted, or not sent yet. Nobody else sees it."""

from collections.abc import Callable
from dataclasses import Field, dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from handlers.payloads import Who
from rituals.ids import DraftId, Person, Ref, Team
from rituals.refusal import Refusal
from storage import drafts
from storage.drafts import Draft

KEPT = timedelta(days=7)
Left: TypeAlias = tuple[DraftId, str]
"""A draft that somebody left, and what it is called."""


class Typed(Protocol):
    """A form as it is being filled in: a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def title(self) -> str:
        """What it is called among drafts."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing worth keeping was typed."""

    @property
    def touched(self) -> bool:
        """Whether something was done in it since it opened."""


class Dated(Typed, Protocol):
    """A form with a deadline among its fields."""

    @property
    def closes_picked(self) -> datetime | None:
        """The deadline that was picked, or is shown as if it were."""


F = TypeVar("F", bound=Typed)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drafts(Generic[F]):
    """The forms from which rituals of one kind are opened, kept at each step for seven days.

    `find_posted` gives what became of a draft, if it was posted; `posted` is the sentence for whoever goes on with it.
    """

    ritual: str
    form: TypeAdapter[F]
    find_posted: Callable[[Connection, Team, str], object | None]
    posted: str

    def save(self, tx: Connection, who: Who, draft: DraftId, form: F, now: datetime) -> None:
        """The person's draft is kept as it is now; raises Refusal if it was posted, or is somebody else's."""
        if not self.keep(tx, who, draft, form, now):
            raise Refusal(self.posted)

    def keep(self, tx: Connection, who: Who, draft: DraftId, form: F, now: datetime) -> bool:
        """The person's draft is kept as it is now; False if it was posted, or is somebody else's: nothing changes then."""
        if self.find_posted(tx, who.team, draft) is not None:
            return False
        body = self.form.dump_python(form, mode="json")
        return drafts.save(tx, Draft(who.team, draft, who.person, self.ritual, body, now))

    def mark(self, draft: DraftId, form: F) -> str:
        """What a preview of this draft carries: the draft, and a short mark that differs where forms differ."""
        return f"{draft} {blake2b(self.form.dump_json(form), digest_size=8).hexdigest()}"

    def find(self, tx: Connection, who: Who, draft: DraftId) -> F | None:
        """What the person typed in this draft, if it is theirs and not posted yet."""
        found = drafts.find(tx, who.team, draft, who.person)
        return None if found is None or found.ritual != self.ritual else _read(self.form, found)

    def read_latest(self, tx: Connection, who: Who, now: datetime) -> list[Left]:
        """The drafts that the person left with something in them and that are not too old, the latest first."""
        found = drafts.read_latest(tx, (who.team, who.person), self.ritual, now - KEPT)
        forms = ((draft.id, _read(self.form, draft)) for draft in found)
        return [(draft, form.title) for draft, form in forms if form is not None and not form.is_empty]

    def find_latest(self, tx: Connection, who: Who, now: datetime) -> Left | None:
        """The draft that the person left last, if it is not too old."""
        return next(iter(self.read_latest(tx, who, now)), None)

    def throw_away(self, tx: Connection, who: Who, draft: DraftId) -> None:
        """The person's draft is gone; nobody throws away another's, nor one of another kind."""
        if self.find(tx, who, draft) is not None:
            drafts.remove(tx, who.team, draft)


@dataclass(frozen=True, slots=True)
class HalfWritten(Generic[T]):
    """What people have begun to write about a ritual in one kind of form, and not sent."""

    kind: str
    form: TypeAdapter[T]

    def keep(self, tx: Connection, ref: Ref, person: Person, written: T, now: datetime) -> None:
        """What this person has written so far is kept."""
        body = self.form.dump_python(written, mode="json")
        drafts.save(tx, Draft(ref.team, self._id(ref, person), person, self.kind, body, now))

    def find(self, tx: Connection, ref: Ref, person: Person) -> T | None:
        """What this person left half written, if anything."""
        found = drafts.find(tx, ref.team, self._id(ref, person), person)
        return None if found is None else _read(self.form, found)

    def drop(self, tx: Connection, ref: Ref, person: Person) -> None:
        """What this person left half written is gone."""
        drafts.remove(tx, ref.team, self._id(ref, person))

    def drop_all(self, tx: Connection, ref: Ref) -> None:
        """What anybody left half written about this ritual is gone."""
        drafts.remove_all(tx, ref.team, self._id(ref))

    def _id(self, ref: Ref, person: str = "") -> DraftId:
        """The id of a person's; that of nobody is how all of a ritual's begin."""
        return DraftId(f"{self.kind} {ref.id}/{person}")


def _read(form: TypeAdapter[T], draft: Draft) -> T | None:
    """What was typed; what cannot be read counts as nothing, and is not quoted in an error."""
    try:
        return form.validate_python(draft.body)
    except ValidationError:
        return None
