"""A story of a commitment that is told twice, and everything that onlookers can see of it.

What is the same in both tellings tells nothing of what differs. Moments, and ids that chance gave, are masked.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import Connection, select

from sandbox.things import Message
from storage.schema import cards, commitments, deliveries, drafts
from tests.commitments.scenes import happen
from tests.decisions.leaking import Told, mask
from tests.town import Town

_IDS = (
    commitments.c.commitment_id,
    commitments.c.draft_id,
    cards.c.card_id,
    deliveries.c.delivery_id,
    drafts.c.draft_id,
)


async def arrive(town: Town, *names: str) -> None:
    """Everybody has been welcomed, so that Home and conversations are the same in both tellings."""
    for name in names:
        await town[name].opens_home()
        town[name].reads("@Cairn")
    await happen(town)
    await town.pass_time(hours=2)


async def look_around(town: Town, card: Message, *names: str) -> list[str]:
    """What these people find out by looking everywhere."""
    seen = []
    for name in names:
        person = town[name]
        for page in ("Details", "History", "Why?", "Manage"):
            await person.picks(page, on=card)
            await town.settle()
            seen.append(person.modal.text)
            await person.closes(everything=True)
            await town.settle()
        for line in ("/commit list", "/commit ledger", "/decisions queue"):
            await person.runs(line, in_="general")
            await town.settle()
            if person.has_modal:
                seen.append(person.modal.text)
                await person.closes(everything=True)
                await town.settle()
        await person.opens_home()
        await happen(town)
        home = person.home()
        seen += [home.text if home else "", *person.reads("general"), *person.reads("@Cairn")]
        seen += [person.read(card), *person.reads_thread(card), *person.notifications]
    return seen


async def gather(town: Town, seen: Sequence[str], private: Sequence[str]) -> Told:
    """All of it masked, with what is left in Slack, and what was asked of it; but for what these people alone see."""
    ids = await town.bot.foundation.database.read(_read_ids)
    theirs = {town.slack.workspace.direct_message([town[name].id, _bot(town)]).id for name in private}
    places = sorted(town.slack.workspace.messages.items())
    messages = [each for place, there in places for each in there.values() if place not in theirs]
    # Modals, and Home, are drawn for whoever does something: what stands there is seen.
    calls = [call for call in town.slack.calls() if not call.method.startswith("views.")]
    calls = [call for call in calls if not theirs & {str(one) for one in call.arguments.values()}]
    calls.sort(key=lambda call: str([call.arguments.get(name) for name in ("channel", "users", "ts")]))
    told = Told(
        seen=list(seen),
        calls=[f"{call.method} {_as_json(call.arguments)}" for call in calls],
        slack=[_as_json(replace(each, typed={})) for each in messages if each.ephemeral_to is None],
    )
    for texts in (told.seen, told.calls, told.slack):
        texts[:] = [mask(text, ids) for text in texts]
    return told


def _bot(town: Town) -> str:
    bot = town.slack.workspace.find_named("Cairn")
    assert bot is not None
    return bot.id


def _read_ids(tx: Connection) -> list[str]:
    return [one for column in _IDS for one in tx.execute(select(column)).scalars()]


def _as_json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
