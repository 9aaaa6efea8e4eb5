"""Words about an action that stand in several places, written once; and the buttons under it."""

from handlers.blocks import (
    actions,
    button,
    clean,
    escape,
    link_channel,
    mention,
    overflow,
    shorten,
)
from handlers.replies import Block
from rituals.actions.model import Action, State

SOURCES = {
    "decision": "a decision",
    "commitment": "a commitment",
    "rfc": "an RFC",
    "risk": "a risk",
    "meeting": "a meeting",
    "retrospective": "a retrospective",
    "message": "a message",
}


def title(action: Action) -> str:
    """The action, for a notification: no mrkdwn."""
    return escape(shorten(clean(action.text), 120))


def source(action: Action) -> str:
    """“from a decision”, as a link where there is one; '' where it came from nowhere."""
    if action.source is None:
        return ""
    named = SOURCES.get(action.source.ritual, action.source.ritual)
    return f"from <{action.source.link}|{named}>" if action.source.link else f"from {named}"


def place(action: Action) -> str:
    """Where it lives, as mrkdwn."""
    return link_channel(action.channel) if action.channel else f"seen by {readers(action)}"


def readers(action: Action) -> str:
    """Who sees it, as mrkdwn."""
    if action.channel:
        return f"everybody who sees {link_channel(action.channel)}"
    added_by = "" if action.added_by in action.owners else f" and {mention(action.added_by)}"
    return f"its owners{added_by} only"


def facts(*parts: str) -> str:
    """The parts that there are, in one line."""
    return " · ".join(part for part in parts if part)


def steps(action: Action, listed: str = "") -> Block:
    """What can be done with an action: one row of buttons, the same for everyone; `listed` names the list it stands in."""
    if action.state is not State.OPEN:
        return actions(f"action {action.id}", [button("Reopen", "action.reopen", action.id)])
    more = [("Details", "details"), ("Reassign", "reassign"), ("Drop", "drop")]
    return actions(
        f"action {action.id}",
        [
            button("Done", f"action.done/{listed}" if listed else "action.done", action.id),
            button("Snooze", "action.snooze", action.id),
            overflow("action.menu", [(f"{value} {action.id}", label) for label, value in more]),
        ],
    )
