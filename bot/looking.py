"""Looking for a message whose answer was lost: it is there and adopted, or not and owed again."""

from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.desk import Desk
from bot.posting import OPENING, Step, after_failure, find_channel, find_parent, take_back
from handlers.failures import CALL_FAILED, error_name
from storage import cards
from storage.cards import Card
from storage.deliveries import Delivery, Sending
from storage.sending import Outcome

HISTORY = Step("conversations.history", Sending.UNKNOWN, Sending.UNKNOWN)
MOST_PAGES = 10
LATE = 60
"""Seconds by which Slack's clock may be behind ours."""


async def look(desk: Desk, delivery: Delivery) -> Outcome:
    """Finds out whether a message is there, and settles it."""
    opening = replace(OPENING, not_done=Sending.UNKNOWN, in_doubt=Sending.UNKNOWN)
    channel = await find_channel(desk, delivery, opening)
    if not isinstance(channel, str):
        return channel
    if delivery.ts is not None:
        return await take_back(desk, delivery, channel, delivery.ts)
    if (free_at := desk.pace.wait_for(HISTORY.key)) is not None:
        return Outcome(delivery, Sending.UNKNOWN, retry_at=free_at)
    parent = await desk.database.read(find_parent, delivery)
    if parent is not None and parent.ts is None:
        return Outcome(delivery, Sending.PENDING)  # Whatever stood under the old card is gone with it.
    try:
        return await _search(desk, delivery, channel, parent)
    except CALL_FAILED as error:
        if error_name(error) != "missing_scope":
            return after_failure(desk, delivery, error, HISTORY)
        # We cannot look. What is said twice is a nuisance; what is not said at all is worse.
        return Outcome(delivery, Sending.PENDING, error="cannot look")


async def _search(desk: Desk, delivery: Delivery, channel: str, parent: Card | None) -> Outcome:
    astray = False
    try:
        found = await _find_posted(desk, delivery, channel, parent.ts if parent else None)
    except SlackApiError as error:
        if parent is None or error_name(error) != "thread_not_found":
            raise
        # The card is gone: Slack has put the reply into the channel.
        found, astray = await _find_posted(desk, delivery, channel, None), True
    if found is None:
        return Outcome(delivery, Sending.PENDING)
    if not astray or parent is None:
        return Outcome(delivery, Sending.SENT, ts=found)
    outcome = await take_back(desk, delivery, channel, found)
    await desk.database.write(cards.post_again, parent, desk.clocks.now())
    return outcome


async def _find_posted(desk: Desk, delivery: Delivery, channel: str, thread: str | None) -> str | None:
    """The ts of the message that carries the delivery's id, in the channel or in a thread."""
    since = delivery.sending_at.timestamp() - LATE if delivery.sending_at else 0
    arguments: dict[str, Any] = {
        "channel": channel,
        "oldest": str(since),
        "include_all_metadata": True,
        "limit": 200,
    }
    method: Any = desk.client.conversations_history
    if thread is not None:
        method, arguments["ts"] = desk.client.conversations_replies, thread
    for _ in range(MOST_PAGES):
        page = await method(**arguments)
        for message in page["messages"]:
            if (message.get("metadata") or {}).get("event_payload", {}).get("id") == delivery.id:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
        arguments["cursor"] = cursor
    return None
