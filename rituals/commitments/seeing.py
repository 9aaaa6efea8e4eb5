"""Who may see who stands where, and who commits, in each state."""

from dataclasses import replace

from rituals.commitments.model import Commitment, Positions, State
from rituals.commitments.summing import dissents
from rituals.ids import Person
from rituals.positions import Pledge, Position
from rituals.refusal import Refusal


def may_see(commitment: Commitment, viewer: Person, person: Person) -> bool:
    """Whether the viewer may see where this person stands: their own always, others' once they are shown."""
    return viewer == person or is_shown(commitment, person)


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


def seen_by(commitment: Commitment, positions: Positions, viewer: Person) -> Positions:
    """The positions that the viewer may see: what everybody may, and their own as it is."""
    seen = {**shown(commitment, positions)}
    return {
        person: position if person == viewer else seen[person]
        for person, position in positions.items()
        if person == viewer or person in seen
    }


def check_may_see(commitment: Commitment) -> None:
    """Raises Refusal with the reason why nobody's position is shown but one's own."""
    if not commitment.is_hidden:
        return
    if commitment.state.is_final:
        raise Refusal("It ended before positions were shown, so they stay hidden.")
    if commitment.state is State.STALLED:
        raise Refusal("Nobody stands for it or against it, so there is nothing to show.")
    raise Refusal("Positions are shown once everybody has taken one, or at the deadline, and not before.")


def refuses(commitment: Commitment, position: Position) -> bool:
    """Whether this person has said that they will not commit. Its decider is told, and nobody else."""
    asked = commitment.state in (State.CONFIRMING, State.DECIDED) and dissents(position)
    return asked and position.pledge is Pledge.NO


def _told(commitment: Commitment, position: Position) -> Pledge | None:
    """What everybody sees of an answer: once it is decided who commits; no and silence are the same."""
    if commitment.state is not State.DECIDED or position.pledge is Pledge.NO:
        return None
    return position.pledge
