"""Who comes and goes: channels, members, people, the app itself."""

from __future__ import annotations

from sandbox.slack import Slack
from sandbox.things import Channel, Kind


async def create_channel(slack: Slack, person: str, name: str, kind: Kind = "public") -> Channel:
    """Make a channel with this person in it."""
    raise NotImplementedError


async def join(slack: Slack, person: str, channel: str) -> None:
    """Join a public channel."""
    raise NotImplementedError


async def leave(slack: Slack, person: str, channel: str) -> None:
    """Leave a channel."""
    raise NotImplementedError


async def invite(slack: Slack, person: str, channel: str, whom: str) -> None:
    """Add someone, a bot too, to a channel one is in."""
    raise NotImplementedError


async def archive(slack: Slack, person: str, channel: str) -> None:
    """Archive a channel."""
    raise NotImplementedError


async def unarchive(slack: Slack, person: str, channel: str) -> None:
    """Take a channel out of the archive; the person is in it again."""
    raise NotImplementedError


async def rename(slack: Slack, person: str, channel: str, name: str) -> None:
    """Give a channel another name."""
    raise NotImplementedError


async def deactivate(slack: Slack, person: str) -> None:
    """Deactivate an account; the person stays a name on what they wrote."""
    raise NotImplementedError


async def uninstall(slack: Slack, team: str) -> None:
    """Remove the app from the workspace: the token is dead, and the app is told."""
    raise NotImplementedError
