"""Leaving and coming back: what could not be shown or said where Cairn was not, is owed once it is there again."""

from collections.abc import Sequence

from sqlalchemy import Connection, case, or_, update

from rituals.ids import Team
from storage import cards, installations, people
from storage.deliveries import DEAD, OPEN, PICTURE_OPEN, Sending
from storage.schema import cards as card_rows
from storage.schema import deliveries, pictures
from storage.standing import CARD_STANDS

CHANNEL_CLOSED = ("is_archived", "not_in_channel", "channel_not_found")
"""Errors that end when the channel is unarchived, or Cairn invited."""

UNINSTALLED = "uninstalled"
"""The error of what was owed to the channels of a workspace when it removed Cairn."""


def close_workspace(tx: Connection, team: Team) -> None:
    """Nothing is owed to a workspace that has removed Cairn; its channels are, once it is back.

    If it is back already, nothing is changed.
    """
    if installations.hold(tx, team):
        return
    lost = case((deliveries.c.person.is_(None), Sending.DEAD), else_=Sending.DROPPED)
    tx.execute(
        update(deliveries).where(deliveries.c.team_id == team, OPEN).values(state=lost, error=UNINSTALLED)
    )
    tx.execute(
        update(card_rows)
        .where(
            card_rows.c.team_id == team, card_rows.c.wanted > card_rows.c.shown, card_rows.c.ts.is_not(None)
        )
        .values(shown=card_rows.c.wanted, shown_digest="")
    )
    tx.execute(update(pictures).where(pictures.c.team_id == team, PICTURE_OPEN).values(state="dropped"))


def reopen_channel(tx: Connection, team: Team, channel: str) -> None:
    """Cairn can speak in the channel: its cards are redrawn, and what died there is owed again."""
    cards.redraw_lost(tx, team, channel)
    owe_again(tx, team, CHANNEL_CLOSED, channel)


def reopen_workspace(tx: Connection, team: Team) -> None:
    """Cairn is installed again: so it goes for every channel of the workspace."""
    people.forget_all_dms(tx, team)
    cards.redraw_lost(tx, team)
    owe_again(tx, team, (*CHANNEL_CLOSED, UNINSTALLED))
    # With a scope that was missing before, they may be taken now.
    tx.execute(
        update(pictures)
        .where(pictures.c.team_id == team, pictures.c.state == "dropped")
        .values(state="wanted", attempts=0)
    )


def owe_again(tx: Connection, team: Team, errors: Sequence[str], channel: str | None = None) -> None:
    """What died of these errors in the channel, in every channel if none is named, is owed again.

    What may have been accepted before it died is looked for first.
    """
    in_doubt = case((deliveries.c.sending_at.is_(None), Sending.PENDING), else_=Sending.UNKNOWN)
    owed = update(deliveries).where(
        deliveries.c.team_id == team,
        DEAD,
        deliveries.c.channel.is_not(None) if channel is None else deliveries.c.channel == channel,
        deliveries.c.error.in_(errors),
        or_(~deliveries.c.is_card, ~CARD_STANDS),
    )
    tx.execute(owed.values(state=in_doubt, retry_at=None, attempts=0, error=""))
