"""An RFC as a row, and back. What no query asks for stands in one column, `body`, which is read whole."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from rituals.rfcs.model import Rfc
from storage.schema import rfcs

_NAMES = [column.name for column in rfcs.columns]
_RFC = TypeAdapter(Rfc)

# What has a column of its own; the rest is the body.
_IDS = {"team": "team_id", "number": "number", "draft": "draft_id"}
_OWN = "owner", "co_owners", "state", "opened_at"
_OF_TERMS = {"channel", "pointers", "decider"}
_APART: Any = {**dict.fromkeys([*_IDS, *_OWN], True), "terms": _OF_TERMS}


def columns_of(rfc: Rfc) -> dict[str, Any]:
    """The columns that change while an RFC lives."""
    terms = rfc.terms
    return {
        "channel": terms.channel,
        "pointers": terms.pointers,
        "owner": rfc.owner,
        "co_owners": rfc.co_owners,
        "decider": terms.decider,
        "state": rfc.state,
        "body": _RFC.dump_python(rfc, mode="json", exclude=_APART),
    }


def read_rfc(row: Row[Any]) -> Rfc:
    """The RFC of a row that begins with all columns of the table."""
    # A row is asked for one cell as slowly as a dictionary for twenty.
    stored = dict(zip(_NAMES, row, strict=False))
    body = stored.pop("body")
    terms = {**body["terms"], **{name: stored.pop(name) for name in _OF_TERMS}}
    ids = {name: stored.pop(column) for name, column in _IDS.items()}
    return _RFC.validate_python({**body, **stored, **ids, "terms": terms})
