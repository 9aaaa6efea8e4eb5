"""The channel that somebody chose for something: Cairn can be there, they see it, and it is not archived."""

import asyncio

from sqlalchemy import Connection

from handlers.directory import READS_WITHIN
from handlers.payloads import Click, Command, Shortcut, Who
from handlers.ritual import Desk
from rituals.ids import Person, Team
from rituals.refusal import Refusal, beside
from rituals.workspace import Place
from storage import channels, installations, visibility

STILL_READING = "I'm still reading who is in that channel. Try again in a moment."
NOT_HERE = "I can't find that channel, or you are not in it. Choose another."


def is_direct(channel: str) -> bool:
    """Whether it is a direct message."""
    return channel.startswith("D")


def home_of(asked: Command | Click | Shortcut) -> str:
    """The channel where somebody did this; '' where nothing can live: in a direct message or a group conversation.

    Those of several people are told from private channels by their names alone.
    """
    channel = asked.channel or ""
    return "" if is_direct(channel) or asked.channel_name.startswith("mpdm-") else channel


async def ensure_place(who: Who, channel: str, desk: Desk, join: bool = True) -> None:
    """Cairn is in the channel, where it is to join it, and knows who else is; refuses beside the field `channel`."""
    try:
        with beside("channel"):
            async with asyncio.timeout(READS_WITHIN):
                await desk.directory.ensure_channel(who.team, channel, join)
    except TimeoutError:
        raise Refusal.in_fields({"channel": STILL_READING}) from None


def get_place(tx: Connection, team: Team, person: Person, channel: str) -> Place:
    """The channel; refuses, beside the field `channel`, one that this person does not see or that is archived."""
    place = channels.find_channel(tx, team, channel)
    if place is None or not visibility.can_see(tx, team, person, channel):
        raise Refusal.in_fields({"channel": NOT_HERE})
    if place.archived:
        raise Refusal.in_fields({"channel": f"#{place.name} is archived. Choose another channel."})
    return place


def permalink(tx: Connection, team: Team, channel: str, ts: str) -> str:
    """Where a message is found in Slack; '' where Cairn is no longer in the workspace."""
    here = installations.find(tx, team)
    return f"{here.url}archives/{channel}/p{ts.replace('.', '')}" if here else ""
