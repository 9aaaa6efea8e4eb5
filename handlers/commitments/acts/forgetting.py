"""Forgetting what nobody is to see any more: who has said no, once it is decided; where people stood, if it is never shown.

What is kept tells a no from silence as little as what is shown.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from rituals.commitments import seeing
from rituals.commitments.model import RITUAL, Commitment, Positions, State
from rituals.commitments.summing import commits, dissenting
from rituals.ids import Ref
from storage import history, positions, settled, timers
from storage.history import Entry
from storage.timers import Timer
from storage.traces import leave_no_trace

FORGET, ANSWERED = "forget", "answered"
AGAIN = timedelta(hours=1)


def forget_answers(tx: Connection, commitment: Commitment, standing: Positions, now: datetime) -> None:
    """Of those who do not commit nothing is kept that tells a no from silence; nothing where it is not decided."""
    if commitment.state is not State.DECIDED:
        return
    # The time of the last click would tell that there was one.
    silent = {
        person: replace(position, pledge=None, action_ts="")
        for person, position in dissenting(standing).items()
        if not commits(position)
    }
    told = {person: position for person, position in silent.items() if position != standing[person]}
    positions.save_all(tx, commitment.ref, told)
    _forget_told(tx, commitment.ref, now)


def destroy_unseen(tx: Connection, commitment: Commitment, standing: Positions, now: datetime) -> None:
    """Positions that it has ended without showing are destroyed, and those that were withdrawn; who took part is kept."""
    unseen = seeing.never_shown(commitment, standing)
    positions.destroy(tx, commitment.ref, now, None if commitment.is_hidden else unseen)
    if unseen:
        history.add(tx, commitment.ref, Entry(None, "destroyed", now))


def look(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """What was still to be told to the decider may have been told by now."""
    timers.finish(tx, timer)
    _forget_told(tx, Ref(timer.team, timer.ritual, timer.ritual_id), now)


def _forget_told(tx: Connection, ref: Ref, now: datetime) -> None:
    """What the decider was told is forgotten here, and stays with them; what is on its way, once it has arrived."""
    if settled.forget_told(tx, ref, f"{RITUAL}.{ANSWERED}"):
        timers.set_timer(tx, (*ref, FORGET), now + AGAIN)
    leave_no_trace(tx)
