"""Actions, as the wiring sees them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.actions import adding, changing, due, looking
from handlers.actions.views import messages
from handlers.replies import Block, Message
from handlers.ritual import Ritual, Work
from handlers.undertaken import FOR
from rituals.actions.model import Action, State
from rituals.ids import Person, Team
from storage import actions, people
from storage.actions import REMIND, RITUAL
from storage.cards import Card
from storage.deliveries import Delivery

LATELY, MOST_DONE = timedelta(hours=12), 3


def action_ritual() -> Ritual:
    """Everything that Slack, the clock and the courier may ask of actions."""
    return Ritual(
        name=RITUAL,
        commands={"actions": adding.on_command},
        clicks={
            "action.list": looking.on_list,
            "action.channel": looking.on_channel,
            "action.help": looking.on_help,
            "action.add": adding.on_add,
            FOR: adding.on_for,
            "action.done": changing.on_done,
            "action.reopen": changing.on_reopen,
            "action.menu": changing.on_menu,
            "action.snooze": changing.on_snooze,
        },
        submissions={
            "action.add": adding.on_submitted,
            "action.snooze": changing.on_snoozed,
            "action.reassign": changing.on_reassigned,
            "action.drop": changing.on_dropped,
        },
        shortcuts={"make_action": adding.on_shortcut},
        timers={REMIND: Work(due.remind)},
        lost=due.lose,
        hold=actions.hold,
        home=draw_home,
        awaits=await_actions,
        card=draw,
        messages={"action.given": render_given, "action.left": render_left},
    )


def draw(tx: Connection, card: Card, now: datetime) -> Message | None:
    """The card as the action is stored now."""
    action = actions.find(tx, card.team, card.ritual_id)
    return None if action is None else messages.card(action, now.date())


def draw_home(tx: Connection, team: Team, person: Person, now: datetime) -> Sequence[Block]:
    """This person's actions on their Home."""
    mine = actions.read_mine(tx, team, person)
    done = actions.read_ended_by(tx, team, person, now - LATELY, MOST_DONE)
    return messages.home(mine, done, people.today(tx, team, person, now))


def await_actions(tx: Connection, delivery: Delivery, now: datetime) -> Message | None:
    """The actions of which this nudge reminds its person."""
    person = delivery.person or Person("")
    found = actions.read_nudged(tx, delivery.team, person, delivery.key)
    return messages.reminder(found, people.today(tx, delivery.team, person, now)) if found else None


def render_given(tx: Connection, delivery: Delivery, now: datetime) -> Message | None:
    """Told as long as it is theirs to do."""
    found = _find(tx, delivery)
    if found is None or delivery.person not in found.owners:
        return None
    by = due.person_of(delivery)
    return messages.given(found, by, people.today(tx, delivery.team, delivery.person, now))


def render_left(tx: Connection, delivery: Delivery, now: datetime) -> Message | None:
    """Told as long as whoever went owns it."""
    found, gone = _find(tx, delivery), due.person_of(delivery)
    if found is None or delivery.person is None or gone not in found.owners:
        return None
    return messages.left(found, gone, people.today(tx, delivery.team, delivery.person, now))


def _find(tx: Connection, delivery: Delivery) -> Action | None:
    """The action of which a message tells, while it is open and the person sees it."""
    person = delivery.person or Person("")
    found = actions.find_visible(tx, delivery.team, delivery.ritual_id, person)
    return found if found is not None and found.state is State.OPEN else None
