"""Positions that people have begun to write and not taken: seen by nobody else, and gone when positions are closed."""

from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from rituals.commitments.model import Commitment
from rituals.commitments.stating import Stating
from rituals.ids import DraftId, Person
from storage import drafts
from storage.drafts import Draft

KIND = "position"
_STATING = TypeAdapter(Stating)


def keep(tx: Connection, commitment: Commitment, person: Person, said: Stating, now: datetime) -> None:
    """What was written so far is kept."""
    body = _STATING.dump_python(said, mode="json")
    drafts.save(tx, Draft(commitment.team, _id(commitment, person), person, KIND, body, now))


def find(tx: Connection, commitment: Commitment, person: Person) -> Stating | None:
    """What the person left half written, if anything; what cannot be read counts as nothing, and is not quoted."""
    found = drafts.find(tx, commitment.team, _id(commitment, person), person)
    try:
        return None if found is None else _STATING.validate_python(found.body)
    except ValidationError:
        return None


def drop(tx: Connection, commitment: Commitment, person: Person) -> None:
    """What the person left half written is gone."""
    drafts.remove(tx, commitment.team, _id(commitment, person))


def drop_all(tx: Connection, commitment: Commitment) -> None:
    """Nobody's half-written position is kept any longer."""
    drafts.remove_all(tx, commitment.team, f"{KIND} {commitment.id}/")


def _id(commitment: Commitment, person: Person) -> DraftId:
    return DraftId(f"{KIND} {commitment.id}/{person}")
