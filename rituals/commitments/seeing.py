"""Who may see who stands where, and who commits, in each state."""

from dataclasses import replace

from rituals.commitments.model import Commitment, Positions, State
from rituals.ids import Person
from rituals.positions import Pledge, Position


def is_shown(commitment: Commitment, person: Person) -> bool:
    """Whether everybody may see where this person stands: since the reveal; the decider's since the close."""
    if commitment.is_hidden:
        return False
    return not commitment.hides_decider or person not in (commitment.terms.decider, *commitment.former)


def shown(commitment: Commitment, positions: Positions) -> Positions:
    """The positions that everybody may see, without anybody's answer to whether they will commit, but at the end."""
    return {
        person: replace(position, pledge=_told(commitment, position))
        for person, position in positions.items()
        if is_shown(commitment, person)
    }


def _told(commitment: Commitment, position: Position) -> Pledge | None:
    """What everybody sees of an answer: once it is decided who commits; no and silence are the same."""
    if commitment.state is not State.DECIDED or position.pledge is Pledge.NO:
        return None
    return position.pledge
