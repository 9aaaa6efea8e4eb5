"""A commitment as a row, and back. What no query asks for stands in one column, `body`, which is read whole."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from rituals.commitments.model import Commitment
from storage.schema import commitments

_NAMES = [column.name for column in commitments.columns]
_COMMITMENT = TypeAdapter(Commitment)

# What has a column of its own; the rest is the body.
_IDS = {"team": "team_id", "id": "commitment_id", "draft": "draft_id"}
_OWN = "owner", "co_owners", "state", "opened_at", "phase_ends"
_OF_TERMS = {"channel", "decider", "closes_at"}
_APART: Any = {**dict.fromkeys([*_IDS, *_OWN], True), "terms": _OF_TERMS}


def columns_of(commitment: Commitment) -> dict[str, Any]:
    """The columns that change while a commitment lives."""
    terms = commitment.terms
    return {
        "channel": terms.channel,
        "owner": commitment.owner,
        "co_owners": commitment.co_owners,
        "decider": terms.decider,
        "state": commitment.state,
        "closes_at": terms.closes_at,
        "phase_ends": commitment.phase_ends,
        "body": _COMMITMENT.dump_python(commitment, mode="json", exclude=_APART),
    }


def read_commitment(row: Row[Any]) -> Commitment:
    """The commitment of a row that begins with all columns of the table."""
    # A row is asked for one cell as slowly as a dictionary for twenty.
    stored = dict(zip(_NAMES, row, strict=False))
    body = stored.pop("body")
    terms = {**body["terms"], **{name: stored.pop(name) for name in _OF_TERMS}}
    ids = {name: stored.pop(column) for name, column in _IDS.items()}
    return _COMMITMENT.validate_python({**body, **stored, **ids, "terms": terms})
