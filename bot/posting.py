"""Posting one message that is owed, and saying what became of it."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.pace import Limits, Pace
from bot.times import Clocks
from bot.verdicts import CALL_FAILED, Verdict, error_name, judge, retry_after
from handlers.replies import Later, Message
from handlers.ritual import Ritual
from rituals.ids import Person, Team
from storage import cards, people
from storage.cards import Card
from storage.database import Database
from storage.deliveries import Delivery, Outcome, Sending

METADATA = "cairn_delivery"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a sender works with, for one workspace."""

    database: Database
    rituals: Mapping[str, Ritual]
    client: AsyncWebClient
    pace: Pace
    limits: Limits
    clocks: Clocks


async def post(desk: Desk, delivery: Delivery) -> Outcome:
    """Renders and posts a message, unless it is too late for it, too early, or no longer wanted."""
    now = desk.clocks.now()
    if delivery.not_after is not None and now > delivery.not_after:
        return Outcome(delivery, Sending.DROPPED, error="too late")
    message, card = await desk.database.read(_render, desk.rituals, delivery, now)
    thread = card.ts if card is not None and not delivery.is_card else None
    if message is None:
        return Outcome(delivery, Sending.DROPPED, error="no longer wanted")
    if isinstance(message, Later):
        return Outcome(delivery, Sending.PENDING, not_before=message.until)
    try:
        channel = delivery.channel or await find_dm(desk, delivery.team, delivery.person)
        if (free_at := desk.pace.wait_for(channel) or desk.pace.wait_for("chat.postMessage")) is not None:
            return Outcome(delivery, Sending.PENDING, retry_at=free_at)
        desk.pace.used(channel)
        posted = await desk.client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=[dict(block) for block in message.blocks],
            thread_ts=thread,
            metadata={"event_type": METADATA, "event_payload": {"id": delivery.id}},
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
    except CALL_FAILED as error:
        return _outcome_of(desk, delivery, error)
    if thread is not None and (posted.get("message") or {}).get("thread_ts") != thread:
        # The card is gone, so Slack has put the reply into the channel: it is taken back, and waits for a new card.
        await desk.client.chat_delete(channel=channel, ts=posted["ts"])
        await desk.database.write(_post_card_again, delivery, desk.clocks.now())
        return Outcome(delivery, Sending.PENDING)
    shown = (card.wanted, fingerprint(message)) if card is not None and delivery.is_card else None
    return Outcome(delivery, Sending.SENT, ts=posted["ts"], shown=shown)


async def find_dm(desk: Desk, team: Team, person: Person | None) -> str:
    """The conversation in which Cairn writes to this person; opened if need be."""
    who = person or Person("")
    known = await desk.database.read(people.find_dm, team, who)
    if known:
        return known
    opened: str = (await desk.client.conversations_open(users=who))["channel"]["id"]
    await desk.database.write(people.save_dm, team, who, opened)
    return opened


async def look(desk: Desk, delivery: Delivery) -> Outcome:
    """Finds out whether a message whose answer was lost is there, and settles it."""
    try:
        channel = delivery.channel or await find_dm(desk, delivery.team, delivery.person)
        found = await _find_posted(desk, delivery, channel)
    except CALL_FAILED as error:
        if error_name(error) != "missing_scope":
            return _outcome_of(desk, delivery, error)
        # We cannot look. A reminder twice is a nuisance; private words twice, or in doubt, are worse than none.
        return Outcome(delivery, Sending.DEAD if delivery.private else Sending.PENDING, error="cannot look")
    if found is None:
        return Outcome(delivery, Sending.PENDING)
    return Outcome(delivery, Sending.SENT, ts=found)


async def _find_posted(desk: Desk, delivery: Delivery, channel: str) -> str | None:
    oldest = str(delivery.sending_at.timestamp() - 60) if delivery.sending_at else "0"
    arguments: dict[str, Any] = {
        "channel": channel,
        "oldest": oldest,
        "include_all_metadata": True,
        "limit": 200,
    }
    method: Callable[..., Awaitable[Any]] = desk.client.conversations_history
    if delivery.card and not delivery.is_card:
        card = await desk.database.read(cards.get, delivery.team, delivery.card)
        if card.ts is None:
            return None
        method, arguments["ts"] = desk.client.conversations_replies, card.ts
    cursor = None
    for _ in range(10):
        page = await method(**arguments, **({"cursor": cursor} if cursor else {}))
        for message in page["messages"]:
            if (message.get("metadata") or {}).get("event_payload", {}).get("id") == delivery.id:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    return None


def _outcome_of(desk: Desk, delivery: Delivery, error: Exception) -> Outcome:
    verdict, name, real = judge(error), error_name(error), desk.clocks.real()
    if verdict is Verdict.NEVER or delivery.attempts >= desk.limits.most_tries:
        return Outcome(delivery, Sending.DEAD, error=name)
    if verdict is Verdict.LOOK:
        return Outcome(delivery, Sending.UNKNOWN, retry_at=real + desk.limits.look_after, error=name)
    if name == "ratelimited":
        until = desk.pace.block(delivery.channel or "chat.postMessage", retry_after(error))
    else:
        until = real + desk.limits.retry
    return Outcome(delivery, Sending.PENDING, retry_at=until, error=name)


def _render(
    tx: Connection, rituals: Mapping[str, Ritual], delivery: Delivery, now: datetime
) -> tuple[Message | Later | None, Card | None]:
    """What to post, and the card that it is or in whose thread it goes."""
    card = cards.get(tx, delivery.team, delivery.card) if delivery.card else None
    if delivery.is_card and card is not None:
        draw = rituals[delivery.ritual].card
        return (draw(tx, card, now) if draw else None), card
    render = next(
        ritual.messages[delivery.view] for ritual in rituals.values() if delivery.view in ritual.messages
    )
    return render(tx, delivery, now), card


def fingerprint(message: Message) -> str:
    """The same for two messages that look the same."""
    shown = orjson.dumps(
        [message.text, [dict(block) for block in message.blocks]], option=orjson.OPT_SORT_KEYS
    )
    return hashlib.blake2b(shown, digest_size=16).hexdigest()


def _post_card_again(tx: Connection, delivery: Delivery, now: datetime) -> None:
    cards.post_again(tx, cards.get(tx, delivery.team, delivery.card or ""), now)


def tell_undelivered(tx: Connection, rituals: Mapping[str, Ritual], delivery: Delivery, error: str) -> None:
    """Slack will never take this message: its ritual tells whoever should know."""
    ritual = rituals.get(delivery.ritual)
    if ritual is not None and ritual.undelivered is not None:
        ritual.undelivered(tx, delivery, error, delivery.not_before)
