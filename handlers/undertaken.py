"""How an action is told in a line, wherever it is: in lists, on cards, in the Details of the ritual that it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from handlers.blocks import as_day, button, context, count, cut, escape, listed, mention, sections
from handlers.replies import Block
from rituals.actions.model import Action, State
from rituals.ids import Person, Ref
from storage import actions, people

FOR = "action.for"
"""The click that adds an action to a ritual; its value is the ritual's name, its id and its home. The ritual has a card."""

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Undertaken:
    """What came of a ritual, as one person sees it: the first actions, how many there are, and which day it is there."""

    first: Sequence[Action] = ()
    total: int = 0
    today: date = date.min


NOTHING = Undertaken()


def read_undertaken(tx: Connection, source: Ref, person: Person, now: datetime) -> Undertaken:
    """What came of a ritual, as far as this person sees it."""
    first, total = actions.read_of_source(tx, source, person, MOST_SHOWN)
    return Undertaken(first, total, people.today(tx, source.team, person, now))


def offer(ritual: str, ritual_id: str, home: str = "") -> Block:
    """The button that adds an action to a ritual, for whoever sees the channel of its card.

    The action lives where the button was pressed, if there is a card of the ritual, else in its `home`.
    """
    return button("Add an action", FOR, f"{ritual} {ritual_id} {home}".rstrip())


def told(undertaken: Undertaken) -> list[Block]:
    """The actions that came of a ritual, a line each, for its Details; nothing where there is none."""
    if not undertaken.first:
        return []
    lines = "\n".join(_line(action, undertaken.today) for action in undertaken.first)
    left_out = undertaken.total - len(undertaken.first)
    more = [context(f"{left_out:,} more. `/actions channel` lists what is open.")] if left_out > 0 else []
    return [*sections(f"*{count(undertaken.total, 'action')}*\n{lines}"), *more]


def _line(action: Action, today: date) -> str:
    if action.state is not State.OPEN:
        return f"• ~{in_short(action)}~ · {cut(ending(action), 100)}"
    return f"• {in_short(action)} · {owners(action)} · {due(action, today)}"


def in_short(action: Action) -> str:
    """What is to be done, as mrkdwn that fits a line of a list."""
    return cut(escape(action.text), 150)


def owners(action: Action) -> str:
    """Who owns it, as mrkdwn."""
    return listed([mention(owner) for owner in action.owners]) or "nobody"


def due(action: Action, today: date) -> str:
    """“due today”, “due Fri 4 Dec”, “*overdue* since Mon 16 Nov”."""
    if action.due < today:
        return f"*overdue* since {as_day(action.due, today)}"
    if action.due == today:
        return "due *today*"
    return "due tomorrow" if action.due == today + timedelta(days=1) else f"due {as_day(action.due, today)}"


def ending(action: Action) -> str:
    """How it ended, as mrkdwn; '' while it is open."""
    by = f" by {mention(action.ended_by)}" if action.ended_by else ""
    if action.state is State.DONE:
        return f":white_check_mark: Done{by}"
    if action.state is State.DROPPED:
        return f"Dropped{by}: {escape(action.reason)}"
    return ""
