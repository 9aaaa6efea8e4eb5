"""Commitments, as the wiring sees them."""

from handlers.commitments.listeners import looking, opening
from handlers.ritual import Ritual


def commitment_ritual() -> Ritual:
    """Everything that Slack, the clock and the courier may ask of commitments."""
    return Ritual(
        name="commitment",
        commands={"commit": opening.on_command},
        clicks={"commitment.help": looking.on_help},
    )
