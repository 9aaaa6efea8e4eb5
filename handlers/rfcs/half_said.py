"""Positions that people have begun to write and not taken: each is seen by nobody else, and kept for seven days."""

from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from handlers.payloads import Fields, Who
from handlers.rfcs.acts.course import Where
from handlers.rfcs.views.position import Said, read_said
from rituals.ids import DraftId
from storage import drafts
from storage.drafts import Draft

RITUAL = "position"
_SAID = TypeAdapter(Said)


def keep(tx: Connection, who: Who, where: Where, fields: Fields, now: datetime) -> Said:
    """What stands in the form is kept, beside what another stance has taken out of sight; returns all of it."""
    whole = read_said(fields, find(tx, who, where))
    if whole == Said():
        drop(tx, who, where)
    else:
        body = _SAID.dump_python(whole, mode="json", exclude_defaults=True)
        drafts.save(tx, Draft(who.team, _id(who, where), who.person, RITUAL, body, now))
    return whole


def find(tx: Connection, who: Who, where: Where) -> Said:
    """What the person left half said, if anything."""
    found = drafts.find(tx, who.team, _id(who, where), who.person)
    try:
        return Said() if found is None else _SAID.validate_python(found.body)
    except ValidationError:
        return Said()  # It is not quoted in an error.


def drop(tx: Connection, who: Who, where: Where) -> None:
    """What the person left half said is gone."""
    drafts.remove(tx, who.team, _id(who, where))


def _id(who: Who, where: Where) -> DraftId:
    return DraftId(f"position-{where[1]}/{who.person}")
