"""Ballots that people have begun to fill in and not cast: each is seen by nobody else, and gone when voting ends."""

from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from rituals.decisions.model import Decision
from rituals.decisions.paper import NUMBERED, HalfFilled, Paper, may_be_left
from rituals.ids import DraftId, Person
from storage import drafts
from storage.drafts import Draft

RITUAL = "ballot"
_LEFT = TypeAdapter(HalfFilled)


def keep(tx: Connection, paper: Paper, now: datetime) -> None:
    """The ballot is kept as it is filled in so far, where that may be and there is something to keep."""
    decision, person, left = paper.decision, paper.person, paper.left()
    if left is None:
        drop(tx, decision, person)
    elif may_be_left(decision.terms):
        body = _LEFT.dump_python(left, mode="json")
        drafts.save(tx, Draft(decision.team, _id(decision, person), person, RITUAL, body, now))


def find(tx: Connection, decision: Decision, person: Person) -> HalfFilled | None:
    """What the person left half filled, if anything."""
    if not may_be_left(decision.terms):
        return None
    found = drafts.find(tx, decision.team, _id(decision, person), person)
    if found is None:
        return None
    try:
        return _LEFT.validate_python(found.body)
    except ValidationError:
        return None  # It is not quoted in an error.


def drop(tx: Connection, decision: Decision, person: Person) -> None:
    """The person's half-filled ballot is gone."""
    if decision.terms.method in NUMBERED:
        drafts.remove(tx, decision.team, _id(decision, person))


def drop_all(tx: Connection, decision: Decision) -> None:
    """Nobody's half-filled ballot is kept any longer."""
    if decision.terms.method in NUMBERED:
        drafts.remove_all(tx, decision.team, f"{decision.id}/")


def _id(decision: Decision, person: Person) -> DraftId:
    return DraftId(f"{decision.id}/{person}")
