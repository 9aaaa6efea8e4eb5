"""Decisions, as the wiring sees them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from operator import attrgetter

from sqlalchemy import Connection

from handlers.decisions.acts import due, leaving
from handlers.decisions.acts.course import (
    ANNOUNCE,
    ASK_AGAIN,
    CLOSE,
    LAPSE,
    OPEN_VOTE,
)
from handlers.decisions.acts.deciding import reach_owners, read_answering, remind
from handlers.decisions.acts.hiding import DESTROY, FORGET, destroy_rest
from handlers.decisions.acts.recording import LEAVE_RECORDS, reach_records
from handlers.decisions.acts.suggesting import reach_vote
from handlers.decisions.drafts import DRAFTS
from handlers.decisions.listeners import (
    again,
    deciding,
    filling,
    looking,
    managing,
    opening,
    suggesting,
    voting,
)
from handlers.decisions.listeners.filling import FILLING
from handlers.decisions.views import messages, outcome
from handlers.decisions.views.card import card as draw_card
from handlers.decisions.views.ending import Beside
from handlers.decisions.views.home import home, waiting
from handlers.decisions.views.matrix import depict
from handlers.decisions.views.suggesting import too_few_options, vote_open
from handlers.ended import on_receipt, until_over
from handlers.failures import Trouble, trouble_of
from handlers.news import Notice, mark_of, tell
from handlers.owing import ASK_OWNERS, REMINDERS
from handlers.payloads import Who
from handlers.reminding import NUDGES
from handlers.rendering import about, about_with, for_them
from handlers.replies import Block, Later, Message
from handlers.ritual import Ritual, Work
from rituals.decisions.model import NOT_COUNTED, RITUAL, State
from rituals.decisions.outcome import owes
from rituals.decisions.terms import Secrecy
from rituals.ids import Person, Team
from rituals.owing import ALL_HERE
from rituals.pictures import Picture
from storage import decisions, people, rounds, seats, timers
from storage.cards import Card
from storage.deciding import read_undecided
from storage.deliveries import Delivery
from storage.keys import Keyring, UnreadableError
from storage.timers import Timer


def decision_ritual(keyring: Keyring) -> Ritual:
    """Everything that Slack, the clock and the courier may ask of decisions; what is sealed is counted with `keyring`."""
    return Ritual(
        name=RITUAL,
        commands={"decide": opening.on_command},
        clicks={
            "decision.cast": voting.on_cast,
            "decision.abstain": voting.on_abstain,
            "decision.withdraw": on_receipt(voting.on_withdraw),
            "decision.back": voting.on_back,
            "decision.leave": voting.on_leave,
            "decision.results": looking.on_results,
            "decision.menu": looking.on_menu,
            "decision.details": looking.on_details,
            "decision.list": looking.on_list,
            "decision.help": looking.on_help,
            "decision.start": opening.on_ask,
            "decision.ask": opening.on_ask,
            "decision.more": FILLING.on_more,
            # Fields on which others depend.
            **{f"decision.form {name}": FILLING.on_more for name in ("method", "voters", "suggesting")},
            "decision.describe": filling.on_describe,
            "decision.resume": FILLING.on_resume,
            "decision.throw_away": FILLING.on_throw_away,
            "decision.try": opening.on_try,
            "decision.close": managing.on_close,
            "decision.take_over": managing.on_take_over,
            "decision.suggest": suggesting.on_suggest,
            "decision.again": again.on_again,
            "decision.concern": again.on_concern,
            "decision.open_vote": suggesting.on_open_vote,
            **until_over(
                tell_over,
                {
                    "decision.vote": voting.on_vote,
                    "decision.keep": voting.on_keep,
                    "decision.manage": managing.on_manage,
                    "decision.write": deciding.on_write,
                },
            ),
        },
        submissions={
            "decision.form": opening.on_preview,
            "decision.post": opening.on_post,
            "decision.describe": filling.on_described,
            "decision.ballot": voting.on_ballot,
            "decision.amend": managing.on_amend,
            "decision.extend": managing.on_extend,
            "decision.cancel": managing.on_cancel,
            "decision.add_people": managing.on_add_people,
            "decision.hand_over": managing.on_hand_over,
            "decision.co_owners": managing.on_co_owners,
            "decision.outcome": deciding.on_outcome,
            "decision.suggest": suggesting.on_suggested,
        },
        closings={
            "decision.form": FILLING.on_closed,
            "decision.ballot": voting.on_closed,
            "decision.outcome": deciding.on_closed,
        },
        shortcuts={"start_decision": opening.on_shortcut, "decide_this": opening.on_shortcut},
        timers={
            CLOSE: Work(due.close),
            ANNOUNCE: Work(due.announce, due.read_votes, partial(due.tally, keyring=keyring)),
            FORGET: Work(due.forget),
            DESTROY: Work(destroy_rest),
            ASK_AGAIN: Work(due.ask_again),
            LAPSE: Work(due.lapse),
            OPEN_VOTE: Work(reach_vote),
            LEAVE_RECORDS: Work(reach_records),
            **{kind: Work(due.nudge) for kind in NUDGES},
            **{kind: Work(remind) for kind in REMINDERS},
            ASK_OWNERS: Work(reach_owners),
        },
        lost=leaving.lose,
        regained=leaving.regain,
        hold=decisions.hold,
        undelivered=tell_owner,
        parked=tell_parked,
        waiting=draw_waiting,
        home=draw_home,
        awaits=await_votes,
        card=draw,
        picture=depict_result,
        messages={
            "decision.ended": render_ended,
            "decision.advised": about_with(decisions.find, read_answering, outcome.advised, State.AWAITING),
            "decision.orphaned": about_with(
                decisions.find,
                read_answering,
                outcome.orphaned,
                State.AWAITING,
                wanted=attrgetter("is_nobody"),
            ),
            "decision.asked_outcome": for_them(decisions.find_visible, outcome.asked_outcome, State.AWAITING),
            "decision.asked_owners": for_them(decisions.find_visible, outcome.asked_owners, State.AWAITING),
            "decision.asked": render_asked,
            "decision.shared": for_them(decisions.find_visible, messages.shared),
            "decision.inherited": for_them(decisions.find_visible, messages.inherited),
            "decision.moved": render_moved,
            "decision.stalled": about(decisions.find, messages.stalled, State.STALLED),
            "decision.handed_over": for_them(decisions.find_visible, messages.handed_over),
            "decision.undelivered": render_undelivered,
            "decision.parked": about(decisions.find, messages.parked),
            "decision.unreadable": about(decisions.find, messages.unreadable, State.COUNTING),
            "decision.amended": render_amended,
            "decision.vote_open": about(decisions.find, vote_open, State.OPEN),
            "decision.too_few_options": about(decisions.find, too_few_options, State.SUGGESTING),
        },
    )


def draw(tx: Connection, card: Card, _: datetime) -> Message | None:
    """The card as the decision is stored now; names only where answers are open, after the count."""
    decision = decisions.find(tx, card.team, card.ritual_id)
    if decision is None:
        return None
    is_open_book = decision.terms.secrecy is Secrecy.OPEN and decision.result is not None
    votes = seats.read_votes(tx, card.team, card.ritual_id) if is_open_book else []
    beside = Beside(
        outdated=seats.count_outdated(tx, decision) if decision.version > 1 else 0,
        move=decisions.find_last_move(tx, decision) if decision.state in NOT_COUNTED else None,
        picture=card.picture,
        record=rounds.find_record(tx, decision) if decision.state.is_final else None,
        next_round=rounds.find_next(tx, decision) if decision.state.is_final else None,
        answering=read_answering(tx, decision) if decision.state is State.AWAITING else ALL_HERE,
    )
    return draw_card(decision, votes, beside)


def tell_over(tx: Connection, who: Who, decision: str) -> Block | None:
    """How it came out, once it has."""
    found = decisions.find_visible(tx, who.team, decision, who.person)
    return messages.over(found) if found is not None and found.state.is_final else None


def render_ended(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """The end, with the name of what was kept."""
    decision = decisions.find(tx, delivery.team, delivery.ritual_id)
    return None if decision is None else messages.ended(decision, rounds.find_record(tx, decision))


def render_moved(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """The deadline as it is now, and why."""
    decision = decisions.find(tx, delivery.team, delivery.ritual_id)
    return None if decision is None else messages.moved(decision, decisions.find_last_move(tx, decision))


def depict_result(tx: Connection, card: Card, _: datetime) -> Picture | None:
    """The picture of a matrix that was counted; no other method has one."""
    decision = decisions.find(tx, card.team, card.ritual_id)
    return None if decision is None else depict(decision)


def render_amended(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Asked of those whose vote was given to an older text, as long as that is so and they see the new one."""
    whose = delivery.team, delivery.ritual_id, delivery.person or Person("")
    found = seats.find_seat(tx, *whose)
    if found is None or found[0].state is not State.OPEN or decisions.find_visible(tx, *whose) is None:
        return None
    decision, seat = found
    if seat.ballot is None or not seat.ballot.counts or seat.ballot.version == decision.version:
        return None
    return messages.amended(decision, seat.ballot)


