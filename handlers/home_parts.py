"""What the parts of Home have in common, whatever ritual they show: titles, and drafts. Pure."""

from collections.abc import Sequence

from handlers.blocks import actions, button, confirm, context, divider, escape, section, shorten
from handlers.replies import Block
from rituals.ids import DraftId

MOST_DRAFTS = 3


def part(title: str, lines: Sequence[Block]) -> list[Block]:
    """These lines under their title; nothing where there are none."""
    return [section(f"*{title}*"), *lines, divider()] if lines else []


def left_out(number: int, command: str) -> list[Block]:
    """How many more there are, and which command lists them; nothing where all are shown."""
    return [context(f"{number:,} more: `{command}`")] if number > 0 else []


def drafts(ritual: str, titles: tuple[str, str], left: Sequence[tuple[DraftId, str]]) -> list[Block]:
    """The drafts that the person left, each with what was typed; `titles` are that of all, and that of one without any."""
    sure = confirm("Throw this draft away?", "What you typed in it is deleted.", "Throw away", "Keep it")
    lines: list[Block] = []
    for draft, typed in left[:MOST_DRAFTS]:
        said = escape(shorten(typed.strip(), 150))
        steps = [
            button("Continue", f"{ritual}.resume", draft),
            button("Throw away", f"{ritual}.throw_away", draft, confirm=sure),
        ]
        lines += [section(f"*{said}*" if said else f"_{titles[1]}_"), actions(f"draft {draft}", steps)]
    hidden = len(left) - MOST_DRAFTS
    more = f"{hidden:,} more: they show once these are done. " if hidden > 0 else ""
    told = context(f"{more}Only you see drafts. They are kept for seven days.")
    return part(titles[0], [*lines, told] if lines else [])
