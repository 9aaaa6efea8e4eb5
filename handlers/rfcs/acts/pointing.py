"""Short cards in the channels that an RFC affects: where they may stand, and what becomes of them under way."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection

from handlers.payloads import Who
from handlers.places import get_place
from handlers.rfcs.acts.course import Where, get_held, save
from rituals.ids import Channel, Person, Team
from rituals.refusal import Refusal, beside
from rituals.rfcs import changing
from rituals.rfcs.model import RITUAL, Rfc
from rituals.workspace import Place
from storage import cards, channels, people, visibility
from storage.cards import Card
from storage.history import Entry

MOST_NAMED = 5
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

Whose: TypeAlias = tuple[Team, Person]


def check_pointers(
    tx: Connection,
    whose: Whose,
    home: Place,
    pointers: Sequence[Channel],
    picked: Sequence[Channel],
) -> None:
    """Refuses channels where this person cannot have a short card, and those with people who must not know of the RFC.

    `picked` are all that they chose, in their order.
    """
    team, _ = whose
    for channel in pointers:
        there = _pointed(tx, whose, channel, picked)
        if home.private and (blind := _blind(tx, team, (channel, home.channel))):
            raise Refusal(
                f"#{home.name} is private, and {blind} in #{there.name} can't see it. Leave #{there.name} out, "
                f"or invite them to #{home.name}."
            )


def _pointed(tx: Connection, whose: Whose, channel: Channel, picked: Sequence[Channel]) -> Place:
    team, person = whose
    try:
        return get_place(tx, team, person, channel)
    except Refusal:
        named = name_picked(tx, whose, channel, picked)
        raise Refusal(
            f"I can't post in {named}: it is archived, or you are not in it. Leave it out."
        ) from None


def name_picked(tx: Connection, whose: Whose, channel: Channel, picked: Sequence[Channel]) -> str:
    """How this person knows which of the channels they picked is meant: by its name, where they see it.

    Else by its place: the name of a channel that is hidden from them, or from Cairn, is not for us to say.
    """
    team, person = whose
    there = channels.find_channel(tx, team, channel)
    if there is not None and visibility.can_see(tx, team, person, channel):
        return f"#{there.name}"
    if len(picked) == 1:
        return "the channel you chose"
    place = dict(zip(picked, ORDINALS, strict=False)).get(channel, "last")
    return f"the {place} channel you chose"


def _blind(tx: Connection, team: Team, pair: tuple[Channel, Channel]) -> str:
    """Who is in the first channel and does not see the second, by name; '' if all do."""
    there, home = pair
    found = visibility.read(tx, visibility.blind(visibility.reading(team, there), home))
    names = [member.name for member in people.read_people(tx, team, found[:MOST_NAMED])]
    more = len(found) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more > 0 else "")


def may_know(tx: Connection, rfc: Rfc, channel: str) -> bool:
    """Whether everybody in a channel may know of the RFC: where its own is private they all have to see that.

    Of a channel whose members are not known nobody may.
    """
    home = channels.find_channel(tx, rfc.team, rfc.terms.channel)
    if home is not None and not home.private:
        return True
    there = channels.find_channel(tx, rfc.team, channel)
    reading = visibility.reading(rfc.team, channel)
    return (
        there is not None
        and there.known
        and not visibility.read(tx, visibility.blind(reading, rfc.terms.channel))
    )


def point(
    tx: Connection, who: Who, where: Where, chosen: Sequence[tuple[Channel, str]], now: datetime
) -> Rfc:
    """Short cards stand in these channels, each with the id that a new one gets; elsewhere they say that they end."""
    before = get_held(tx, where, who.person)
    after = changing.point(before, who.person, [channel for channel, _ in chosen], now)
    old, new = before.terms.pointers, after.terms.pointers
    added, left = [one for one in new if one not in old], [one for one in old if one not in new]
    home = channels.find_channel(tx, who.team, after.terms.channel)
    if home is not None:
        with beside("pointers"):
            picked = [channel for channel, _ in chosen]
            check_pointers(tx, (who.team, who.person), home, added, picked)
    known = {card.channel for card in cards.read_of(tx, *after.ref)}
    for channel, card in chosen:
        if channel in added and channel not in known:
            cards.add(tx, Card(after.team, card, RITUAL, after.ref.id, channel), now)
    acts = {"pointed": added, "no longer pointed": left}
    if added or left:
        save(
            tx, after, *(Entry(who.person, act, now, " ".join(those)) for act, those in acts.items() if those)
        )
    return after
