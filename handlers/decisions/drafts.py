"""Drafts of decisions: what was typed so far, kept at each step for seven days."""

from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection

from handlers.decisions.acts.course import RITUAL
from handlers.payloads import Who
from rituals.decisions.form import Form
from rituals.ids import DraftId
from storage import drafts
from storage.drafts import Draft

KEPT = timedelta(days=7)
_FORM = TypeAdapter(Form)


def save(tx: Connection, who: Who, draft: DraftId, form: Form, now: datetime) -> None:
    """The person's draft is kept as it is now; an empty one is not worth keeping."""
    if not form.is_empty:
        body = _FORM.dump_python(form, mode="json")
        drafts.save(tx, Draft(who.team, draft, who.person, RITUAL, body, now))


def find(tx: Connection, who: Who, draft: DraftId) -> Form | None:
    """What the person typed in this draft, if it is theirs and not posted yet."""
    found = drafts.find(tx, who.team, draft, who.person)
    return None if found is None else _FORM.validate_python(found.body)


def find_latest(tx: Connection, who: Who, now: datetime) -> tuple[DraftId, Form] | None:
    """The draft that the person left last, if it is not too old."""
    found = drafts.find_latest(tx, who.team, who.person, RITUAL, now - KEPT)
    return None if found is None else (found.id, _FORM.validate_python(found.body))