def render_asked(tx: Connection, delivery: Delivery, now: datetime) -> Message | Later | None:
    """Told in their working hours, as far as that is before the deadline, to those whose vote is still missing."""
    whose = delivery.team, delivery.ritual_id, delivery.person or Person("")
    found = seats.find_seat(tx, *whose)
    member = people.find_person(tx, delivery.team, whose[2])
    if found is None or member is None or decisions.find_visible(tx, *whose) is None:
        return None
    decision, seat = found
    if decision.state is not State.OPEN or not seat.asked or seat.has_answered:
        return None
    moment = member.calendar.next_working_moment(now)
    return Later(moment) if now < moment < decision.terms.closes_at else messages.asked(decision)


def await_votes(tx: Connection, delivery: Delivery, now: datetime) -> Message | None:
    """The decisions that wait for this person's vote, or for what they decide."""
    person = delivery.person or Person("")
    outcomes = [one for one in read_undecided(tx, delivery.team, person) if owes(one, person)]
    return messages.awaited(seats.read_awaiting(tx, delivery.team, person, now), outcomes)


def tell_owner(tx: Connection, delivery: Delivery, error: str, now: datetime) -> None:
    """Slack will not take a message to the channel: its owner is told, once for each reason."""
    decision = decisions.find(tx, delivery.team, delivery.ritual_id)
    if decision is not None and delivery.person is None:
        tell(tx, decision.ref, Notice("undelivered", decision.owner, trouble_of(error)), now)


def render_undelivered(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Which trouble it was is the mark that the news was told with."""
    decision = decisions.find(tx, delivery.team, delivery.ritual_id)
    return None if decision is None else messages.undelivered(decision, Trouble(mark_of(delivery)))


def tell_parked(tx: Connection, timer: Timer, now: datetime) -> None:
    """What was due could not be done: its owner is told, and of sealed votes that cannot be opened in other words."""
    decision = decisions.find(tx, timer.team, timer.ritual_id)
    if decision is not None:
        view = "unreadable" if timers.read_error(tx, timer) == UnreadableError.__name__ else "parked"
        tell(tx, decision.ref, Notice(view, decision.owner, timer.kind), now)


def draw_waiting(tx: Connection, team: Team, person: Person, _: datetime) -> Sequence[Block]:
    """The decisions that wait for this person."""
    return waiting(seats.read_open(tx, team, person), person)


def draw_home(tx: Connection, team: Team, person: Person, now: datetime) -> Sequence[Block]:
    """Decisions on this person's Home."""
    left = DRAFTS.read_latest(tx, Who(team, person), now)
    # All of them, as what waits for the person may close last.
    return home(seats.read_open(tx, team, person), left, person)
