"""The channels of short cards, as they have to be known before anything is posted there."""

import asyncio
from collections.abc import Sequence

from handlers.directory import ARCHIVED, INVITE, READS_WITHIN
from handlers.payloads import Who
from handlers.rfcs.acts.pointing import name_picked
from handlers.ritual import Desk
from rituals.ids import Channel
from rituals.refusal import Refusal

TOLD = {
    INVITE: "I'm not in {it}. Type /invite @Cairn there and try again, or leave it out.",
    ARCHIVED: "I can't post in {it}: it is archived. Leave it out.",
}
"""What is said of one of several channels, for what is said of one alone."""


async def ensure_pointers(who: Who, picked: Sequence[Channel], desk: Desk, join: bool) -> None:
    """These channels and who is in them are known, as soon as Slack waits for an answer; else refuses beside the field."""
    channel = Channel("")
    try:
        async with asyncio.timeout(READS_WITHIN):
            for channel in picked:
                await desk.directory.ensure_channel(who.team, channel, join)
    except TimeoutError:
        told = "I'm still reading who is in {it}. Try again in a moment."
    except Refusal as refusal:
        told = TOLD.get(refusal.sentence, refusal.sentence)
    else:
        return
    it = await desk.database.read(name_picked, (who.team, who.person), channel, picked)
    raise Refusal.in_fields({"pointers": told.format(it=it)})
