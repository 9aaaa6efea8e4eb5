"""Records on Home: what was decided last."""

from collections.abc import Sequence

from handlers import remembered
from handlers.blocks import actions, button, divider, section
from handlers.replies import Block
from rituals.records.model import Record

MOST_SHOWN = 3


def home(latest: Sequence[Record]) -> list[Block]:
    """The part of Home that records have; nothing as long as there are none."""
    if not latest:
        return []
    steps = [button("Find a decision", "record.find"), button("Record a decision", "record.write")]
    return [
        divider(),
        section("*Decided lately*"),
        *remembered.listed(latest[:MOST_SHOWN]),
        actions("records", steps),
    ]
