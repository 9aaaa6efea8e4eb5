"""Redrawing one card from what is stored."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.desk import Desk
from bot.gallery import ask_for_picture, is_for_picture
from bot.pace import UPDATE
from bot.posting import fingerprint, tell_undelivered
from bot.verdicts import GONE, Verdict, judge
from handlers.failures import CALL_FAILED, error_name, retry_after
from handlers.replies import Message
from handlers.ritual import Ritual
from storage import cards
from storage.cards import Card
from storage.deliveries import Delivery

log = structlog.get_logger(__name__)


async def redraw(desk: Desk, card: Card, gap: timedelta) -> None:
    """Shows the card as it is stored now; nothing is sent where it looks the same."""
    if desk.clocks.real() >= desk.until:
        return
    drawn, fresh = await desk.database.read(draw, desk.rituals, card, desk.clocks.now())
    await ask_for_picture(desk, fresh)
    not_before = desk.clocks.real() + gap
    digest = fingerprint(drawn) if drawn else fresh.shown_digest
    if drawn is None or fresh.ts is None or digest == fresh.shown_digest:
        await desk.database.write(cards.show, fresh, digest, not_before)
        return
    desk.pace.updated()
    try:
        await desk.client.chat_update(
            channel=fresh.channel,
            ts=fresh.ts,
            text=drawn.text,
            blocks=[dict(block) for block in drawn.blocks],
            parse="none",
            link_names=False,
        )
    except CALL_FAILED as error:
        await _settle(desk, fresh, error)
    else:
        await desk.database.write(cards.show, fresh, digest, not_before)


async def _settle(desk: Desk, card: Card, error: Exception) -> None:
    if await is_for_picture(desk, card, error):
        return  # It is drawn without in the next pass.
    verdict, name, real = judge(error), error_name(error), desk.clocks.real()
    if name == GONE:
        await desk.database.write(cards.post_again, card, desk.clocks.now())
    elif verdict is Verdict.NEVER:
        await desk.database.write(_give_up, desk.rituals, card, name, real)
    elif verdict is Verdict.REFUSED:
        # It stays as it is until something happens to its ritual, and is tried again then.
        log.warning("card refused", ritual=card.ritual, error=name)
        await desk.database.write(cards.show, card, "", real + desk.limits.look_after)
    elif name == "ratelimited":
        await desk.database.write(cards.put_off, card, desk.pace.block(UPDATE, retry_after(error)))
    else:
        # Drawing the same twice does no harm, so there is no need to look whether it was drawn.
        await desk.database.write(cards.doubt, card, real + desk.limits.retry)


def draw(
    tx: Connection, rituals: Mapping[str, Ritual], card: Card, now: datetime
) -> tuple[Message | None, Card]:
    """The card's message, and the card with the revision that the message shows: both of one reading."""
    fresh = cards.get(tx, card.team, card.id)
    drawer = rituals[card.ritual].draws(card.ritual)
    return (drawer(tx, fresh, now) if drawer else None), fresh


def _give_up(tx: Connection, rituals: Mapping[str, Ritual], card: Card, error: str, real: datetime) -> None:
    cards.show(tx, card, "", real)  # What people see is old: it is drawn once the way is free again.
    lost = Delivery(card.team, "", card.ritual, card.ritual, card.ritual_id, real, card.channel, card=card.id)
    tell_undelivered(tx, rituals, lost, error)
