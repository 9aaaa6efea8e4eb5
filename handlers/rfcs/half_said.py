"""Positions that people have begun to write and not taken: what another stance takes out of sight is kept."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection

from handlers.drafts import HalfWritten
from handlers.payloads import Fields, Who
from handlers.rfcs.acts.course import Where
from handlers.rfcs.views.position import Said, read_said
from rituals.ids import Ref
from rituals.rfcs.model import RITUAL

_SAID = HalfWritten("half said", TypeAdapter(Said))


def keep(tx: Connection, who: Who, where: Where, fields: Fields, now: datetime) -> Said:
    """What stands in the form is kept, beside what it does not show; returns all of it."""
    whole = read_said(fields, find(tx, who, where))
    _SAID.keep(tx, _ref(where), who.person, whole, now)
    return whole


def find(tx: Connection, who: Who, where: Where) -> Said:
    """What the person left half said, if anything."""
    return _SAID.find(tx, _ref(where), who.person) or Said()


def drop(tx: Connection, who: Who, where: Where) -> None:
    """What the person left half said is gone."""
    _SAID.drop(tx, _ref(where), who.person)


def _ref(where: Where) -> Ref:
    team, number = where
    return Ref(team, RITUAL, number)
