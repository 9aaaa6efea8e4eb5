"""What follows where an RFC has come to its end: its record, and news for everybody concerned."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from handlers.news import Notice, addressed
from handlers.payloads import Who, whole_number
from handlers.places import permalink
from handlers.rfcs.acts.course import Where, get_visible, home_card, save, tell
from handlers.rfcs.records import Known, leaves_record, record_of
from rituals.ids import Ref
from rituals.records.model import name_of as record_name
from rituals.refusal import Refusal
from rituals.rfcs import course
from rituals.rfcs.guards import UNKNOWN
from rituals.rfcs.model import Rfc, State
from storage import cards, concerns, deliveries, history, people, records, rfcs
from storage.history import Entry


def follow_up(tx: Connection, rfc: Rfc, now: datetime) -> None:
    """The RFC has come to its end, and is saved so: it is recorded where it says something, and told."""
    leave_record(tx, rfc, now)
    tell(tx, rfc, Notice("ended", mark=rfc.state.value), now)
    tell(tx, rfc, Notice("ended", rfc.owner, rfc.state.value), now)
    if rfc.state is State.ACCEPTED:
        announce(tx, rfc, now)


def leave_record(tx: Connection, rfc: Rfc, now: datetime) -> None:
    """What was accepted or rejected is remembered."""
    if not leaves_record(rfc):
        return
    member = people.find_person(tx, rfc.team, rfc.owner)
    zone = member.calendar.zone if member else now.tzinfo
    card = home_card(tx, rfc)
    known = Known(
        asked_on=rfc.opened_at.astimezone(zone).date(),
        decided_on=now.astimezone(zone).date(),
        permalink=permalink(tx, rfc.team, card.channel, card.ts) if card.ts else "",
    )
    records.add(tx, record_of(rfc, rfcs.read_reviewers(tx, rfc), concerns.read_all(tx, rfc), known))


def announce(tx: Connection, rfc: Rfc, now: datetime) -> None:
    """Every channel that has a card is told."""
    followed = rfc.terms.channel, *rfc.terms.pointers
    found = [card for card in cards.read_of(tx, *rfc.ref) if card.channel in followed]
    notices = [
        (card.channel, addressed(rfc.ref, Notice("announced", mark=card.channel), now)) for card in found
    ]
    deliveries.add(tx, [replace(owed, channel=channel) for channel, owed in notices])


def supersede(tx: Connection, who: Who, older: Where, newer: str, now: datetime) -> Rfc:
    """Another RFC has taken the place of this one, and so has its record; the thread is told."""
    team, number = older
    if whole_number(newer) is None:
        raise Refusal.in_fields({"successor": "Write the name of an RFC, such as RFC-7."})
    for one in sorted({each for each in map(whole_number, (number, newer)) if each is not None}):
        rfcs.hold(tx, team, one)
    before = get_visible(tx, older, who.person)
    successor = rfcs.find_visible(tx, team, int(newer), who.person)
    if successor is None:
        raise Refusal.in_fields({"successor": UNKNOWN})
    after = course.supersede(before, who.person, successor)
    save(tx, after, Entry(who.person, "superseded", now, successor.name))
    history.add(tx, successor.ref, Entry(who.person, "took its place", now, before.name))
    tell(tx, after, Notice("superseded", mark=newer), now)
    _supersede_record(tx, who, (before, successor), now)
    return after


def _supersede_record(tx: Connection, who: Who, pair: tuple[Rfc, Rfc], now: datetime) -> None:
    """What is remembered of the older one leads to what is remembered of the newer one."""
    older, newer = (records.find_by_source(tx, rfc.team, rfc.ref.ritual, rfc.ref.id) for rfc in pair)
    if older is None or newer is None:
        return
    records.hold(tx, who.team, older.number)
    records.supersede(tx, who.team, older.number, newer.number)
    superseded = Entry(who.person, "superseded", now, record_name(newer.number))
    history.add(tx, Ref(who.team, records.RITUAL, str(older.number)), superseded)
