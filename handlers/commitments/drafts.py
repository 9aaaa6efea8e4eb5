"""Drafts of proposals: what was typed so far, kept at each step for seven days."""

from datetime import datetime, timedelta
from hashlib import blake2b

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from handlers.payloads import Who
from rituals.commitments.form import Form
from rituals.commitments.model import RITUAL
from rituals.ids import DraftId
from rituals.refusal import Refusal
from storage import commitments, drafts
from storage.drafts import Draft

KEPT = timedelta(days=7)
_FORM = TypeAdapter(Form)


def save(tx: Connection, who: Who, draft: DraftId, form: Form, now: datetime) -> None:
    """The person's draft is kept as it is now; raises Refusal if it was posted, or is somebody else's."""
    if not keep(tx, who, draft, form, now):
        raise Refusal("That draft was posted already. Type /commit to start another.")


def keep(tx: Connection, who: Who, draft: DraftId, form: Form, now: datetime) -> bool:
    """The person's draft is kept as it is now; False if it was posted, or is somebody else's: nothing changes then."""
    if commitments.find_by_draft(tx, who.team, draft) is not None:
        return False
    body = _FORM.dump_python(form, mode="json")
    return drafts.save(tx, Draft(who.team, draft, who.person, RITUAL, body, now))


def fingerprint(form: Form) -> str:
    """A short mark that differs where forms differ: a preview carries that of what it shows."""
    return blake2b(_FORM.dump_json(form), digest_size=8).hexdigest()


def find(tx: Connection, who: Who, draft: DraftId) -> Form | None:
    """What the person typed in this draft, if it is theirs and not posted yet."""
    found = drafts.find(tx, who.team, draft, who.person)
    return None if found is None or found.ritual != RITUAL else _read(found)


def read_latest(tx: Connection, who: Who, now: datetime) -> list[tuple[DraftId, Form]]:
    """The drafts that the person left with something in them and that are not too old, the latest first."""
    found = drafts.read_latest(tx, (who.team, who.person), RITUAL, now - KEPT)
    return [(draft.id, form) for draft in found if (form := _read(draft)) is not None and not form.is_empty]


def find_latest(tx: Connection, who: Who, now: datetime) -> tuple[DraftId, Form] | None:
    """The draft that the person left last, if it is not too old."""
    return next(iter(read_latest(tx, who, now)), None)


def throw_away(tx: Connection, who: Who, draft: DraftId) -> None:
    """The person's draft is gone; nobody throws away another's."""
    if find(tx, who, draft) is not None:
        drafts.remove(tx, who.team, draft)


def _read(draft: Draft) -> Form | None:
    """What was typed; a draft that cannot be read counts as none, and is not quoted in an error."""
    try:
        return _FORM.validate_python(draft.body)
    except ValidationError:
        return None
