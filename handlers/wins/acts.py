"""What happens to wins: each act is one transaction, a synchronous function of (tx, …)."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection

from handlers.payloads import Who
from handlers.places import get_place
from rituals.calendar import local_time, resolve
from rituals.ids import Person, WinId
from rituals.refusal import Refusal
from rituals.wins.form import Form, check_receiver, check_text
from rituals.wins.model import UNKNOWN, Quarter, Win, quarter_of, read_quarter
from rituals.workspace import Member
from storage import cards, deliveries, people, timers, wins
from storage.cards import Card
from storage.deliveries import Delivery
from storage.timers import Timer
from storage.wins import QUARTER, RITUAL

NOBODY = "I can't find that person. Choose somebody else."


def keep(tx: Connection, who: Who, win: str, form: Form, now: datetime) -> Win:
    """The win is kept; one for somebody else is theirs, and they are told. Submitted twice, it is kept once."""
    text, owner = check_text(form.text), form.given_to or who.person
    member = people.find_person(tx, who.team, owner)
    if member is None:
        raise Refusal.in_fields({"given_to": NOBODY})
    if owner != who.person:
        check_receiver(member)
    day = local_time(now, member.calendar.zone).date()
    kept = Win(who.team, WinId(win), text, owner, who.person, now, day)
    if wins.add(tx, kept):
        _plan(tx, kept, member)
        if kept.is_given:
            deliveries.add(tx, [_delivery(kept, "given", now)])
    return kept


def share(tx: Connection, who: Who, card: Card, now: datetime) -> None:
    """The win is posted in the card's channel; shared twice there, it is posted once."""
    win = _look_held(tx, who, card.ritual_id)
    get_place(tx, who.team, who.person, card.channel)
    if card.channel not in win.shared:
        cards.add(tx, card, now)


def delete(tx: Connection, who: Who, win: str) -> Win:
    """The win is gone, also from where it was shared."""
    found = _look_held(tx, who, win)
    wins.remove(tx, found)
    cards.finish(tx, who.team, RITUAL, win)
    return found


def look(tx: Connection, who: Who, win: str) -> Win:
    """The win; refuses, as if it were not there, one that is not theirs."""
    found = wins.find_mine(tx, who.team, win, who.person)
    if found is None:
        raise Refusal(UNKNOWN)
    return found


def _look_held(tx: Connection, who: Who, win: str) -> Win:
    """The same, and nobody else changes it meanwhile."""
    wins.hold(tx, who.team, win)
    return look(tx, who, win)


def tell_quarter(tx: Connection, timer: Timer, now: datetime, _: Any) -> None:
    """A quarter is over: whoever has wins of it is told them in their working hours, however late."""
    timers.finish(tx, timer)
    person, quarter = quarter_told(timer.ritual_id)
    member = people.find_person(tx, timer.team, person)
    if member is None or not is_told(member) or not wins.read_of_quarter(tx, timer.team, person, quarter):
        return
    told = Delivery(
        team=timer.team,
        key=f"{RITUAL}:{QUARTER}:{timer.ritual_id}",  # Once, whatever is added after its zone has changed.
        view=f"{RITUAL}.{QUARTER}",
        ritual=RITUAL,
        ritual_id=timer.ritual_id,
        person=person,
        not_before=member.calendar.next_working_moment(now),
    )
    deliveries.add(tx, [told])


def is_told(member: Member) -> bool:
    """Whether this person gets a list of their wins."""
    return member.counts and RITUAL not in member.muted


def quarter_told(subject: str) -> tuple[Person, Quarter]:
    """Whose wins of which quarter a timer, or the message that follows, is about."""
    person, _, quarter = subject.partition(":")
    return Person(person), read_quarter(quarter)


def tell_unshared(tx: Connection, delivery: Delivery, _: str, now: datetime) -> None:
    """The win cannot be posted where it was to be shared: its owner is told, once for a channel."""
    win = wins.find(tx, delivery.team, delivery.ritual_id)
    if win is not None and delivery.card is not None and delivery.channel is not None:
        deliveries.add(tx, [_delivery(win, f"unshared:{delivery.channel}", now)])


def _plan(tx: Connection, win: Win, owner: Member) -> None:
    """At the end of the win's quarter its owner is told of it, and of the others of that quarter."""
    quarter, zone = quarter_of(win.day), owner.calendar.zone
    ends = resolve(datetime.combine(quarter.following.first, time()), zone)
    timers.set_timer(tx, (win.team, RITUAL, f"{win.owner}:{quarter.name}", QUARTER), ends)


def _delivery(win: Win, what: str, now: datetime) -> Delivery:
    return Delivery(
        team=win.team,
        key=f"{RITUAL}:{win.id}:{what}",
        view=f"{RITUAL}.{what.partition(':')[0]}",
        ritual=RITUAL,
        ritual_id=win.id,
        person=win.owner,
        not_before=now,
    )
