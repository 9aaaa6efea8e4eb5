"""The channels of short cards, as they have to be known before anything is posted there."""

import asyncio
from collections.abc import Iterable

from handlers.directory import READS_WITHIN
from handlers.places import STILL_READING
from handlers.ritual import Desk
from rituals.ids import Channel, Team
from rituals.refusal import Refusal, beside


async def ensure_pointers(team: Team, channels: Iterable[Channel], desk: Desk, join: bool) -> None:
    """These channels and who is in them are known, as soon as Slack waits for an answer; else refuses beside the field."""
    try:
        async with asyncio.timeout(READS_WITHIN):
            with beside("pointers"):
                for channel in channels:
                    await desk.directory.ensure_channel(team, channel, join)
    except TimeoutError:
        raise Refusal.in_fields({"pointers": STILL_READING}) from None
