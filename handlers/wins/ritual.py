"""Wins, as the wiring sees them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.replies import Block, Later, Message
from handlers.ritual import Ritual, Work
from handlers.wins import acts, listeners, views
from rituals.ids import Person, Team
from rituals.wins.model import Win
from storage import people, wins
from storage.cards import Card
from storage.deliveries import Delivery
from storage.wins import QUARTER, RITUAL


def win_ritual() -> Ritual:
    """Everything that Slack, the clock and the courier may ask of wins."""
    return Ritual(
        name=RITUAL,
        commands={"win": listeners.on_command},
        clicks={
            "win.list": listeners.on_list,
            "win.help": listeners.on_help,
            "win.meant": listeners.on_meant,
            "win.add": listeners.on_add,
            "win.share": listeners.on_share,
            "win.delete": listeners.on_delete,
        },
        submissions={"win.keep": listeners.on_kept, "win.share": listeners.on_shared},
        timers={QUARTER: Work(acts.tell_quarter)},
        hold=wins.hold,
        undelivered=acts.tell_unshared,
        home=draw_home,
        card=draw,
        messages={
            "win.given": render_given,
            "win.unshared": render_unshared,
            f"{RITUAL}.{QUARTER}": render_quarter,
        },
    )


def draw(tx: Connection, card: Card, _: datetime) -> Message | None:
    """The win where it is shared; where it was deleted, that it was. What was never posted is not posted."""
    win = wins.find(tx, card.team, card.ritual_id)
    if win is not None:
        return views.card(win)
    return None if card.ts is None else views.taken_back()


def draw_home(tx: Connection, team: Team, person: Person, _: datetime) -> Sequence[Block]:
    """This person's latest wins on their Home."""
    return views.home(wins.read_mine(tx, team, person, views.MOST_ON_HOME))


def render_given(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Told as long as it is there, and theirs."""
    win = _find_mine(tx, delivery)
    return None if win is None else views.given(win)


def render_unshared(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Told as long as it is there, and theirs."""
    win = _find_mine(tx, delivery)
    return None if win is None else views.unshared(win, delivery.key.split(":")[3])


def render_quarter(tx: Connection, delivery: Delivery, now: datetime) -> Message | Later | None:
    """Told as long as there is something to tell, to whoever wants it, while they work."""
    person, quarter = acts.quarter_told(delivery.ritual_id)
    member = people.find_person(tx, delivery.team, person)
    found = wins.read_of_quarter(tx, delivery.team, person, quarter)
    if member is None or not acts.is_told(member) or not found:
        return None
    moment = member.calendar.next_working_moment(now)
    return Later(moment) if moment > now else views.of_quarter(found, quarter)


def _find_mine(tx: Connection, delivery: Delivery) -> Win | None:
    member = people.find_person(tx, delivery.team, delivery.person or Person(""))
    if member is None or not member.counts:
        return None
    return wins.find_mine(tx, delivery.team, delivery.ritual_id, member.person)
