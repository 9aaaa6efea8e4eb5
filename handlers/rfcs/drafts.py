"""Drafts of RFCs, and of edits to them: what was typed so far, kept at each step for seven days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from handlers.payloads import Who
from rituals.ids import DraftId
from rituals.refusal import Refusal
from rituals.rfcs.form import Form
from rituals.rfcs.model import RITUAL, Text, name_of
from storage import drafts, rfcs
from storage.drafts import Draft

KEPT = timedelta(days=7)
POSTED = "That draft was posted already. Type /rfc to write another."
GONE = "That draft is gone: it was posted, or it was too old. Type /rfc to start again."


@dataclass(frozen=True, slots=True)
class Writing:
    """An RFC as it is being written: a new one, or one that is `edited`, with what its author says of the change."""

    form: Form
    edited: int | None = None  # The number of the RFC whose text this is to be.
    base: Text | None = None  # The text that the edit set out from.
    note: str = ""
    editorial: bool = False
    touched: bool = False  # Somebody went on from where it was opened.

    @property
    def title(self) -> str:
        """What it is called among drafts."""
        named = self.form.title.strip()
        return named if self.edited is None else f"Edit of {name_of(self.edited)}: {named}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing worth keeping was typed."""
        if self.edited is None:
            return self.form.is_empty
        return self.form.text == self.base and not self.note


_WRITING = TypeAdapter(Writing)


def save(tx: Connection, who: Who, draft: DraftId, writing: Writing, now: datetime) -> None:
    """The person's draft is kept as it is now; raises Refusal if it was posted, or is somebody else's."""
    if not keep(tx, who, draft, writing, now):
        raise Refusal(POSTED)


def keep(tx: Connection, who: Who, draft: DraftId, writing: Writing, now: datetime) -> bool:
    """The person's draft is kept as it is now; False if it was posted, or is somebody else's: nothing changes then."""
    if rfcs.find_by_draft(tx, who.team, draft) is not None:
        return False
    body = _WRITING.dump_python(writing, mode="json", exclude_defaults=True)
    return drafts.save(tx, Draft(who.team, draft, who.person, RITUAL, body, now))


def fingerprint(writing: Writing) -> str:
    """A short mark that differs where drafts differ: a preview carries that of what it shows."""
    return blake2b(_WRITING.dump_json(writing), digest_size=8).hexdigest()


def find(tx: Connection, who: Who, draft: DraftId) -> Writing | None:
    """What the person typed in this draft, if it is theirs and not posted yet."""
    found = drafts.find(tx, who.team, draft, who.person)
    return None if found is None or found.ritual != RITUAL else _read(found)


def read_latest(tx: Connection, who: Who, now: datetime) -> list[tuple[DraftId, Writing]]:
    """The drafts that the person left with something in them and that are not too old, the latest first."""
    found = drafts.read_latest(tx, (who.team, who.person), RITUAL, now - KEPT)
    return [
        (draft.id, writing)
        for draft in found
        if (writing := _read(draft)) is not None and not writing.is_empty
    ]


def find_latest(tx: Connection, who: Who, now: datetime) -> tuple[DraftId, Writing] | None:
    """The draft that the person left last, if it is not too old."""
    return next(iter(read_latest(tx, who, now)), None)


def throw_away(tx: Connection, who: Who, draft: DraftId) -> None:
    """The person's draft is gone; nobody throws away another's."""
    if find(tx, who, draft) is not None:
        drafts.remove(tx, who.team, draft)


def _read(draft: Draft) -> Writing | None:
    """What was typed; a draft that cannot be read counts as none, and is not quoted in an error."""
    try:
        return _WRITING.validate_python(draft.body)
    except ValidationError:
        return None
