"""What of a commitment is to be drawn anew: its card, and the post that leads through disagreement."""

from sqlalchemy import Connection

from rituals.commitments.model import RITUAL, Commitment
from storage import cards

STEPS = f"{RITUAL}.steps"
"""The name of the card that stands in the thread while disagreement is worked through."""


def redraw(tx: Connection, commitment: Commitment) -> None:
    """What is shown of it is drawn anew; for the last time, and at once, where it has ended."""
    draw = cards.finish if commitment.state.is_final else cards.touch
    draw(tx, commitment.team, RITUAL, commitment.id)
    if commitment.step is not None:
        draw(tx, commitment.team, STEPS, commitment.id)
