"""What waits for one person: on their Home, and in the nudge."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blocks import button, context, count, cut, section
from handlers.replies import Block, Message
from handlers.rfcs.views import words
from handlers.rfcs.views.details import open_concern
from rituals.rfcs.awaiting import Due, Task
from rituals.rfcs.model import Concern, Rfc

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one RFC waits for from one person; `stuck` are the concerns that they may settle in others' place."""

    rfc: Rfc
    dues: tuple[Due, ...]
    stuck: tuple[Concern, ...] = ()


def waiting(found: Sequence[Waiting], most: int = MOST_SHOWN) -> list[Block]:
    """Each thing that waits for the reader, with the button that leads to it."""
    lines = [line for one in found for line in _lines(one)]
    left = len(lines) - most
    return [*lines[:most], context(f"{left:,} more: `/rfc list`")] if left > 0 else lines


def reminder(found: Sequence[Waiting]) -> Message | None:
    """The part of a nudge that RFCs have; None where nothing waits."""
    if not found:
        return None
    head = f"{count(len(found), 'RFC waits', 'RFCs wait')} for you"
    return Message(head, [section(f"*{head}*"), *waiting(found)])


def _lines(one: Waiting) -> list[Block]:
    lines = [_due(one.rfc, due) for due in one.dues]
    return [
        *lines,
        *(
            _about(one.rfc, stuck, "You may settle this in the place of somebody out of reach")
            for stuck in one.stuck
        ),
    ]


def _due(rfc: Rfc, due: Due) -> Block:
    if due.concern is None:
        step = button("Take a position", "rfc.review", words.as_shown(rfc))
        return _line(rfc, f"Waits for your position · {words.state(rfc)}", step)
    told = {
        Task.RULING: "Does this concern block?",
        Task.ANSWER: "This concern waits for your answer",
        Task.CONFIRMATION: "Does the answer settle your concern?",
    }[due.task]
    return _about(rfc, due.concern, told)


def _about(rfc: Rfc, concern: Concern, told: str) -> Block:
    return _line(rfc, f"{told}\n{words.concern_in_short(concern)}", open_concern(rfc, concern))


def _line(rfc: Rfc, told: str, step: Block) -> Block:
    return section(f"{cut(words.headline(rfc), words.LONGEST_NAME)}\n{told}", accessory=step)
