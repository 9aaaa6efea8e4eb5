"""Ballots that people have begun to fill in and not cast: each is seen by nobody else, and gone when voting ends.

Where answers are sealed, so are they.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from rituals.decisions.model import Decision
from rituals.decisions.paper import NUMBERED, HalfFilled, Paper, may_be_left
from rituals.decisions.terms import Secrecy
from rituals.ids import DraftId, Person
from storage import drafts, sealed_ballots
from storage.drafts import Draft
from storage.sealing import Sealer

RITUAL = "ballot"
_LEFT = TypeAdapter(HalfFilled)


def keep(tx: Connection, paper: Paper, sealer: Sealer, now: datetime) -> None:
    """The ballot is kept as it is filled in so far, where that may be and there is something to keep."""
    decision, person, left = paper.decision, paper.person, paper.left()
    if left is None:
        drop(tx, decision, person)
    elif may_be_left(decision.terms):
        body = _write(tx, paper, left, sealer)
        drafts.save(tx, Draft(decision.team, _id(decision, person), person, RITUAL, body, now))


def find(tx: Connection, decision: Decision, person: Person, sealer: Sealer) -> HalfFilled | None:
    """What the person left half filled, if anything."""
    if not may_be_left(decision.terms):
        return None
    found = drafts.find(tx, decision.team, _id(decision, person), person)
    if found is None:
        return None
    try:
        return _read(tx, decision, found, sealer)
    except ValidationError:
        return None  # It is not quoted in an error.


def _write(tx: Connection, paper: Paper, left: HalfFilled, sealer: Sealer) -> dict[str, Any]:
    is_sealed = paper.decision.terms.secrecy is Secrecy.SEALED
    clear = replace(left, answer=()) if is_sealed else left
    body: dict[str, Any] = _LEFT.dump_python(clear, mode="json")
    if is_sealed:
        body["sealed"] = sealed_ballots.seal_draft(tx, paper.decision, paper.person, left.answer, sealer)
    return body


def _read(tx: Connection, decision: Decision, draft: Draft, sealer: Sealer) -> HalfFilled:
    left = _LEFT.validate_python(draft.body)
    sealed = draft.body.get("sealed")
    if sealed is None:
        return left
    answer = sealed_ballots.open_draft(tx, decision, draft.owner, sealed, sealer.keyring)
    return replace(left, answer=answer)


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
