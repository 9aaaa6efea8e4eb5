"""RFCs, as the wiring sees them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.failures import trouble_of
from handlers.news import Notice
from handlers.payloads import Who
from handlers.replies import Block, Message
from handlers.rfcs import review
from handlers.rfcs.acts import awaiting, due, leaving, looking, pointing
from handlers.rfcs.acts.course import END, SILENCE, tell
from handlers.rfcs.acts.texts import PARTS, part_of
from handlers.rfcs.drafts import DRAFTS
from handlers.rfcs.listeners import editing, filling, managing, opening
from handlers.rfcs.listeners import looking as on_looking
from handlers.rfcs.listeners.filling import FILLING
from handlers.rfcs.listening import find_thread, listen
from handlers.rfcs.rendering import MESSAGES
from handlers.rfcs.views.card import card as draw_card
from handlers.rfcs.views.card import left_out, pointer
from handlers.rfcs.views.home import home
from handlers.rfcs.views.manage import MANAGE
from handlers.rfcs.views.text import part_message
from handlers.ritual import Ritual, Work
from rituals.ids import Person, Team
from rituals.rfcs.model import RITUAL
from storage import rfcs
from storage.cards import Card
from storage.deliveries import Delivery
from storage.timers import Timer


def rfc_ritual() -> Ritual:
    """Everything that Slack, the clock and the courier may ask of RFCs."""
    return Ritual(
        name=RITUAL,
        commands={"rfc": opening.on_command},
        clicks={
            "rfc.help": on_looking.on_help,
            "rfc.list": on_looking.on_list,
            "rfc.show": on_looking.on_show,
            "rfc.menu": on_looking.on_menu,
            "rfc.read": on_looking.on_read,
            "rfc.changes": on_looking.on_changes,
            "rfc.details": on_looking.on_details,
            "rfc.start": opening.on_write,
            "rfc.write": opening.on_write,
            "rfc.try": opening.on_try,
            "rfc.step": filling.on_step,
            "rfc.save": filling.on_save,
            "rfc.resume": FILLING.on_resume,
            "rfc.throw_away": FILLING.on_throw_away,
            "rfc.edit": editing.on_edit,
            MANAGE: managing.on_manage,
            "rfc.take_up": managing.on_take_up,
            "rfc.take_over": managing.on_take_over,
            **review.CLICKS,
        },
        submissions={
            "rfc.form": opening.on_form,
            "rfc.post": opening.on_post,
            "rfc.reject": managing.on_reject,
            "rfc.postpone": managing.on_postpone,
            "rfc.withdraw": managing.on_withdraw,
            "rfc.hand_over": managing.on_hand_over,
            "rfc.decider": managing.on_decider,
            "rfc.co_owners": managing.on_co_owners,
            "rfc.add_reviewers": managing.on_add_reviewers,
            "rfc.pointers": managing.on_pointers,
            "rfc.accepting": managing.on_rule,
            "rfc.remove_reviewers": managing.on_remove_reviewers,
            **review.SUBMISSIONS,
        },
        closings={"rfc.form": FILLING.on_closed},
        shortcuts=review.SHORTCUTS,
        timers={
            END: Work(due.reach_end),
            SILENCE: Work(due.ask_author, find_thread, hear=listen),
            **review.TIMERS,
        },
        lost=leaving.lose,
        regained=leaving.regain,
        hold=rfcs.hold,
        undelivered=tell_owner,
        parked=tell_parked,
        waiting=review.draw_waiting,
        home=draw_home,
        awaits=review.await_reviews,
        card=draw,
        cards=dict.fromkeys(PARTS, draw_part),
        messages={**MESSAGES, **review.MESSAGES},
    )


def draw(tx: Connection, card: Card, _: datetime) -> Message | None:
    """The card as the RFC is stored now; in a channel that is affected the short one."""
    rfc = rfcs.find(tx, card.team, card.ritual_id)
    if rfc is None:
        return None
    if card.channel == rfc.terms.channel:
        return draw_card(looking.read_shown(tx, rfc))
    follows, may_know = card.channel in rfc.terms.pointers, pointing.may_know(tx, rfc, card.channel)
    if follows and may_know:
        return pointer(looking.read_shown(tx, rfc))
    # Where it does not stand yet there is nothing to take back.
    return left_out(rfc, may_know) if card.ts else None


def draw_part(tx: Connection, card: Card, _: datetime) -> Message | None:
    """One part of the text as it is now, in the thread."""
    rfc = rfcs.find(tx, card.team, card.ritual_id)
    return None if rfc is None else part_message(rfc, part_of(card))


def tell_owner(tx: Connection, delivery: Delivery, error: str, now: datetime) -> None:
    """Slack will not take a message to one of its channels: its author is told, once for each channel and reason."""
    rfc = rfcs.find(tx, delivery.team, delivery.ritual_id)
    if rfc is not None and delivery.person is None:
        mark = f"{trouble_of(error)} {delivery.channel or rfc.terms.channel}"
        tell(tx, rfc, Notice("undelivered", rfc.owner, mark), now)


def tell_parked(tx: Connection, timer: Timer, now: datetime) -> None:
    """What was due could not be done: its author is told."""
    rfc = rfcs.find(tx, timer.team, timer.ritual_id)
    if rfc is not None:
        tell(tx, rfc, Notice("parked", rfc.owner, timer.kind), now)


def draw_home(tx: Connection, team: Team, person: Person, now: datetime) -> Sequence[Block]:
    """RFCs on this person's Home: their own, with what they can do, and those of others that do not wait for them."""
    left = DRAFTS.read_latest(tx, Who(team, person), now)
    found = rfcs.read_open_for(tx, team, person)
    waiting = {one.rfc.number for one in awaiting.among(tx, found, person, now)}
    rest = [one for one in found if person in one.rfc.owners or one.rfc.number not in waiting]
    return home(looking.as_lines(rest), left, person)
