"""What is said in private to whoever has just done something."""

from handlers.blocks import section
from handlers.replies import Message
from handlers.rfcs.views import words
from rituals.rfcs.model import Rfc
from rituals.rfcs.silence import SILENCE, Answer

OBJECTED = Message("Noted: those who approved before this version are asked to look again.")


def said_to_silence(rfc: Rfc, answer: Answer) -> Message:
    """What has become of an RFC that was quiet, said to its author."""
    told = {
        Answer.CONTINUE: f"It goes on. I ask you again after {SILENCE.days} quiet days.",
        Answer.POSTPONE: "It is postponed. Take it up again under ⋯ *Manage* on its card.",
        Answer.WITHDRAW: "It is withdrawn, as its card shows.",
    }[answer]
    return Message(f"{words.title(rfc)}: {answer.value}", [section(f"{words.headline(rfc)}\n{told}")])
