"""Posting one message that is owed, and saying what became of it; what was lost is looked for in looking.py."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import orjson
from sqlalchemy import Connection

from bot.desk import Desk
from bot.gallery import ask_for_picture, is_for_picture
from bot.pace import OPEN
from bot.verdicts import GONE, NO_CHANNEL, Verdict, judge
from handlers.failures import CALL_FAILED, error_name, retry_after
from handlers.replies import Later, Message
from handlers.ritual import Ritual
from rituals.ids import Person
from storage import cards, people
from storage.cards import Card
from storage.deliveries import Delivery, Sending
from storage.sending import Outcome

METADATA = "cairn_delivery"
MOST_PATIENCE = 60
"""After many failures we wait so many times longer than after the first."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is ready to be posted: where, the card that it is, and the one in whose thread it goes."""

    channel: str
    message: Message
    card: Card | None
    parent: Card | None


@dataclass(frozen=True, slots=True)
class Step:
    """A call that a message needs, and the state of the message where the call was not, or may not have been, done.

    `key` is what Slack's Retry-After is for: a channel or a method.
    """

    key: str
    not_done: Sending
    in_doubt: Sending


# Opening a conversation twice opens one, so there is no need to look.
OPENING = Step(OPEN, Sending.PENDING, Sending.PENDING)


async def prepare(desk: Desk, delivery: Delivery) -> Letter | Outcome:
    """Renders a message, unless it is too early for it, or it is no longer wanted. Nothing is posted."""
    message, card, parent = await desk.database.read(_render, desk.rituals, delivery, desk.clocks.now())
    if card is not None:
        await ask_for_picture(desk, card)
    if message is None:
        return Outcome(delivery, Sending.DROPPED, error="no longer wanted")
    if isinstance(message, Later):
        return Outcome(delivery, Sending.PENDING, not_before=message.until)
    if parent is not None and parent.ts is None:
        return Outcome(delivery, Sending.PENDING)  # Another reply has just found the card gone.
    if not isinstance(channel := await find_channel(desk, delivery, OPENING), str):
        return channel
    return Letter(channel, message, card, parent)


async def send(desk: Desk, delivery: Delivery, letter: Letter) -> Outcome:
    """Posts a message once its channel is free.

    It counts whether it was as the pass began, or after the message before: one that has to wait is not overtaken.
    """
    channel, message, parent = letter.channel, letter.message, letter.parent
    is_urgent = delivery.person is None
    if (free_at := desk.pace.wait_to_post(channel, is_urgent, desk.since)) is not None:
        return Outcome(delivery, Sending.PENDING, retry_at=free_at)
    if desk.clocks.real() >= desk.until:
        return Outcome(delivery, Sending.PENDING)
    desk.pace.posted(channel)
    try:
        posted = await desk.client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=[dict(block) for block in message.blocks],
            thread_ts=parent.ts if parent else None,
            metadata={"event_type": METADATA, "event_payload": {"id": delivery.id}},
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
    except CALL_FAILED as error:
        if await is_for_picture(desk, letter.card, error):
            return Outcome(delivery, Sending.PENDING)
        failed = after_failure(desk, delivery, error, Step(channel, Sending.PENDING, Sending.UNKNOWN))
        return await _leave(desk, failed, channel) if failed.error == NO_CHANNEL else failed
    if parent is not None and (posted.get("message") or {}).get("thread_ts") != parent.ts:
        # The card is gone, so Slack has put the reply into the channel: it is taken back, and waits for a new card.
        outcome = await take_back(desk, delivery, channel, posted["ts"])
        await desk.database.write(cards.post_again, parent, desk.clocks.now())
        return outcome
    shown = (letter.card.wanted, fingerprint(message)) if letter.card is not None else None
    return Outcome(delivery, Sending.SENT, ts=posted["ts"], shown=shown)


async def _leave(desk: Desk, failed: Outcome, channel: str) -> Outcome:
    """The conversation with a person is no more: another is opened, and the message is sent there, once."""
    delivery = failed.delivery
    if delivery.person is None or delivery.channel is not None:
        return failed
    await desk.database.write(people.forget_dm, delivery.team, delivery.person, channel)
    return failed if delivery.attempts else replace(failed, state=Sending.PENDING, counts=True)


