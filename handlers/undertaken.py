"""How an action is told in a line, wherever it is: in lists, on cards, beside the ritual that it came from. Pure."""

from collections.abc import Sequence
from datetime import date

from handlers.blocks import as_day, button, context, count, cut, escape, listed, mention, sections
from handlers.replies import Block
from rituals.actions.model import Action, State

FOR = "action.for"
"""The click that adds an action to a ritual; its value is the ritual's name and id. The ritual has a card."""

MOST_SHOWN = 10


def offer(ritual: str, ritual_id: str) -> Block:
    """The button that adds an action to a ritual, for whoever sees the channel of its card."""
    return button("Add an action", FOR, f"{ritual} {ritual_id}")


def told(actions: Sequence[Action], today: date) -> list[Block]:
    """The actions that came of something, a line each; nothing where there is none. A card may show it too."""
    if not actions:
        return []
    lines = "\n".join(_line(action, today) for action in actions[:MOST_SHOWN])
    left_out = len(actions) - MOST_SHOWN
    more = [context(f"{left_out} more: `/actions channel`")] if left_out > 0 else []
    return [*sections(f"*{count(len(actions), 'action')}*\n{lines}"), *more]


def _line(action: Action, today: date) -> str:
    if action.state is not State.OPEN:
        return f"• ~{in_short(action)}~ · {cut(ending(action), 100)}"
    # Nothing of “today” or “overdue” here: a card is not redrawn when the day changes.
    return f"• {in_short(action)} · {owners(action)} · due {as_day(action.due, today)}"


def in_short(action: Action) -> str:
    """What is to be done, as mrkdwn that fits a line of a list."""
    return cut(escape(action.text), 150)


def owners(action: Action) -> str:
    """Who owns it, as mrkdwn."""
    return listed([mention(owner) for owner in action.owners]) or "nobody"


def ending(action: Action) -> str:
    """How it ended, as mrkdwn; '' while it is open."""
    by = f" by {mention(action.ended_by)}" if action.ended_by else ""
    if action.state is State.DONE:
        return f":white_check_mark: Done{by}"
    if action.state is State.DROPPED:
        return f"Dropped{by}: {escape(action.reason)}"
    return ""
