"""RFCs, as the wiring sees them."""

from handlers.rfcs.listeners import looking, opening
from handlers.ritual import Ritual
from rituals.rfcs.model import RITUAL


def rfc_ritual() -> Ritual:
    """Everything that Slack, the clock and the courier may ask of RFCs."""
    return Ritual(
        name=RITUAL,
        commands={"rfc": opening.on_command},
        clicks={"rfc.help": looking.on_help},
    )
