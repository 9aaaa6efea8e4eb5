"""Taking records along: all that a person may see, as one file in their direct message."""

import asyncio
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from handlers.blocks import words
from handlers.payloads import Click, Command, Who
from handlers.records.export.folder import pack
from handlers.records.views import export as views
from handlers.replies import Reply, Say
from handlers.ritual import Desk
from handlers.uploads import Upload, upload
from rituals.refusal import Refusal
from storage import deliveries, exports, records
from storage.deliveries import Delivery
from storage.records import RITUAL

FAILED, EMPTY = "record.export_failed", "record.export_empty"


class Exporter:
    """Makes exports, one at a time for each person."""

    def __init__(self) -> None:
        self._busy: set[Who] = set()

    async def on_export(self, asking: Command | Click, desk: Desk) -> Reply:
        """`/decisions export`: it is promised at once, and made after the answer."""
        who = asking.who
        await desk.directory.ensure_person(who.team, who.person)
        if not await desk.database.read(records.read_visible, (who.team, who.person), 1):
            return Say(words(views.NOTHING))
        if who in self._busy:
            return Say(words(views.BEING_MADE))
        self._busy.add(who)
        return Say(words(views.ON_ITS_WAY), then=partial(self._export, who, desk))

    async def _export(self, who: Who, desk: Desk) -> None:
        """Keeps the promise, or says that it was not kept."""
        try:
            is_sent = await send(who, desk)
        except Exception:
            await desk.database.write(_owe, who, FAILED, desk.new_id(), desk.now())
            raise
        finally:
            self._busy.discard(who)
        if not is_sent:
            await desk.database.write(_owe, who, EMPTY, desk.new_id(), desk.now())


async def send(who: Who, desk: Desk) -> bool:
    """Sends the person what they see now; False where that is nothing. Raises where Slack does not take it."""
    whose = who.team, who.person
    for channel in await desk.database.read(exports.read_private, whose):
        try:
            # What is taken along stays taken: who left a private channel, unheard by us, gets nothing of it.
            await desk.directory.ensure_channel(who.team, channel, join=False)
        except Refusal:
            continue  # Cairn is no longer there, and nobody sees what lives there.
    log = await desk.database.read(exports.read_log_of, whose)
    if not log.records:
        return False
    name, content = await asyncio.to_thread(pack, log)
    slack = await desk.slack(who.team)
    conversation: str = (await slack.conversations_open(users=who.person))["channel"]["id"]
    comment = views.comment(len(log.records))
    await upload(slack, Upload(name, content), conversation, comment)
    return True


def _owe(tx: Connection, who: Who, view: str, reference: str, now: datetime) -> None:
    deliveries.add(
        tx,
        [
            Delivery(
                team=who.team,
                key=f"{RITUAL}:export:{reference}",
                view=view,
                ritual=RITUAL,
                ritual_id=who.person,
                not_before=now,
                person=who.person,
            )
        ],
    )
