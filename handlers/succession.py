"""How what is taken up anew follows the record of what was decided before: in its place, or with a way from each to the other.

Records of one kind of ritual follow one another.
"""

from datetime import datetime

from sqlalchemy import Connection

from rituals.ids import Channel, Person, Ref, Team
from rituals.records.guards import MOST_LINKS
from rituals.records.model import Link, Record, State, name_of
from rituals.refusal import Refusal
from storage import cards, history, records
from storage.history import Entry


def check_seen(tx: Connection, whose: tuple[Team, Person], follows: int | None, instead: str) -> None:
    """Refuses to follow a record that this person does not see; `instead` says what to do then."""
    if follows is not None and not records.find_visible(tx, whose[0], follows, whose[1]):
        raise Refusal(f"You can't see {name_of(follows)} any more, so this can't follow it. {instead}")


def follow(tx: Connection, ref: Ref, follows: tuple[int | None, Channel], anew: Entry) -> None:
    """What was decided before leads to what takes it up anew, where whoever sees the one sees the other.

    `follows` are the record's number, and the channel of the newer one; `anew` is the act that tells of it.
    """
    number, channel = follows
    older = None if number is None else records.find(tx, ref.team, number)
    if older is not None and older.source.ritual == ref.ritual and older.channel == channel:
        history.add(tx, Ref(ref.team, ref.ritual, older.source.ritual_id), anew)
        cards.touch(tx, ref.team, ref.ritual, older.source.ritual_id)


def hold_older(tx: Connection, ref: Ref, follows: tuple[int | None, Channel], settles: bool) -> Record | None:
    """The record that this ritual follows, held; `follows` are its number, and the channel of the ritual.

    Where another one has taken its place by now, and this ritual settles the question anew, it is that one.
    """
    number, channel = follows
    older = _hold(tx, ref, number)
    while older is not None and settles:
        newer = _hold(tx, ref, older.superseded_by)
        is_alike = newer is not None and newer.source.ritual == ref.ritual and newer.number > older.number
        if newer is None or not is_alike or newer.channel != channel:
            break
        older = newer
    return older


def _hold(tx: Connection, ref: Ref, number: int | None) -> Record | None:
    if number is None:
        return None
    records.hold(tx, ref.team, number)
    return records.find(tx, ref.team, number)


def takes_place(older: Record, channel: Channel, settles: bool) -> bool:
    """Whether the record of what follows takes the place of this one.

    Whoever sees a record may take it up anew, anywhere; only where it was decided can that be decided otherwise.
    """
    return settles and older.channel == channel and older.state is not State.SUPERSEDED


def leading_back(older: Record, channel: Channel) -> tuple[Link, ...]:
    """The way back to what was decided before, where whoever sees the one sees the other."""
    is_here = older.channel == channel and older.source.permalink
    return (Link(older.name, older.source.permalink),) if is_here else ()


def lead_on(tx: Connection, older: Record, newer: Record, by: Person, now: datetime) -> None:
    """The record before tells what came of taking it up anew. One that took its place was stored so with the newer one."""
    address = newer.source.permalink
    if older.number in newer.supersedes:
        superseded = Entry(by, "superseded", now, newer.name)
        history.add(tx, Ref(older.team, records.RITUAL, str(older.number)), superseded)
    elif address and older.channel == newer.channel and len(older.links) < MOST_LINKS:
        records.link(tx, older, Link(newer.name, address))
    if older.source.ritual == newer.source.ritual:
        cards.touch(tx, older.team, older.source.ritual, older.source.ritual_id)
