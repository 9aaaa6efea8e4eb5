"""Coming back: what could not be shown or said where Cairn was not, is owed once it is there again."""

from sqlalchemy import Connection

from rituals.ids import Team
from storage import cards, deliveries

CHANNEL_CLOSED = ("is_archived", "not_in_channel", "channel_not_found")
"""Errors that end when the channel is unarchived, or Cairn invited."""


def reopen_channel(tx: Connection, team: Team, channel: str) -> None:
    """Cairn can speak in the channel: its cards are redrawn, and what died there is owed again."""
    cards.redraw_lost(tx, team, channel)
    deliveries.owe_again(tx, team, CHANNEL_CLOSED, channel)


def reopen_workspace(tx: Connection, team: Team) -> None:
    """Cairn is installed again: so it goes for every channel of the workspace."""
    cards.redraw_lost(tx, team)
    deliveries.owe_again(tx, team, (*CHANNEL_CLOSED, deliveries.UNINSTALLED))
