"""Who may see who stands where, and who commits, in each state."""

from dataclasses import replace

from rituals.commitments.model import Commitment, Positions, State
from rituals.ids import Person
from rituals.positions import Pledge, Position


def is_shown(commitment: Commitment, person: Person) -> bool:
    """Whether everybody may see where this person stands: since the reveal; the decider's since the close."""
    return not commitment.is_hidden and not waits_for_close(commitment, person)


def waits_for_close(commitment: Commitment, person: Person) -> bool:
    """Whether where this person stands is hidden until the close, as they decide, or were to decide.

    What was shown before they came to decide stays shown: to name somebody decider hides nothing.
    """
    decides = person in (commitment.terms.decider, *commitment.former)
    return decides and commitment.hides_decider and person not in commitment.seen


def shown(commitment: Commitment, positions: Positions) -> Positions:
    """The positions that everybody may see, without anybody's answer to whether they will commit, but at the end."""
    return {
        person: replace(position, pledge=_told(commitment, position))
        for person, position in positions.items()
        if is_shown(commitment, person)
    }


def never_shown(commitment: Commitment, positions: Positions) -> tuple[Person, ...]:
    """Those of whom nobody will ever see where they stood, as it has ended; nobody while it is under way."""
    if not commitment.state.is_final:
        return ()
    return tuple(person for person in positions if not is_shown(commitment, person))


def _told(commitment: Commitment, position: Position) -> Pledge | None:
    """What everybody sees of an answer: once it is decided who commits; no and silence are the same."""
    if commitment.state is not State.DECIDED or position.pledge is Pledge.NO:
        return None
    return position.pledge
