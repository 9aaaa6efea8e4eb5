"""Changing the proposal: free until somebody has taken a position, an amendment afterwards."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import blake2b

from rituals.commitments.guards import check_in_time, check_owner, check_takes_positions
from rituals.commitments.model import Commitment, Terms
from rituals.commitments.texts import Texts, check_texts
from rituals.ids import Person
from rituals.refusal import Refusal

MEANWHILE = (
    "The text has changed since you opened this: somebody amended it. "
    "Copy what you wrote, go back, and open Amend again."
)

NAMES = {
    "proposal": "the proposal",
    "context": "the context",
    "aim": "what it optimises for",
    "trade_offs": "the trade-offs",
    "evidence": "the evidence",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts, as an owner would have them; `seen` marks those that they set out from, '' marks any."""

    texts: Texts
    seen: str = ""


def texts_of(terms: Terms) -> Texts:
    """The texts of these terms."""
    return Texts(**{name: getattr(terms, name) for name in NAMES})


def mark_of(terms: Terms) -> str:
    """A short mark that differs where texts do: whoever amends shows with it which ones they have seen."""
    return blake2b(repr(texts_of(terms)).encode(), digest_size=8).hexdigest()


def amend(commitment: Commitment, by: Person, wording: Wording, now: datetime) -> Commitment:
    """It in other words: a new version, which says what changed once somebody has taken a position.

    After the deadline nobody could look again at what they stand for.
    """
    check_owner(commitment, by)
    check_takes_positions(commitment)
    check_in_time(commitment, now)
    if wording.seen and wording.seen != mark_of(commitment.terms):
        raise Refusal.in_fields({"proposal": MEANWHILE})
    amended = replace(commitment.terms, **asdict(check_texts(wording.texts)))
    if amended == commitment.terms:
        raise Refusal.in_fields({"proposal": "Nothing was changed."})
    worded = replace(commitment, terms=amended, version=commitment.version + 1)
    if not commitment.answered:
        return replace(worded, change="", earliest=worded.version)
    return replace(worded, change=_changes(commitment.terms, amended))


def _changes(before: Terms, after: Terms) -> str:
    """What changed, by name: “the proposal and the context changed”."""
    *others, last = (told for name, told in NAMES.items() if getattr(before, name) != getattr(after, name))
    return f"{', '.join(others)} and {last} changed" if others else f"{last} changed"
