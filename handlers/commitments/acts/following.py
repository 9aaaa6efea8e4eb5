"""What a commitment calls for once it stands elsewhere, or somebody else decides: asking, ruling, committing, remembering."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice, tell
from rituals.commitments.model import Commitment
from rituals.ids import Person


def follow_up(tx: Connection, before: Commitment, after: Commitment, now: datetime) -> None:
    """Owes what its new state calls for. Its timers are set, and it is stored already."""


def pass_on(tx: Connection, course: tuple[Commitment, Commitment], by: Person | None, now: datetime) -> None:
    """Tells those concerned where somebody else decides than before; who did it, and who owns it now, knows already."""
    before, after = course
    decider, former = after.terms.decider, before.terms.decider
    if decider == former:
        return
    mark = str(int(now.timestamp()))
    if decider not in (by, after.owner):
        tell(tx, after.ref, Notice("named_decider", decider, mark), now)
    if former != by:
        tell(tx, after.ref, Notice("relieved", former, mark), now)


def miss(tx: Connection, commitment: Commitment, gone: Sequence[Person], now: datetime) -> None:
    """Asks the owners for another decider, where the one who is to rule now is among those who are gone."""
