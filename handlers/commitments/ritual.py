"""Commitments, as the wiring sees them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers.commitments.acts import deciding as acts_of_ruling
from handlers.commitments.acts import due, forgetting, leaving, recording
from handlers.commitments.acts import ledger as acts_of_ledger
from handlers.commitments.acts.awaiting import read_answering
from handlers.commitments.acts.course import ASK_AGAIN, CLOSE, LAPSE, PHASE, find_move
from handlers.commitments.acts.drawing import STEPS
from handlers.commitments.acts.foreseeing import LOOK
from handlers.commitments.acts.forgetting import FORGET
from handlers.commitments.acts.standing import read_shown
from handlers.commitments.after import NEWS_AFTER, draw_steps
from handlers.commitments.drafts import DRAFTS
from handlers.commitments.listeners import (
    committing,
    deciding,
    ledger,
    looking,
    managing,
    opening,
    reopening,
    stating,
    working,
)
from handlers.commitments.listeners.filling import FILLING
from handlers.commitments.rendering import NEWS
from handlers.commitments.views import card as view
from handlers.commitments.views import committing as views_of_pledges
from handlers.commitments.views import home, messages
from handlers.commitments.views import ledger as views_of_ledger
from handlers.ended import on_receipt, until_over
from handlers.failures import trouble_of
from handlers.news import Notice, tell
from handlers.nudges import joined
from handlers.owing import ASK_OWNERS, REMINDERS
from handlers.payloads import Who
from handlers.reminding import NUDGES
from handlers.replies import Block, Message
from handlers.ritual import Ritual, Work
from rituals.commitments import pledging
from rituals.commitments.model import RITUAL, Commitment, State
from rituals.ids import Person, Team
from rituals.owing import ALL_HERE
from storage import commitments, positions, records
from storage.cards import Card
from storage.deliveries import Delivery
from storage.timers import Timer


def commitment_ritual() -> Ritual:
    """Everything that Slack, the clock and the courier may ask of commitments."""
    return Ritual(
        name=RITUAL,
        commands={"commit": opening.on_command},
        clicks={
            "commitment.take": stating.on_take,
            "commitment.withdraw": on_receipt(stating.on_withdraw),
            "commitment.results": looking.on_results,
            "commitment.menu": looking.on_menu,
            "commitment.details": looking.on_details,
            "commitment.page": looking.on_page,
            "commitment.list": looking.on_list,
            "commitment.help": looking.on_help,
            "commitment.propose": opening.on_propose,
            "commitment.start": opening.on_propose,
            "commitment.try": opening.on_try,
            "commitment.more": FILLING.on_more,
            "commitment.form voters": FILLING.on_more,
            "commitment.resume": FILLING.on_resume,
            "commitment.throw_away": FILLING.on_throw_away,
            "commitment.take_over": managing.on_take_over,
            "commitment.note": working.on_note,
            "commitment.next": working.on_next,
            "commitment.ledger": ledger.on_ledger,
            "commitment.foretold": ledger.on_foretold,
            "commitment.publish": ledger.on_publish,
            "commitment.withhold": ledger.on_withhold,
            "commitment.reopen": reopening.on_reopen,
            **until_over(
                tell_over,
                {
                    "commitment.choose": stating.on_choose,
                    "commitment.keep": stating.on_keep,
                    "commitment.manage": managing.on_manage,
                    "commitment.close": managing.on_close,
                    "commitment.work": working.on_work,
                    "commitment.rule": deciding.on_rule,
                    "commitment.pledge": committing.on_pledge,
                },
            ),
        },
        submissions={
            "commitment.form": opening.on_preview,
            "commitment.post": opening.on_post,
            "commitment.position": stating.on_position,
            "commitment.amend": managing.on_amend,
            "commitment.extend": managing.on_extend,
            "commitment.cancel": managing.on_cancel,
            "commitment.add_people": managing.on_add_people,
            "commitment.hand_over": managing.on_hand_over,
            "commitment.decider": managing.on_decider,
            "commitment.co_owners": managing.on_co_owners,
            "commitment.work": working.on_begin,
            "commitment.note": working.on_noted,
            "commitment.rule": deciding.on_ruled,
        },
        closings={
            "commitment.form": FILLING.on_closed,
            "commitment.position": stating.on_closed,
            "commitment.rule": deciding.on_closed,
        },
        timers={
            CLOSE: Work(due.close),
            PHASE: Work(due.reach_phase_end),
            ASK_AGAIN: Work(due.ask_again),
            LAPSE: Work(due.lapse),
            **{kind: Work(due.nudge) for kind in NUDGES},
            **{kind: Work(acts_of_ruling.remind) for kind in REMINDERS},
            ASK_OWNERS: Work(acts_of_ruling.reach_owners),
            LOOK: Work(acts_of_ledger.look),
            FORGET: Work(forgetting.look),
        },
        lost=leaving.lose,
        regained=leaving.regain,
        hold=commitments.hold,
        undelivered=tell_owner,
        parked=tell_parked,
        waiting=draw_waiting,
        home=draw_home,
        awaits=await_positions,
        card=draw,
        cards={STEPS: draw_steps},
        messages={f"{RITUAL}.{name}": render for name, render in {**NEWS, **NEWS_AFTER}.items()},
    )


def draw(tx: Connection, card: Card, _: datetime) -> Message | None:
    """The card as the commitment is stored now, with the positions that everybody sees."""
    commitment = commitments.find(tx, card.team, card.ritual_id)
    if commitment is None:
        return None
    beside = view.Beside(
        outdated=_count_outdated(tx, commitment),
        move=find_move(tx, commitment),
        record=records.find_number(tx, commitment.ref) if commitment.state.is_final else None,
        newer=recording.find_newer(tx, commitment) if commitment.state.is_final else None,
        answering=read_answering(tx, commitment) if commitment.state is State.ESCALATED else ALL_HERE,
    )
    return view.card(commitment, read_shown(tx, commitment), beside)


def tell_over(tx: Connection, who: Who, commitment: str) -> Block | None:
    """How it came out, once it has."""
    found = commitments.find_visible(tx, who.team, commitment, who.person)
    return messages.over(found) if found is not None and found.state.is_final else None


def _count_outdated(tx: Connection, commitment: Commitment) -> int:
    if commitment.version == 1 or not commitment.state.takes_positions:
        return 0
    return positions.count_outdated(tx, commitment.ref, commitment.version)


def await_positions(tx: Connection, delivery: Delivery, now: datetime) -> Message | None:
    """The commitments that wait for this person, and the predictions of which they are to say what became of them."""
    person = delivery.person or Person("")
    due = acts_of_ledger.read_due(tx, Who(delivery.team, person), now)
    parts = [
        messages.awaited(commitments.read_open(tx, delivery.team, person), person),
        views_of_ledger.asked(due, person),
    ]
    found = [part for part in parts if part is not None]
    return joined(found) if found else None


def tell_owner(tx: Connection, delivery: Delivery, error: str, now: datetime) -> None:
    """Slack will not take a message to the channel: its owner is told, once for each reason."""
    commitment = commitments.find(tx, delivery.team, delivery.ritual_id)
    if commitment is not None and delivery.person is None:
        tell(tx, commitment.ref, Notice("undelivered", commitment.owner, trouble_of(error)), now)


def tell_parked(tx: Connection, timer: Timer, now: datetime) -> None:
    """What was due could not be done: its owner is told."""
    commitment = commitments.find(tx, timer.team, timer.ritual_id)
    if commitment is not None:
        tell(tx, commitment.ref, Notice("parked", commitment.owner, timer.kind), now)


def draw_waiting(tx: Connection, team: Team, person: Person, now: datetime) -> Sequence[Block]:
    """The commitments that wait for this person, whether they will commit, and what became of what was foreseen."""
    found = commitments.read_open(tx, team, person)
    asked = [one for one, seat in found if pledging.is_awaited(one, seat)]
    due = acts_of_ledger.read_due(tx, Who(team, person), now)
    return [
        *home.waiting(found, person),
        *(block for one in asked for block in views_of_pledges.waiting(one)),
        *views_of_ledger.waiting(due, person),
    ]


def draw_home(tx: Connection, team: Team, person: Person, now: datetime) -> Sequence[Block]:
    """Commitments on this person's Home."""
    left = DRAFTS.read_latest(tx, Who(team, person), now)
    return home.home(commitments.read_open(tx, team, person), left, person)
