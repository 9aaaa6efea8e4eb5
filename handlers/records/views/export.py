"""What is said to somebody who takes records along."""

from handlers.blocks import count, words
from handlers.replies import Message

ON_ITS_WAY = "Your export is on its way as a direct message."
BEING_MADE = "Your export is being made already. It comes as a direct message."
NOTHING = "No decision is recorded yet that you can see, so there is nothing to export."


def comment(number: int) -> str:
    """What stands over the file."""
    return (
        f"Your export of {count(number, 'decision')}: all that you can see now. Unpack it and open "
        "`site/index.html` to read; `decisions` has each as Markdown (MADR), `decisions.json` all as data."
    )


def failed() -> Message:
    """It was promised, and did not come."""
    return words(
        "I could not send you your export. Type /decisions export again in a few minutes; if it stays so, "
        "tell whoever runs Cairn."
    )


def empty() -> Message:
    """It was promised, and what was in it may no longer be seen."""
    return words(NOTHING)
