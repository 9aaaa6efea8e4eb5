"""Where an action comes from: a message, or another ritual, which is known by its card alone."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection

from handlers.payloads import Who
from handlers.places import permalink
from rituals.actions.model import Source
from rituals.refusal import Refusal
from storage import cards, visibility

MESSAGE = "message"
NOT_THERE = "I can't find what this belongs to. It may have been removed, or you may not be in its channel."
_PLACE = re.compile(r"([A-Z0-9]+):([0-9]+\.[0-9]+)")


@dataclass(frozen=True, slots=True)
class Origin:
    """A source, and the channel in which its actions live; '' where that is to be chosen."""

    source: Source
    channel: str

    @property
    def subject(self) -> str:
        """What a form carries to find it again: ids alone."""
        return f"{self.source.ritual} {self.source.ritual_id} {self.channel}".rstrip()


def find_message(tx: Connection, who: Who, channel: str, ts: str, home: str) -> Origin:
    """A message, and where its actions live: its channel, or '' where only a few talk."""
    return Origin(Source(MESSAGE, f"{channel}:{ts}", permalink(tx, who.team, channel, ts)), home)


def find_origin(tx: Connection, who: Who, subject: str, here: str = "") -> Origin:
    """What a subject names: of a ritual's cards the one `here`, else that in the channel which is named last, else any.

    Refuses, as if it were not there, who sees none of them.
    """
    ritual, _, rest = subject.partition(" ")
    ritual_id, _, channel = rest.partition(" ")
    if ritual == MESSAGE and (place := _PLACE.fullmatch(ritual_id)):
        return find_message(tx, who, place[1], place[2], channel)
    found = cards.read_of(tx, who.team, ritual, ritual_id)
    for card in sorted(found, key=lambda card: (card.channel != here, card.channel != channel, card.id)):
        if visibility.can_see(tx, who.team, who.person, card.channel):
            link = permalink(tx, who.team, card.channel, card.ts) if card.ts else ""
            return Origin(Source(ritual, ritual_id, link), card.channel)
    raise Refusal(NOT_THERE)