async def take_back(desk: Desk, delivery: Delivery, channel: str, ts: str) -> Outcome:
    """Deletes a reply that stands in the channel instead of its thread; it is owed again.

    One that Slack will not let us delete stays there.
    """
    try:
        await desk.client.chat_delete(channel=channel, ts=ts)
    except CALL_FAILED as error:
        if error_name(error) != GONE:
            if judge(error) is Verdict.NEVER or delivery.attempts >= desk.limits.most_tries:
                return Outcome(delivery, Sending.SENT, ts=ts, error="misplaced")
            retry_at = desk.clocks.real() + patience(desk, delivery)
            return Outcome(
                delivery, Sending.UNKNOWN, ts=ts, retry_at=retry_at, error="misplaced", counts=True
            )
    return Outcome(delivery, Sending.PENDING)


async def find_channel(desk: Desk, delivery: Delivery, opening: Step) -> str | Outcome:
    """Where a message goes: its channel, or the conversation with its person, which is opened if need be."""
    person = delivery.person or Person("")
    known = delivery.channel or await desk.database.read(people.find_dm, delivery.team, person)
    if known:
        return known
    if (free_at := desk.pace.wait_to_open()) is not None:
        return Outcome(delivery, opening.not_done, retry_at=free_at)
    desk.pace.opened()
    try:
        opened: str = (await desk.client.conversations_open(users=person))["channel"]["id"]
    except CALL_FAILED as error:
        return after_failure(desk, delivery, error, opening)
    await desk.database.write(people.save_dm, delivery.team, person, opened)
    return opened


def after_failure(desk: Desk, delivery: Delivery, error: Exception, step: Step) -> Outcome:
    """What becomes of a message when a call for it has failed.

    Trouble at Slack is waited out for hours, trouble on the way there for ever.
    """
    verdict, name = judge(error), error_name(error)
    if verdict is Verdict.AGAIN:
        waits = retry_after(error) if name == "ratelimited" else desk.limits.retry.total_seconds()
        return Outcome(delivery, step.not_done, retry_at=desk.pace.block(step.key, waits), error=name)
    if verdict is Verdict.NEVER or delivery.attempts >= desk.limits.most_tries:
        return Outcome(delivery, Sending.DEAD, error=name)
    state = step.in_doubt if verdict is Verdict.LOOK else step.not_done
    retry_at = desk.clocks.real() + patience(desk, delivery)
    return Outcome(delivery, state, retry_at=retry_at, error=name, counts=True)


def patience(desk: Desk, delivery: Delivery) -> timedelta:
    """How long we wait after a failure: longer each time."""
    return desk.limits.look_after * min(1 << delivery.attempts, MOST_PATIENCE)


def find_parent(tx: Connection, delivery: Delivery) -> Card | None:
    """The card in whose thread a message goes, if it goes into one."""
    parent = delivery.card
    if parent is not None and delivery.is_card:
        parent = cards.get(tx, delivery.team, parent).under
    return cards.get(tx, delivery.team, parent) if parent else None


def _render(
    tx: Connection, rituals: Mapping[str, Ritual], delivery: Delivery, now: datetime
) -> tuple[Message | Later | None, Card | None, Card | None]:
    """What to post, the card that it is, and the one in whose thread it goes."""
    parent = find_parent(tx, delivery)
    if delivery.is_card and delivery.card:
        card = cards.get(tx, delivery.team, delivery.card)
        draw = rituals[card.ritual].draws(card.ritual)
        return (draw(tx, card, now) if draw else None), card, parent
    render = next(
        ritual.messages[delivery.view] for ritual in rituals.values() if delivery.view in ritual.messages
    )
    return render(tx, delivery, now), None, parent


def fingerprint(message: Message) -> str:
    """The same for two messages that look the same."""
    shown = orjson.dumps(
        [message.text, [dict(block) for block in message.blocks]], option=orjson.OPT_SORT_KEYS
    )
    return hashlib.blake2b(shown, digest_size=16).hexdigest()


def tell_undelivered(tx: Connection, rituals: Mapping[str, Ritual], delivery: Delivery, error: str) -> None:
    """Slack will never take this message: its ritual tells whoever should know."""
    ritual = rituals.get(delivery.ritual)
    if ritual is not None and ritual.undelivered is not None:
        ritual.undelivered(tx, delivery, error, delivery.not_before)
