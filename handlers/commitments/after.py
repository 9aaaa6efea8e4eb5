"""News about commitments from the reveal on, rendered when they are sent from what is stored then."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from sqlalchemy import Connection

from handlers.commitments.acts.awaiting import find_decider, read_answering
from handlers.commitments.acts.course import find_move
from handlers.commitments.acts.forgetting import ANSWERED
from handlers.commitments.acts.standing import read_shown
from handlers.commitments.views import closing, committing, ledger, revealing, ruling
from handlers.commitments.views.ruling import Stuck
from handlers.commitments.views.steps import steps_card
from handlers.news import mark_of
from handlers.rendering import about_with
from handlers.replies import Later, Message
from handlers.ritual import Render
from rituals.commitments.model import Commitment, State
from rituals.commitments.summing import dissents
from rituals.deadlines import Move
from rituals.ids import Person
from rituals.positions import Pledge
from storage import commitments, forecasts, people, positions, records
from storage.cards import Card
from storage.deliveries import Delivery


def draw_steps(tx: Connection, card: Card, _: datetime) -> Message | None:
    """The post that leads through disagreement, as it stands now."""
    commitment = commitments.find(tx, card.team, card.ritual_id)
    if commitment is None:
        return None
    move = find_move(tx, commitment)
    return steps_card(commitment, read_shown(tx, commitment), Move.read(move.detail).reason if move else "")


def _find_for(tx: Connection, delivery: Delivery, *only: State) -> Commitment | None:
    """The commitment that the news for one person is about, as long as they see it, and it is in one of these states."""
    found = commitments.find_visible(tx, delivery.team, delivery.ritual_id, delivery.person or Person(""))
    return found if found is not None and found.state in only else None


def render_disagreement(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Asked of owners, as long as they have not chosen."""
    commitment = _find_for(tx, delivery, State.REVEALED)
    if commitment is None or delivery.person not in commitment.owners:
        return None
    return revealing.disagreement(commitment, read_shown(tx, commitment))


def render_escalated(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """It is blocked: who stands where, and who decides, as far as anybody is there."""
    commitment = commitments.find(tx, delivery.team, delivery.ritual_id)
    if commitment is None or commitment.state is not State.ESCALATED:
        return None
    return closing.escalated(commitment, read_shown(tx, commitment), read_answering(tx, commitment))


def render_asked_ruling(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Asked of whoever decides now."""
    commitment = _find_for(tx, delivery, State.ESCALATED)
    if commitment is None or delivery.person != commitment.terms.decider:
        return None
    return ruling.asked_ruling(commitment, read_shown(tx, commitment))


def render_asked_owners(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Asked of owners whose decider does not decide; why is the mark that the news was told with."""
    commitment = _find_for(tx, delivery, State.ESCALATED)
    if commitment is None or delivery.person not in commitment.owners:
        return None
    why = Stuck(mark_of(delivery).partition(" ")[0])
    decider = people.find_person(tx, delivery.team, commitment.terms.decider)
    until = decider.away_until if decider and why is Stuck.AWAY else None
    return ruling.asked_owners(commitment, delivery.person, why, until)


def render_asked_pledge(tx: Connection, delivery: Delivery, now: datetime) -> Message | Later | None:
    """Asked in their working hours, as far as that is before the end, of those who see it differently."""
    commitment, person = _find_for(tx, delivery, State.CONFIRMING), delivery.person or Person("")
    member = people.find_person(tx, delivery.team, person)
    position = positions.find(tx, commitment.ref, person) if commitment else None
    if commitment is None or member is None or position is None or not dissents(position):
        return None
    moment, ends = member.calendar.next_working_moment(now), commitment.phase_ends
    if now < moment and ends is not None and moment < ends:
        return Later(moment)
    return committing.asked_pledge(commitment, position, find_decider(tx, commitment) is not None)


def render_answered(tx: Connection, delivery: Delivery, __: datetime) -> Message | None:
    """Told to whoever decided: who will not commit, or will after all, is the mark that the news was told with."""
    commitment = _find_for(tx, delivery, State.CONFIRMING, State.DECIDED)
    person, said, _ = mark_of(delivery).split(" ")
    position = positions.find(tx, commitment.ref, Person(person)) if commitment else None
    if commitment is None or position is None or delivery.person != commitment.terms.decider:
        return None
    # Once it is decided nothing is kept of a no; whoever has said yes after it is known to have.
    is_last = commitment.state is State.DECIDED and position.pledge is None
    if position.pledge != said and not is_last:
        return None  # They have changed their mind, and that is told as well.
    return committing.answered(commitment, Person(person), replace(position, pledge=Pledge(said)))


def render_ended(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """The end, with the name of what was kept."""
    commitment = commitments.find(tx, delivery.team, delivery.ritual_id)
    if commitment is None:
        return None
    record = records.find_number(tx, commitment.ref)
    return closing.ended(commitment, read_shown(tx, commitment), record)


def render_reopening(tx: Connection, delivery: Delivery, _: datetime) -> Message | None:
    """Proposed to both, as long as one of them says that it came true; who foresaw it is the mark."""
    commitment, reader = _find_for(tx, delivery, State.DECIDED), delivery.person or Person("")
    if commitment is None:
        return None
    forecast = forecasts.find(tx, delivery.team, commitment.id, Person(mark_of(delivery)))
    if forecast is None or not forecast.came_true or reader not in (forecast.person, forecast.decider):
        return None
    return ledger.reopening(
        ledger.Line(forecast, commitment, records.find_number(tx, commitment.ref)), reader
    )


NEWS_AFTER: Mapping[str, Render] = {
    "revealed": about_with(commitments.find, read_shown, revealing.revealed, State.REVEALED, State.WORKING),
    "disagreement": render_disagreement,
    "escalated": render_escalated,
    "orphaned": about_with(
        commitments.find, read_answering, closing.orphaned, State.ESCALATED, wanted=attrgetter("is_nobody")
    ),
    "asked_ruling": render_asked_ruling,
    "asked_owners": render_asked_owners,
    "carried": about_with(commitments.find, read_shown, closing.carried, State.CONFIRMING),
    "asked_pledge": render_asked_pledge,
    ANSWERED: render_answered,
    "ended": render_ended,
    "reopening": render_reopening,
}
"""Each kind of news from the reveal on, by its name."""
