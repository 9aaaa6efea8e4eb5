"""What becomes of hidden answers once they are no longer needed: they are gone, at once or after some time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from rituals.decisions.model import Decision
from rituals.decisions.terms import Secrecy
from storage import history, sealed_ballots, seals, timers
from storage.history import Entry
from storage.timers import Timer

FORGET, DESTROY = "forget", "destroy"
KEEP_HIDDEN_BALLOTS = timedelta(days=30)
PORTION = 2000
"""So many sealed answers are destroyed in one transaction; without their key the rest says nothing until it follows."""


def let_go(tx: Connection, decision: Decision, now: datetime) -> None:
    """Hidden answers are not needed any more: sealed ones are destroyed with their key, others kept 30 days at most."""
    if decision.terms.secrecy is Secrecy.PRIVATE:
        timers.set_timer(tx, (*decision.ref, FORGET), now + KEEP_HIDDEN_BALLOTS)
    elif decision.terms.secrecy is Secrecy.SEALED:
        _destroy(tx, decision, now)


def _destroy(tx: Connection, decision: Decision, now: datetime) -> None:
    ritual = decision.ref
    if not seals.destroy(tx, ritual):
        return
    history.add(tx, ritual, Entry(None, "destroyed", now))
    if sealed_ballots.destroy(tx, decision.team, decision.id, PORTION) == PORTION:
        timers.set_timer(tx, (*ritual, DESTROY), now)


def destroy_rest(tx: Connection, timer: Timer, _: datetime, __: Any) -> None:
    """The next portion of answers that nobody can open any more is destroyed."""
    if sealed_ballots.destroy(tx, timer.team, timer.ritual_id, PORTION) == PORTION:
        timers.go_on(tx, timer, "")
    else:
        timers.finish(tx, timer)
