"""The slash commands that are Slack's own and of use here: who comes into a channel, and who leaves it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox import acts
from sandbox.slack import Slack
from sandbox.things import Json, Person

Run = Callable[[Slack, Person, str, str], Awaitable[Json]]


@dataclass(frozen=True, slots=True)
class SlackCommand:
    """A command as the composer offers it, and what it does: answers `{}` or `{"trouble": sentence}`."""

    name: str
    hint: str
    about: str
    run: Run


def find(line: str) -> SlackCommand | None:
    """Slack's own command at the beginning of a line."""
    name = line.partition(" ")[0]
    return next((command for command in COMMANDS if command.name == name), None)


async def _invite(slack: Slack, person: Person, channel: str, line: str) -> Json:
    """Bring people, or the app, into the channel: by @name or by the name they are known under."""
    workspace = slack.home_of(person.id)
    wanted = line.partition(" ")[2].strip().removeprefix("@")
    whom = workspace.find_named(wanted)
    if whom is None:
        return {"trouble": f"There is nobody called “{wanted}”. Type /invite @name."}
    await acts.invite(slack, person.id, channel, whom.id)
    return {}


async def _leave(slack: Slack, person: Person, channel: str, line: str) -> Json:
    await acts.leave(slack, person.id, channel)
    return {}


COMMANDS = (
    SlackCommand("/invite", "@someone", "Bring somebody into this channel", _invite),
    SlackCommand("/leave", "", "Leave this channel", _leave),
)
