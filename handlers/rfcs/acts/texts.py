"""The whole text in the thread: one card or several under the card of the RFC, which are redrawn when it is edited."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.rfcs.acts.course import home_card
from handlers.rfcs.views.text import MOST_PARTS, parts_of
from rituals.rfcs.model import RITUAL, Rfc
from storage import cards
from storage.cards import Card

A_MOMENT = timedelta(seconds=1)
PARTS = tuple(f"{RITUAL}.text {number}" for number in range(1, MOST_PARTS + 1))
"""The names of the cards that hold the text, in their order."""


def keep_text(tx: Connection, rfc: Rfc, now: datetime) -> None:
    """The thread shows the text as it is now: further parts are posted where it has become longer."""
    home = home_card(tx, rfc)
    for number, name in enumerate(PARTS[: len(parts_of(rfc.terms.text))], start=1):
        if not cards.read_of(tx, rfc.team, name, rfc.ref.id):
            part = Card(rfc.team, f"{home.id} {number}", name, rfc.ref.id, rfc.terms.channel, under=home.id)
            # One after the other, so that they stand in the thread in their order.
            cards.add(tx, part, now + number * A_MOMENT)
    for name in PARTS:
        cards.touch(tx, rfc.team, name, rfc.ref.id)


def part_of(card: Card) -> int:
    """Which part of the text a card holds, from 1."""
    return PARTS.index(card.ritual) + 1
