"""Will you commit? Keeping the answers of those who see it differently; a no is told to the decider, and to nobody else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts.awaiting import find_decider
from handlers.commitments.acts.course import end
from handlers.commitments.acts.forgetting import ANSWERED
from handlers.commitments.acts.stating import look
from handlers.news import Notice, tell
from handlers.payloads import Who
from rituals.commitments import course, pledging
from rituals.commitments.model import Commitment
from rituals.commitments.stating import Click
from rituals.ids import Person
from rituals.positions import Pledge, Position
from storage import commitments, people, positions


@dataclass(frozen=True, slots=True)
class Answered:
    """What counts after an answer; `heard` tells that the decider is there to be told of a no."""

    commitment: Commitment
    pledge: Pledge
    heard: bool


def pledge(tx: Connection, who: Who, commitment: str, said: tuple[Pledge, str], now: datetime) -> Answered:
    """The answer is kept; `said` is it, and Slack's time of the click. All have said yes: it is decided at once.

    Nothing is drawn anew and nothing stands in the history, as a no would be told from silence by it.
    """
    commitments.hold(tx, who.team, commitment)
    before, seat = look(tx, who, commitment)
    click = Click(now, people.today(tx, who.team, who.person, now), said[1])
    position = pledging.pledge(before, seat, said[0], click)
    positions.save(tx, before.ref, who.person, position)
    if seat.position is not None:
        _tell_decider(tx, before, who.person, (seat.position, position), now)
    end(tx, before, course.reach_pledges(before, positions.read_all(tx, before.ref), now), now)
    return Answered(before, position.pledge or said[0], find_decider(tx, before) is not None)


def _tell_decider(
    tx: Connection, commitment: Commitment, by: Person, change: tuple[Position, Position], now: datetime
) -> None:
    """A no is told at once, and so is a yes that comes after it."""
    before, after = (one.pledge is Pledge.NO for one in change)
    decider = commitment.terms.decider
    if before != after and by != decider:
        mark = f"{by} {change[1].pledge} {int(now.timestamp() * 1000)}"
        tell(tx, commitment.ref, Notice(ANSWERED, decider, mark), now)
